"""One module per page; each has a blueprint named after it."""

from flask import Flask

from webapp.views import (
    about,
    activities,
    api,
    health,
    home,
    methodology,
    occupations,
    opensearch,
    robots,
    search,
    sources,
    tasks,
)

PAGES = (
    home,
    search,
    tasks,
    occupations,
    activities,
    methodology,
    sources,
    about,
    api,
    opensearch,
    health,
    robots,
)


def init_app(app: Flask) -> None:
    """Registers every page."""
    for page in PAGES:
        app.register_blueprint(page.blueprint)
