"""The code that a partner copies: iframe, element, script, address. Called by the page that builds
it and by oEmbed. Everything given is escaped here; addresses are whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from webapp.embed.script_versions import newest
from webapp.http import addresses

SANDBOX: Final = (
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
)
SEARCH_HEIGHT: Final = 420
CARD_HEIGHT: Final = 350
RANKING_HEIGHT: Final = 520
LINK_HEIGHT: Final = 24
"""Of the line under a frame, where an editor is told how high all of it is."""
CARD_HEIGHTS: Final = ((600, CARD_HEIGHT), (480, 400), (380, 520), (0, 570))
"""From this width on, in pixels, this height holds the cards of 19 tasks in 20."""

Attributes = Iterable[tuple[str, str]]


def iframe(src: str, title: str, width: str, height: int, *, style: str = "") -> Markup:
    """A plain iframe; one with a `style` has to look well without it as well, because a strict
    policy of the page around it passes over it."""
    return Markup("<iframe{}></iframe>").format(
        _attributes(
            [
                ("src", src),
                ("title", title),
                ("width", width),
                ("height", str(height)),
                ("frameborder", "0"),  # an attribute: many policies forbid styles
                ("loading", "lazy"),
                ("referrerpolicy", "strict-origin-when-cross-origin"),
                ("sandbox", SANDBOX),
                ("style", style),
            ]
        )
    )


def link(href: str, label: str) -> Markup:
    """What stands under an iframe, and inside an element until the script is there."""
    return Markup('<a href="{}">{}</a>').format(href, label)


def element(name: str, attributes: Attributes, inside: Markup) -> Markup:
    """`<task-search>` or `<task-card>`; an attribute without a value is left out."""
    return Markup("<{0}{1}>{2}</{0}>").format(name, _attributes(attributes), inside)


def script() -> Markup:
    """The script that is always the newest."""
    return Markup('<script src="{}" defer></script>').format(
        addresses.absolute(addresses.path("embed_scripts.latest"))
    )


def pinned_script() -> Markup:
    """The script of today, which the browser compares with its hash."""
    found = newest()
    return Markup('<script src="{}" integrity="{}" crossorigin="anonymous" defer></script>').format(
        addresses.absolute(addresses.embed_script(*found.version)), found.integrity
    )


def card_height(width: int) -> int:
    """Enough for the card of nearly every task at this width."""
    return next(height for least, height in CARD_HEIGHTS if width >= least)


def _attributes(given: Attributes) -> Markup:
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in given if value)
