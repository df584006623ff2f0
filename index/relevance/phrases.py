"""What people type in two words, or in one, and O*NET in another way.

"book keeping" is "bookkeeping", "put out fires" is "fight fires", a "sysadmin" is a "system
administrator". Unlike an everyday word (`index.relevance.lay_words`), which also finds what
statements have beside it, a phrase is searched as the other words alone: only phrases stand here
that no statement has, or none has in another sense.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.lists import phrases, table

PHRASES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    **{apart: ("".join(apart),) for apart in phrases("joined_words")},
    **table("phrases"),
}
"""Words of a query that follow one another → the words that are searched instead."""
LONGEST = max(map(len, PHRASES))
"""Words of the longest phrase."""
