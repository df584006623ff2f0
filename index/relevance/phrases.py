"""What people type in two words, or in one, and O*NET in another way.

"put out fires" is "fight fires", a "sysadmin" is a "system administrator". Unlike an everyday word
(`index.relevance.lay_words`), which also finds what statements have beside it, a phrase is searched
as the other words alone: only phrases stand here that no statement has, or none has in another
sense. What is merely written together or apart is read by `index.lexicon`.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.lists import table

PHRASES: Mapping[tuple[str, ...], tuple[str, ...]] = table("phrases")
"""Words of a query that follow one another → the words that are searched instead."""
LONGEST = max(map(len, PHRASES))
"""Words of the longest phrase."""
