"""Languages by their code, in English: those that ESCO is published in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from index.records.published import ENGLISH

LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "British English",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "hr": "Croatian",
    "hu": "Hungarian",
    "is": "Icelandic",
    "it": "Italian",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mt": "Maltese",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sv": "Swedish",
    "uk": "Ukrainian",
}
"""ISO 639-1 → its name."""


def language(code: str) -> str:
    """The name of a language; of one that is not here, its code."""
    return LANGUAGES.get(code, code)


def tag(code: str) -> str:
    """What the attribute `lang` says of a name in a language: pages are in American English."""
    return "en-GB" if code == ENGLISH else code
