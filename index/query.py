"""What a person typed → a Query. Pure; every limit of a search lives here.

The grammar is small on purpose: words, "an exact phrase", -word, filter:value, and an occupation
code, which is short for occupation:code. Whatever is not one of these is a word; no syntax of any
engine can be reached from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Literal, get_args
from unicodedata import normalize

from index.errors import QueryError
from index.pasted import occupation_code, plain, task_id
from index.quick import quick
from index.records.terms import LABELS, RATERS, Kind
from index.soc import MAJOR_GROUP_TITLES
from index.text import clean, words

MAX_CHARACTERS = 600
"""Of what was typed so much is read: a hundred words."""
MAX_READ = 120
"""So many words of it, and"""
MAX_WORDS = 20
"""so many are searched: an engine is asked for no more, whatever was typed."""
MAX_PAGE = 500
MAX_SIZE = 100
DEFAULT_SIZE = 20
MAX_COMPARED = 4
"""Tasks or occupations that are compared at once."""

Sort = Literal["best", "importance", "relevance", "exposure", "use", "occupation"]
SORTS: tuple[Sort, ...] = get_args(Sort)
KINDS: tuple[Kind, ...] = get_args(Kind)

FILTERS: Mapping[str, tuple[str, ...]] = {
    "exposure": LABELS,
    "human": LABELS,
    "type": ("core", "supplemental", "untyped"),
    "group": tuple(MAJOR_GROUP_TITLES),
    "zone": ("1", "2", "3", "4", "5", "none"),
    "used": ("yes", "no"),
    "importance": ("4-5", "3-4", "1-3", "unrated"),
    "rated_by": (*RATERS, "unknown", "unrated"),
}
"""Filter → the values it can take, in the order in which they are shown. `exposure` is GPT-4's
label, `human` the human raters'; `used` is observation in any release of the Economic Index;
importance bands hold their lower bound and not their upper one (5 is in 4-5); `rated_by` is
unknown where O*NET does not say whose answers a rating is made of."""

_LANGUAGE = re.compile(r"[a-z]{2}")
_OCCUPATION = re.compile(r"[0-9]{2}-[0-9]{4}(?:\.[0-9]{2})?")
_SPACED_FILTER = re.compile(rf"(?<!\S)({'|'.join(FILTERS)}):\s+(\S+)", re.IGNORECASE)
# One piece of what was typed: a phrase (closed or not), or whatever stands between white space.
_PIECE = re.compile(r'(-?)"([^"]*)(?:"|$)|(\S+)')


@quick(frozen=True, slots=True)
class Correction:
    """A word that was searched as another one."""

    typed: str
    searched: str


@quick(frozen=True, slots=True)
class Query:
    """A search, ready for an engine."""

    text: str
    """As typed, cleaned and cut to MAX_CHARACTERS: what the box shows."""
    words: tuple[str, ...] = ()
    """All that were read; which of them are searched is for the engine's reader to say."""
    prefix: bool = False
    """The last word is still being typed."""
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    """Words (one long) and phrases that must not occur."""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Filter → chosen values, any of which a task may have; `occupation` holds codes."""
    task_id: int | None = None
    """The whole query is a number, or `task-19156`: that task is meant, if there is one."""
    kind: Kind | None = None
    """One kind only: page and size then apply to it."""
    sort: Sort = "best"
    page: int = 1
    size: int = DEFAULT_SIZE
    verbatim: bool = False
    """Search exactly what was typed: nothing is corrected, and no word stands for another one."""
    as_spelt: bool = False
    """The words are names, spelt as they are meant: nothing is corrected."""
    uses: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Words that name software → the occupations that use it → how much it is theirs, 0 to 1."""
    language: str = ""
    """ISO 639-1: where a name is one in several languages, this one is meant; empty: any."""
    spoken: str = ""
    """The reader's own language, ISO 639-1, which is meant where none was chosen. No address has
    it; empty: English, or not known."""
    means: tuple[int, ...] = ()
    """Occupations that are meant, by their numbers (by code, from 0), the likeliest first: the
    words are the title of that one."""
    beside: tuple[str, ...] = ()
    """Words that were not typed and need not occur, but say what is meant: what software is for."""
    is_wordless: bool = False
    """Something was typed, and nothing in it can be searched: signs or pictures alone."""
    notes: tuple[str, ...] = ()
    """What was dropped or not understood, in words for the person who typed it."""

    @property
    def is_blank(self) -> bool:
        """Nothing to look for: neither words nor phrases, though there may be filters."""
        return not self.words and not self.phrases


def parse(
    text: str,
    *,
    filters: Mapping[str, Iterable[str]] | None = None,
    kind: str | None = None,
    sort: str = "best",
    page: int = 1,
    size: int = DEFAULT_SIZE,
    verbatim: bool = False,
    language: str = "",
) -> Query:
    """Reads what was typed, and checks the parameters beside it.

    Raises QueryError for a parameter that cannot have this value. What is odd in the text itself
    never raises: it becomes a word or a note.
    """
    if kind is not None and kind not in KINDS:
        raise QueryError("kind", f"is one of {', '.join(KINDS)}; {kind[:40]!r} is not.")
    if sort not in SORTS:
        raise QueryError("sort", f"is one of {', '.join(SORTS)}; {sort[:40]!r} is not.")
    if language and not _LANGUAGE.fullmatch(language):
        raise QueryError("hl", f"is a language such as es; {language[:40]!r} is not.")
    check_range("page", page, MAX_PAGE)
    check_range("size", size, MAX_SIZE)
    chosen: dict[str, list[str]] = {}
    for name, values in (filters or {}).items():
        for value in values:
            choose(chosen, name, value)

    notes: list[str] = []
    text = normalize("NFC", clean(text))  # "músi" may come with its accent apart
    if len(text) > MAX_CHARACTERS:
        notes.append(f"Only the first {MAX_CHARACTERS} characters were read.")
        text = text[:MAX_CHARACTERS]

    found: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    ends_in_word = False
    read = _SPACED_FILTER.sub(_closed, plain(text))
    alone = len(read.split()) == 1
    is_read = False  # whether anything was, be it a word, a filter or what is left out
    for match in _PIECE.finditer(read):
        minus, phrase, piece = match.groups()
        ends_in_word = False
        if phrase is not None:
            if not minus and (code := occupation_code(phrase, alone=alone)) is not None:
                choose(chosen, "occupation", code)  # as a table has it: "29-1141.00"
                is_read = True
            elif phrase_words := tuple(words(phrase)):
                is_read = True
                (excluded if minus else phrases).append(phrase_words)
            continue
        name, colon, value = piece.partition(":")
        if colon and (name.lower() in FILTERS or name.lower() == "occupation"):
            is_read = True
            try:
                choose(chosen, name.lower(), value.rstrip(",;."))
            except QueryError as error:
                notes.append(
                    f"The filter “{piece[:100]}” was left out: {error.parameter} {error.problem}"
                )
            continue
        if (code := occupation_code(piece, alone=alone)) is not None and piece[0] != "-":
            # A code asks for its occupation, with "occupation:" before it or not.
            choose(chosen, "occupation", code)
            is_read = True
            continue
        if _is_excluded_filter(piece):
            is_read = True
            notes.append(f"“{piece[:100]}” was left out: a hyphen excludes words, not filters.")
            continue
        piece_words = words(piece)
        is_read = is_read or bool(piece_words)
        # A hyphen excludes only at the beginning of a word: "self-help" and "- help" do not.
        if len(piece) > 1 and piece[0] == "-" and piece[1] != "-" and piece_words:
            excluded.append(tuple(piece_words))
            continue
        found.extend(piece_words)
        ends_in_word = bool(piece_words)
    # White space ends a word, and so does the mark of a question.
    ends_in_word = ends_in_word and not text[-1:].isspace() and text[-1:] not in "?!"

    is_wordless = bool(text.strip()) and not is_read
    if is_wordless:
        notes.append("There is no word in what was typed: signs alone find nothing.")

    budget = MAX_WORDS
    if sum(map(len, phrases)) > budget:
        notes.append(f"Only the first {MAX_WORDS} words in quotation marks were searched.")
    for position, phrase in enumerate(phrases):
        phrases[position] = phrase[:budget]
        budget -= len(phrases[position])
    phrases = [phrase for phrase in phrases if phrase]
    if len(found) > MAX_READ:
        notes.append(f"Only the first {MAX_READ} words were read.")
    if phrases and not budget and found:
        notes.append(
            f"Words outside quotation marks were not searched: there are {MAX_WORDS} inside."
        )
        found = []
    if len(excluded) > MAX_WORDS:
        notes.append(f"Only the first {MAX_WORDS} exclusions (-word) were applied.")
    ends_in_word = ends_in_word and 0 < len(found) <= MAX_READ
    return Query(
        text=text,
        words=tuple(found[:MAX_READ]),
        prefix=ends_in_word,
        phrases=tuple(phrases),
        excluded=tuple(excluded[:MAX_WORDS]),
        filters={name: tuple(values) for name, values in chosen.items()},
        task_id=task_id(read),
        is_wordless=is_wordless,
        kind=kind,
        sort=sort,
        page=page,
        size=size,
        verbatim=verbatim,
        language=language,
        notes=tuple(notes),
    )


def _is_excluded_filter(piece: str) -> bool:
    """Whether a piece is a filter, or an occupation's code, behind a hyphen: "-type:core"."""
    if piece[:1] != "-":
        return False
    name, colon, _ = piece[1:].partition(":")
    is_filter = bool(colon) and name.lower() in (*FILTERS, "occupation")
    return is_filter or occupation_code(piece[1:], alone=False) is not None


def _closed(match: re.Match[str]) -> str:
    """ "Exposure: E2" as exposure:E2; "type: nursing notes" as it is."""
    allowed = map(str.lower, FILTERS[match[1].lower()])
    value = match[2].rstrip(",;.")
    return f"{match[1]}:{value}" if value.lower() in allowed else match[0]


def choose(chosen: dict[str, list[str]], name: str, value: str) -> None:
    """Adds a filter's value, in its canonical spelling; raises QueryError if it has none such."""
    if name == "occupation":
        if not _OCCUPATION.fullmatch(value):
            raise QueryError(
                name, f"is an O*NET-SOC code such as 29-1129.01; {value[:40]!r} is not."
            )
        canonical = value if "." in value else f"{value}.00"
    elif name in FILTERS:
        spelled = {allowed.lower(): allowed for allowed in FILTERS[name]}
        if value.lower() not in spelled:
            raise QueryError(name, f"is one of {', '.join(FILTERS[name])}; {value[:40]!r} is not.")
        canonical = spelled[value.lower()]
    else:
        raise QueryError(
            name[:40], f"is not a filter. There are {', '.join(FILTERS)} and occupation."
        )
    values = chosen.setdefault(name, [])
    if canonical not in values:
        values.append(canonical)


def check_range(name: str, value: int, highest: int) -> None:
    if not 1 <= value <= highest:
        raise QueryError(name, f"is a whole number from 1 to {highest}; {str(value)[:20]} is not.")


def whole_number(name: str, values: Sequence[str], default: int) -> int:
    """A parameter that is given at most once and is a whole number in plain digits."""
    if not values:
        return default
    if len(values) > 1:
        raise QueryError(name, "is given more than once.")
    if not re.fullmatch(r"[0-9]{1,9}", values[0]):
        raise QueryError(name, f"is a whole number; {values[0][:20]!r} is not.")
    return int(values[0])
