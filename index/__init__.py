"""The press and the shelf: publishers' files in, a release out, and one door to read it."""

from index.encyclopedia import Encyclopedia

__all__ = ["Encyclopedia"]
