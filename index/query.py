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
    typed = _Typed(filters or {})
    text = typed.shortened(normalize("NFC", clean(text)))  # "músi" may come with its accent apart
    read = _SPACED_FILTER.sub(_closed, plain(text))
    typed.take_all(read)
    is_wordless = bool(text.strip()) and not typed.is_anything
    if is_wordless:
        typed.notes.append("There is no word in what was typed: signs alone find nothing.")
    typed.keep_limits()
    # White space ends a word, and so does the mark of a question.
    ends_open = not text[-1:].isspace() and text[-1:] not in "?!"
    return Query(
        text=text,
        words=tuple(typed.words[:MAX_READ]),
        prefix=ends_open and typed.ends_in_word and 0 < len(typed.words) <= MAX_READ,
        phrases=tuple(typed.phrases),
        excluded=tuple(typed.excluded[:MAX_WORDS]),
        filters={name: tuple(values) for name, values in typed.chosen.items()},
        task_id=task_id(read),
        is_wordless=is_wordless,
        kind=kind,
        sort=sort,
        page=page,
        size=size,
        verbatim=verbatim,
        language=language,
        notes=tuple(typed.notes),
    )


class _Typed:
    """What has been read of a text, piece by piece."""

    def __init__(self, filters: Mapping[str, Iterable[str]]) -> None:
        """`filters` were chosen beside the text. Raises QueryError."""
        self.words: list[str] = []
        self.phrases: list[tuple[str, ...]] = []
        self.excluded: list[tuple[str, ...]] = []
        self.chosen: dict[str, list[str]] = {}
        self.notes: list[str] = []
        self.ends_in_word = False
        self.is_anything = False
        """Something was read, be it a word, a filter or what is left out."""
        for name, values in filters.items():
            for value in values:
                choose(self.chosen, name, value)

    def shortened(self, text: str) -> str:
        if len(text) > MAX_CHARACTERS:
            self.notes.append(f"Only the first {MAX_CHARACTERS} characters were read.")
        return text[:MAX_CHARACTERS]

    def take_all(self, text: str) -> None:
        alone = len(text.split()) == 1
        for match in _PIECE.finditer(text):
            minus, phrase, piece = match.groups()
            before = len(self.words)
            if phrase is None:
                self._take(piece, alone=alone)
            else:
                self._take_phrase(phrase, alone=alone, is_excluded=bool(minus))
            self.ends_in_word = len(self.words) > before

    def keep_limits(self) -> None:
        """Words in quotation marks come first, and leave room for others or not."""
        budget = MAX_WORDS
        if sum(map(len, self.phrases)) > budget:
            self.notes.append(f"Only the first {MAX_WORDS} words in quotation marks were searched.")
        kept = []
        for phrase in self.phrases:
            kept.append(phrase[:budget])
            budget -= len(kept[-1])
        self.phrases = [phrase for phrase in kept if phrase]
        if len(self.words) > MAX_READ:
            self.notes.append(f"Only the first {MAX_READ} words were read.")
        if self.phrases and not budget and self.words:
            self.notes.append(
                f"Words outside quotation marks were not searched: there are {MAX_WORDS} inside."
            )
            self.words = []
        if len(self.excluded) > MAX_WORDS:
            self.notes.append(f"Only the first {MAX_WORDS} exclusions (-word) were applied.")

    def _take_phrase(self, phrase: str, *, alone: bool, is_excluded: bool) -> None:
        """What stands in quotation marks."""
        if not is_excluded and (code := occupation_code(phrase, alone=alone)) is not None:
            self._choose("occupation", code)  # as a table has it: "29-1141.00"
        elif found := tuple(words(phrase)):
            self.is_anything = True
            (self.excluded if is_excluded else self.phrases).append(found)

    def _take(self, piece: str, *, alone: bool) -> None:
        """What stands between white space: a filter, a code, or words."""
        name, colon, value = piece.partition(":")
        if colon and (name.lower() in FILTERS or name.lower() == "occupation"):
            try:
                self._choose(name.lower(), value.rstrip(",;."))
            except QueryError as error:
                self.notes.append(
                    f"The filter “{piece[:100]}” was left out: {error.parameter} {error.problem}"
                )
        elif piece[0] != "-" and (code := occupation_code(piece, alone=alone)) is not None:
            # A code asks for its occupation, with "occupation:" before it or not.
            self._choose("occupation", code)
        elif _is_excluded_filter(piece):
            self.is_anything = True
            self.notes.append(
                f"“{piece[:100]}” was left out: a hyphen excludes words, not filters."
            )
        elif found := words(piece):
            self.is_anything = True
            # A hyphen excludes only at the beginning of a word: "self-help" and "- help" do not.
            if len(piece) > 1 and piece[0] == "-" and piece[1] != "-":
                self.excluded.append(tuple(found))
            else:
                self.words.extend(found)

    def _choose(self, name: str, value: str) -> None:
        self.is_anything = True
        choose(self.chosen, name, value)


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
