"""How an embed looks: theme, accent and language, as a partner asks for them. Called by the frames,
by the page that builds them and by the errors that are shown inside a frame.

An accent that would be hard to read on our ground is made darker or lighter until it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict

from index.errors import QueryError

THEMES: Final = ("auto", "light", "dark")
MIN_CONTRAST: Final = 4.5
"""WCAG 2.2, 1.4.3: text against its ground."""
# The grounds of static/css/tokens.css that are closest to text: --tint, light and dark.
LIGHT_GROUND: Final = (0xEE, 0xF3, 0xF3)
DARK_GROUND: Final = (0x1F, 0x2A, 0x2E)
BLACK: Final = (0, 0, 0)
WHITE: Final = (255, 255, 255)

_COLOUR = re.compile(r"#?((?:[0-9a-f]{3}){1,2})", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a frame is dressed in."""

    theme: str = "auto"
    """One of THEMES; `auto` follows the reader's setting."""
    accent: str = ""
    """Six hexadecimal digits; empty: our own."""
    language: str = "en"
    """Asked for. English is what there is, and what the frame says that it is in."""

    @property
    def colour_scheme(self) -> str:
        """For the browser's own parts: scroll bars, the ground before the style sheets."""
        return "light dark" if self.theme == "auto" else self.theme

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Those that make this appearance again, without defaults."""
        default = Appearance()
        return [
            (name, value)
            for name, value, usual in (
                ("theme", self.theme, default.theme),
                ("accent", self.accent, default.accent),
                ("lang", self.language, default.language),
            )
            if value != usual
        ]


def read_appearance(args: MultiDict[str, str]) -> Appearance:
    """The appearance that an address asks for. Raises QueryError."""
    for name in ("theme", "accent", "lang"):
        if len(args.getlist(name)) > 1:
            raise QueryError(name, "is given more than once.")
    theme = args.get("theme", "").lower() or "auto"
    if theme not in THEMES:
        raise QueryError("theme", f"is one of {', '.join(THEMES)}; {theme[:20]!r} is not.")
    language = args.get("lang", "") or "en"
    if not _LANGUAGE.fullmatch(language):
        raise QueryError("lang", f"is a language tag such as en; {language[:20]!r} is not.")
    return Appearance(theme, read_accent(args.get("accent", "")), language.lower())


def read_accent(text: str) -> str:
    """`#0B5` → `00bb55`; empty stays empty. Raises QueryError for what is no colour."""
    if not text:
        return ""
    match = _COLOUR.fullmatch(text)
    if match is None:
        raise QueryError("accent", f"is a colour such as 0b5563; {text[:20]!r} is not.")
    digits = match[1].lower()
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


def tolerant_appearance(args: MultiDict[str, str]) -> Appearance:
    """The same for a frame that shows an error: what cannot be is as if not asked for."""
    try:
        return read_appearance(args)
    except QueryError:
        return Appearance()


def accent_style(accent: str) -> str:
    """A style sheet that puts an accent (six digits) in the place of ours."""
    colour = (int(accent[:2], 16), int(accent[2:4], 16), int(accent[4:], 16))
    light = _hex(readable(colour, LIGHT_GROUND, BLACK))
    dark = _hex(readable(colour, DARK_GROUND, WHITE))
    value = f"var(--light, {light}) var(--dark, {dark})"
    return f":root:root {{ --accent: {value}; --fill: {value}; }}\n"


def readable(colour: Colour, ground: Colour, towards: Colour) -> Colour:
    """The colour, mixed with as little black or white as makes it readable on the ground."""
    for percent in range(0, 101, 4):
        red, green, blue = (
            round((own * (100 - percent) + other * percent) / 100)
            for own, other in zip(colour, towards, strict=True)
        )
        if contrast((red, green, blue), ground) >= MIN_CONTRAST:
            return red, green, blue
    return towards


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def luminance(colour: Colour) -> float:
    """WCAG's relative luminance, 0 to 1."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (value / 255 for value in colour)
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _hex(colour: Colour) -> str:
    return f"#{colour[0]:02x}{colour[1]:02x}{colour[2]:02x}"
