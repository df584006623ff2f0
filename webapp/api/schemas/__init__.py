"""Every body that the API answers, as JSON Schema (draft 2020-12).

Those of entries are made of `index.facts`, the others follow `webapp.about.provenance` and
`webapp.api.answers`; a test checks every property of every kind of answer against them, in both
directions.
"""

from webapp.api.schemas import entries, lists, problems, provenance, rankings, search

SCHEMAS = {
    **search.SCHEMAS,
    **entries.SCHEMAS,
    **lists.SCHEMAS,
    **rankings.SCHEMAS,
    **provenance.SCHEMAS,
    **problems.SCHEMAS,
}
"""Name → schema, in the order in which the page shows them."""
