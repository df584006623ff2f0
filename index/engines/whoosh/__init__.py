"""The embedded engine: a Whoosh index, and arrays made of it."""

from index.engines.whoosh.analysis import FOLDER
from index.engines.whoosh.searcher import WhooshEngine, open_engine

__all__ = ["FOLDER", "WhooshEngine", "open_engine"]
