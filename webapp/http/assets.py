"""Static files: each address carries a hash of the content, and may then be kept for a year.

Templates call `asset("css/base.css")`. `compression` packs each once.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request, url_for

YEAR_S = 365 * 24 * 3600
DAY_CACHE = "public, max-age=86400"
"""For what keeps its address."""


def init_app(app: Flask) -> None:
    """Hashes the static files and registers `asset` and the caching of them."""
    root = Path(app.static_folder or "")
    hashes = {
        path.relative_to(root).as_posix(): _hash(path) for path in root.rglob("*") if path.is_file()
    }
    app.extensions["taskdex-assets"] = hashes

    @lru_cache(maxsize=1024)
    def path(_script_root: str, name: str) -> str:
        return url_for("static", filename=name, v=hashes[name])

    def asset(name: str) -> str:
        return path(request.script_root, name)

    app.jinja_env.globals["asset"] = asset

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint != "static" or response.status_code not in (200, 206, 304):
            return response
        name = (request.view_args or {}).get("filename", "")
        if request.args.get("v") == hashes.get(name):
            response.headers["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
        else:
            response.headers["Cache-Control"] = "public, max-age=300"
        return response


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
