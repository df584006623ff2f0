"""What makes one answer: addresses, the open release, rendering, caching, errors, downloads."""
