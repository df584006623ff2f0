"""The OpenAPI 3.1 document. Called by `webapp.api.description`, for programs and for the page."""

from __future__ import annotations

from typing import Any, Final

from index.encyclopedia import Encyclopedia
from webapp.api import components
from webapp.api.examples import examples
from webapp.api.operations import JSON, TAGS, operations
from webapp.api.schemas import SCHEMAS
from webapp.http import addresses

VERSION: Final = "1.0.0"
"""Of the API: the second number rises when something is added; the first is that of /api/v1."""
DESCRIPTION: Final = """\
Search what people do at work, and where AI comes in: O*NET’s task statements with \
ratings, exposure labels of the study “GPTs are GPTs” and observed use from the Anthropic \
Economic Index. Every figure names its source.

- **Null is never zero.** It means not rated, not labelled, not observed or not published; each \
property says which.
- **Read-only**, without a key: GET and HEAD. OPTIONS answers preflights.
- **An empty parameter** counts as not given, and an unknown one is ignored.
- **Additive versioning.** Under /api/v1, properties, parameters and endpoints may be added, but \
are never renamed or removed: ignore what you do not know."""


def describe(encyclopedia: Encyclopedia | None) -> dict[str, Any]:
    """The description of this site's API; without a release it has no examples."""
    found: dict[str, Any] = {
        "openapi": "3.1.1",
        "info": {
            "title": "Taskdex API",
            "version": VERSION,
            "summary": "What people do at work, and where AI comes in",
            "description": DESCRIPTION,
            "license": {
                "name": "The data are their publishers’: CC BY 4.0 and MIT, see the sources",
                "url": addresses.absolute(addresses.path("sources.sources")),
            },
        },
        "servers": [{"url": addresses.root(), "description": "This site"}],
        "externalDocs": {
            "description": "The same as a page",
            "url": addresses.absolute(addresses.path("api_page.page")),
        },
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": {path: {"get": one} for path, one in operations().items()},
        "components": {
            "schemas": SCHEMAS,
            "responses": components.responses(),
            "headers": components.headers(),
        },
    }
    if encyclopedia is not None:
        found["info"]["x-release"] = encyclopedia.release.release_id
        found["info"]["x-attribution"] = [
            {
                "name": source.name,
                "release": source.release,
                "licence": source.licence,
                "licence_url": source.licence_url,
                "attribution": source.attribution,
            }
            for source in encyclopedia.release.sources
        ]
        answers = examples(encyclopedia)
        for item in found["paths"].values():
            if (answer := answers.get(item["get"]["operationId"])) is not None:
                item["get"]["responses"]["200"]["content"][JSON]["example"] = answer
    return found
