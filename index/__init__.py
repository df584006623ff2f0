"""The indexer: reads publishers' files, builds a release, and gives readers one way in."""

from index.encyclopedia import Encyclopedia
from index.version import __version__

__all__ = ["Encyclopedia", "__version__"]
