"""Where templates and static files lie: beside `webapp/` in a checkout, inside it in a wheel.

The checkout's own win: an editable install can leave an old copy of both in site-packages.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `templates` or `static`. Raises FileNotFoundError if neither place has it."""
    # pyproject.toml tells a checkout from site-packages, where others' folders lie beside us.
    if (PACKAGE.parent / "pyproject.toml").is_file():
        places = (PACKAGE.parent / name, PACKAGE / name)
    else:
        places = (PACKAGE / name, PACKAGE.parent / name)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"There is no folder {name!r} in {places[0].parent} or {places[1].parent}."
    )
