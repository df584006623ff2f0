"""The app factory. Called by gunicorn (`webapp:create_app()`), the tests and the benchmarks."""

from __future__ import annotations

import logging
import os
from typing import cast

from flask import Flask
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from index.version import __version__
from webapp import blueprints
from webapp.config import Config
from webapp.folders import folder
from webapp.http import (
    assets,
    compression,
    errors,
    macro_cache,
    negotiation,
    render,
    templating,
)
from webapp.http.release import OpenRelease
from webapp.server import cors, rate_limit, request_log, security, shared_memory
from webapp.text import charts, glossary, markdown, vocabulary
from webapp.text.citations import dataset, short_name

MAX_FORM_BYTES = 16 * 1024  # nothing of ours takes a body; this only bounds what is read


def create_app(config: Config | None = None) -> Flask:
    """Builds the app and opens the current release of the home.

    With no release the app still starts: it says so on every page and is not ready.
    """
    config = config or Config.from_environment()
    app = Flask(
        "webapp", template_folder=str(folder("templates")), static_folder=str(folder("static"))
    )
    app.jinja_environment = templating.Templates
    # None of our views is asynchronous: Flask asks each at each request, eight times in all.
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]
    app.config["MAX_CONTENT_LENGTH"] = MAX_FORM_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(vocabulary.JINJA_FILTERS)
    app.jinja_env.filters["dataset"] = dataset
    app.jinja_env.filters["rem"] = charts.rem
    app.jinja_env.filters["short_name"] = short_name
    app.jinja_env.filters["md"] = markdown.inline
    app.jinja_env.globals.update(vocabulary.JINJA_GLOBALS, TERM_OF_MEASURE=glossary.OF_MEASURES)
    if not app.logger.handlers:
        app.logger.setLevel(logging.INFO)

    app.extensions["taskdex-config"] = config
    app.extensions["taskdex-release"] = OpenRelease(
        config.home, config.search_budget_ms, config.engine
    )
    app.extensions["taskdex-version"] = __version__
    Htmx(app)
    memory = shared_memory.attach(os.environ.get(shared_memory.VARIABLE))
    request_log.init_app(app, config, memory)
    compression.init_app(app)
    rate_limit.init_app(app, config, memory)
    templating.init_app(app)
    assets.init_app(app)
    render.init_app(app)
    macro_cache.init_app(app)
    security.init_app(app, config)
    errors.init_app(app)
    cors.init_app(app)
    negotiation.init_app(app)
    blueprints.init_app(app)
    if config.trusted_hops:
        hops = config.trusted_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    return app


def close(app: Flask) -> None:
    """Lets go of the release that an app has open; the app serves nothing afterwards."""
    cast(OpenRelease, app.extensions["taskdex-release"]).close()
