"""The indexer: reads publishers' files, builds a release, and gives readers one way in."""

from index.encyclopedia import Encyclopedia

__all__ = ["Encyclopedia"]
