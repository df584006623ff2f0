"""Every body that the API answers, as JSON Schema (draft 2020-12).

The shapes are those of `webapp.formats.json_bodies`, `webapp.about.provenance` and
`webapp.api.answers`; a test checks every property of every kind of answer against them, in both
directions.
"""

from webapp.api.schemas import (
    activities,
    lists,
    occupations,
    problems,
    provenance,
    search,
    software,
    tasks,
)

SCHEMAS = {
    **search.SCHEMAS,
    **tasks.SCHEMAS,
    **occupations.SCHEMAS,
    **activities.SCHEMAS,
    **software.SCHEMAS,
    **lists.SCHEMAS,
    **provenance.SCHEMAS,
    **problems.SCHEMAS,
}
"""Name → schema, in the order in which the page shows them."""
