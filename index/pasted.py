"""What people paste, as it is read: “…” as "…", – as -, an address as its id, and no markup.

Called by `index.query`. The box shows what was typed; only what is read is another text.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import Final
from urllib.parse import unquote, unquote_plus

from index.soc import MAJOR_GROUP_TITLES
from index.text import STOP_WORDS, clean

_SIGNS: Final = str.maketrans(
    {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}  # full width, of East Asia
    | dict.fromkeys("“”„‟«»‹›〝〞〟″❝❞", '"')
    | dict.fromkeys("‐‑‒–—―−﹘﹣⁃", "-")
    | dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " ")  # footnotes: "teeth¹"
)
_LETTERS: Final = re.compile(r"[A-Za-z ]*")
_SOC: Final = r"[0-9]{2}-[0-9]{4}(?:\.[0-9]{2})?"
_CODE: Final = re.compile(r"([0-9]{2})-?([0-9]{4})(\.[0-9]{2})?")
_AROUND: Final = "()[]{}<>,.;:'\"‘’`*?! "
_TASK: Final = re.compile(
    r"[\s(\[\"'‘]*(?:(?:tasks?(?:[\s_-]*(?:id|no|number|nr))?|id)[\s.:=#-]*|[#№]\s*)?"
    r"([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0)?[\s.,;:)\]\"'’?!]*",
    re.IGNORECASE,
)
_CODES: Final = re.compile(rf"(?<![\w-]){_SOC}(?![\w-])")
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)?[^\s?#]*/tasks?/(?:task-)?([0-9]{1,9})"
    r"(?:\.(?:json|md|csv|bib|ris))?/?(?:[?#]\S*)?[.,;:)\]>]*",
    re.IGNORECASE,
)
_WAGES: Final = re.compile(r"\S*/oes([0-9]{2})([0-9]{4})\.htm\S*", re.IGNORECASE)
"""An occupation's page at the Bureau of Labor Statistics."""
# The address of a search, here or elsewhere; and what of any other address is no word.
_SOUGHT: Final = re.compile(r"\S*/\S*[?&](?:q|s|query)=([^&#\s]+)\S*", re.IGNORECASE)
_HOST: Final = re.compile(r"https?://[^\s/]+/(?=[^\W_])", re.IGNORECASE)
_ENDING: Final = re.compile(r"\.(?:html?|php|aspx?|pdf)(?=[?#]|$)", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:a|b|br|code|div|em|h[1-6]|i|li|mark|ol|p|span|strong|su[bp]|table|t[dhr]|ul?)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MARKDOWN_LINK: Final = re.compile(r"\[([^\[\]]+)\]\(\S+?\)")
_FOOTNOTE: Final = re.compile(r"(?<=[^\W\d_])\[[0-9]{1,3}\]")
_LIST_ITEM: Final = re.compile(r"\s*\(?(?:[0-9]{1,2}[.)]|[a-z]\))\s+(?=[^\W\d_])", re.IGNORECASE)
# "tele- phone", as a line ends; "pre- and post-natal" is another thing.
_END_OF_LINE: Final = re.compile(r"(?<=[^\W\d_]{2})- +(?=([^\W\d_]{2,}))")
# Codes: with a label before them, with spaces inside, several without any between.
_LABEL: Final = re.compile(
    rf"(?<![\w-])(?:(?:o\*?net|soc|codes?|occupation)[\s:=#-]*)+(?=[(\[\"]?{_SOC}(?![0-9]))",
    re.IGNORECASE,
)
_SPACED: Final = re.compile(r"(\W*[0-9]{2}) ?- ?([0-9]{4}(?:\.[0-9]{2})?\W*)")
_IN_A_ROW: Final = re.compile(rf"(?<![0-9-])({_SOC})[,;|]+(?={_SOC}(?![0-9]))")


def plain(text: str) -> str:
    """A text with straight quotation marks, hyphens for dashes and ids for addresses; without
    the marks of HTML, of Markdown and of lists."""
    if _LETTERS.fullmatch(text):
        return text
    text = _ENTITY.sub(_unescaped, text)
    text = _TAG.sub(" ", _MARKDOWN_LINK.sub(r"\1", text)).translate(_SIGNS)
    text = "".join(_meant(piece) for piece in re.split(r"(\s+)", text))
    text = _FOOTNOTE.sub("", text)
    if item := _LIST_ITEM.match(text):
        text = text[item.end() :]
    text = _END_OF_LINE.sub(lambda m: m[0] if m[1].lower() in STOP_WORDS else "-", text)
    text = _IN_A_ROW.sub(r"\1 ", _LABEL.sub("", text))
    spaced = _SPACED.fullmatch(text)
    return f"{spaced[1]}-{spaced[2]}" if spaced else text


def task_id(text: str) -> int | None:
    """The task that a whole text names: `19156`, `#19156`, `Task ID: 19156`."""
    match = _TASK.fullmatch(text)
    return int(match[1].replace(",", "")) if match else None


def occupation_code(piece: str, *, alone: bool) -> str | None:
    """The code that a piece names, `(11-1011.00),` too; without its hyphen only if `alone`."""
    match = _CODE.fullmatch(piece.strip(_AROUND))
    if match is None or ("-" not in piece and not (alone and match[1] in MAJOR_GROUP_TITLES)):
        return None
    return f"{match[1]}-{match[2]}{match[3] or ''}"


def _unescaped(match: re.Match[str]) -> str:
    """`&nbsp;` as a space; `&nothing;` is no entity."""
    entity = match[0]
    return clean(unescape(entity)) if entity[1] == "#" or entity[1:] in html5 else entity


def _meant(typed: str) -> str:
    """What stands between white space: an address as what it leads to, %20 as a space."""
    piece = typed
    if "%" in piece:
        try:
            piece = clean(unquote(piece, errors="strict")).translate(_SIGNS)
        except UnicodeDecodeError:
            return piece
    if "/" not in piece:
        return piece
    if match := _ADDRESS.fullmatch(piece.strip("<>(\"' ")):
        return f"task-{match[1]}"
    if sought := _SOUGHT.fullmatch(typed):
        return clean(unquote_plus(sought[1])).translate(_SIGNS)
    if codes := _CODES.findall(_WAGES.sub(r"\1-\2", piece)):
        return " ".join(codes)
    return _ENDING.sub("", _HOST.sub("", piece, count=1)) if _HOST.match(piece) else piece
