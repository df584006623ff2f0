"""The words of a release: which there are, how they are spelt and sound, which stand side by side.

What a query means is read from them before any engine is asked, so that all engines get the same
words. Written beside an engine's index, read with `Lexicon`.
"""

from index.lexicon.lexicon import FILE_NAME, Lexicon
from index.lexicon.writer import write

__all__ = ["FILE_NAME", "Lexicon", "write"]
