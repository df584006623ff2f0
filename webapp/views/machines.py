"""`/llms.txt`: what programs that read text find here."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from webapp import addresses, render
from webapp.shelf import current

blueprint = Blueprint("machines", __name__)


@blueprint.get("/llms.txt")
def llms() -> Response:
    release = current().release
    return render.text(
        lambda: render_template("documents/llms.txt", base=addresses.base(), release=release),
        "text/plain",
    )
