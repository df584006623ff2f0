"""Every blueprint, named after its page. Called by the app factory; the first word of an address is
the folder that answers it, and `search/` answers `/` as well, `about/` what is left over.
"""

from flask import Flask

from webapp.about import (
    data,
    glossary,
    icon,
    llms,
    methodology,
    robots,
    sitemap,
    sources,
    well_known,
)
from webapp.about import views as about
from webapp.activities import views as activities
from webapp.api import description
from webapp.api import views as api
from webapp.changes import views as changes
from webapp.compare import views as compare
from webapp.embed import frames, oembed, scripts
from webapp.embed import views as embed
from webapp.mcp import views as mcp
from webapp.occupations import views as occupations
from webapp.rankings import views as rankings
from webapp.search import address_bar, home
from webapp.search import views as search
from webapp.server import health, metrics_page
from webapp.software import views as software
from webapp.tasks import views as tasks

PAGES = (
    home,
    search,
    tasks,
    occupations,
    activities,
    software,
    rankings,
    compare,
    changes,
    methodology,
    glossary,
    sources,
    data,
    about,
    embed,
    frames,
    scripts,
    oembed,
    api,
    description,
    mcp,
    address_bar,
    health,
    metrics_page,
    robots,
    icon,
    well_known,
    sitemap,
    llms,
)


def init_app(app: Flask) -> None:
    """Registers every page."""
    for page in PAGES:
        app.register_blueprint(page.blueprint)
