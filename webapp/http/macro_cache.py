"""Macros that are rendered once for each set of arguments. Called by templates, as filters.

A page of results is mostly made of parts that were on the page before it: the facts of a task,
the values of a filter. Only macros that use nothing but their arguments may stand here. They are
filters because Jinja calls those directly, and a macro by way of its context, which takes longer
than to look up what is remembered.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from flask import Flask

MACROS: Final = {
    "macros/labels.html": {"glyph": 8, "exposure": 32},
    "macros/lines.html": {"facts": 4096, "choice": 4096},
    "macros/cards.html": {"occupation_card": 512},
}
"""File → macro → how many results are kept, of about 500 characters each, cards of 2,000.
A file may use what stands before it."""


def init_app(app: Flask) -> None:
    """Makes `task.facts|facts`, `option|choice(name)` and so on known to every template."""
    for file, names in MACROS.items():
        macros = app.jinja_env.get_template(file).module
        for name, size in names.items():
            app.jinja_env.filters[name] = lru_cache(maxsize=size)(getattr(macros, name))
