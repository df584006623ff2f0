"""Macros that are rendered once for each set of arguments. Called by templates, as filters.

A page of results is mostly made of parts that were on the page before it: the facts of a task,
the values of a filter. Only macros that use nothing but their arguments may stand here. They are
filters because Jinja calls those directly, and a macro by way of its context, which takes longer
than to look up what is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

from flask import Flask
from markupsafe import Markup

from webapp.http.site import Option
from webapp.text import vocabulary

MACROS: Final = {
    "macros/labels.html": {"glyph": 8, "exposure": 32},
    "macros/lines.html": {"opening": 32_768, "facts": 32_768, "choice": 0},
    "macros/cards.html": {"occupation_card": 512},
}
"""File → macro → how many results are kept, of about 500 characters each, cards of 2,000: lines of
all tasks. A file may use what stands before it."""
_COUNT: Final = "\0"
"""Stands for a number of tasks."""


def init_app(app: Flask) -> None:
    """Makes `task.facts|facts`, `options|choices(name)` and so on known to every template."""
    for file, names in MACROS.items():
        macros = app.jinja_env.get_template(file).module
        for name, size in names.items():
            app.jinja_env.filters[name] = lru_cache(maxsize=size)(getattr(macros, name))
    app.jinja_env.filters["choices"] = _choices(app.jinja_env.filters["choice"])


def _choices(choice: Callable[[Option, str, str], str]) -> Callable[[Iterable[Option], str], str]:
    """The values of a filter, one after another: what stands around the count of each is
    remembered."""

    @lru_cache(maxsize=1024)
    def around(name: str, count: int, *option: Any) -> tuple[str, str]:  # noqa: ANN401
        id_, value, label, chosen, typed, glyph = option
        made = Option(id_, value, label, count, chosen, typed, glyph)
        before, _, after = choice(made, name, _COUNT).partition(_COUNT)
        return before, after

    def choices(options: Iterable[Option], name: str) -> str:
        pieces: list[str] = []
        for one in options:
            few = min(one.count, 1)  # none looks different
            before, after = around(
                name, few, one.id, one.value, one.label, one.chosen, one.typed, one.glyph
            )
            pieces += (before, vocabulary.number(one.count), after)
        return Markup("".join(pieces))  # noqa: S704  (of what a template made, and of numbers)

    return choices
