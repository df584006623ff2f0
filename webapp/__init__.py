"""The web app: shows the current release of a home to browsers and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from webapp.config import Config


def create_app(config: Config | None = None) -> Flask:
    """Builds the app; see `webapp.app`."""
    # Imported here because gunicorn's master imports this package to read `webapp.server.settings`:
    # the app must not be loaded there, or a reload would give its workers the old code.
    from webapp.app import create_app as build

    return build(config)


def close(app: Flask) -> None:
    """Lets go of the release that an app has open; see `webapp.app`."""
    from webapp.app import close as let_go

    let_go(app)


__all__ = ["close", "create_app"]
