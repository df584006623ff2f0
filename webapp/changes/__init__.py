"""`/changes`, `/changes/…` and `/changes.atom`."""
