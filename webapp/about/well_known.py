"""What programs look for at fixed addresses: whom to tell of a vulnerability, and how the site
looks among the apps of a phone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from flask import Blueprint, Response, abort, current_app, json, url_for

from webapp.config import Config
from webapp.folders import folder
from webapp.http import addresses, render
from webapp.http.assets import DAY_CACHE

blueprint = Blueprint("well_known", __name__)

VALID_DAYS: Final = 180
"""RFC 9116 advises less than a year."""


@blueprint.get("/.well-known/security.txt")
def security() -> Response:
    """RFC 9116, where the operator has named a contact."""
    config: Config = current_app.extensions["taskdex-config"]
    if config.security_contact is None:
        abort(404)
    response = Response(
        statement(config.security_contact, datetime.now(UTC).date()), mimetype="text/plain"
    )
    response.headers["Cache-Control"] = DAY_CACHE
    return response


def statement(contact: str, today: date) -> str:
    """The file, as of a day."""
    until = today + timedelta(days=VALID_DAYS)
    here = addresses.absolute(addresses.path("well_known.security"))
    return (
        f"Contact: {contact}\nExpires: {until.isoformat()}T00:00:00Z\n"
        f"Preferred-Languages: en\nCanonical: {here}\n"
    )


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """W3C, Web Application Manifest."""
    home = addresses.home()
    body = {
        "name": "Taskdex",
        "short_name": "Taskdex",
        "description": "What people do at work, and where AI comes in.",
        "lang": "en",
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [
            {"src": _picture("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": _picture("img/icon-180.png"), "sizes": "180x180", "type": "image/png"},
            {"src": _picture("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        ],
    }
    return render.text(lambda: json.dumps(body) + "\n", "application/manifest+json")


def _picture(name: str) -> str:
    return url_for("static", filename=name)


@blueprint.get("/apple-touch-icon.png")
def touch_icon() -> Response:
    """Asked for by telephones that keep a page on their first screen."""
    response = Response(
        (folder("static") / "img" / "icon-180.png").read_bytes(), mimetype="image/png"
    )
    response.headers["Cache-Control"] = DAY_CACHE
    response.add_etag()
    return response
