"""Macros that are rendered once for each set of arguments. Called by templates.

A page of results is mostly made of parts that were on the page before it: the facts of a task,
the values of a filter. Only macros that use nothing but their arguments may stand here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from flask import Flask

FILE: Final = "macros/lines.html"
NAMES: Final = {"facts": 4096, "choice": 4096}
"""Macro → how many results are kept; about 500 characters each."""


def init_app(app: Flask) -> None:
    """Makes `remembered.facts(…)` and `remembered.choice(…)` known to every template."""
    macros = app.jinja_env.get_template(FILE).module
    app.jinja_env.globals["remembered"] = {
        name: lru_cache(maxsize=size)(getattr(macros, name)) for name, size in NAMES.items()
    }
