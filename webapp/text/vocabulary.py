"""Figures → words. Every number, label and missing value is put into words here and nowhere else.

Pure functions, used as Jinja filters and by the views. A figure has four states, always in the
same words: a value; zero (written as a number); not observed or not published; not rated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from index.facts import labels, null
from index.facts.assistants import COPILOT_SIDE
from index.facts.exposure import EXPOSURE as EXPOSURE_FACTS
from index.facts.fact import Fact
from index.facts.intervals import Counted
from index.facts.labour import FIGURES
from index.facts.measures import APPLICABILITY_SIDE, KINDS, PAIR
from index.facts.occupations import OCCUPATION
from index.facts.ratings import RATING
from index.facts.tasks import TASK_SUMMARY
from index.records.entries import TaskShare, TaskSummary
from index.records.labour import Wages
from index.records.published import UsageText
from index.records.terms import ChangeKind, ExposureLabel, Level, Raters, TaskType

NOT_RATED: Final = null.NOT_RATED.word
NOT_OBSERVED: Final = null.NOT_OBSERVED.word
NOT_PUBLISHED: Final = null.NOT_PUBLISHED.word
NOT_LABELLED: Final = null.NOT_LABELLED.word
ROUNDED_TO_ZERO: Final = null.ROUNDED_TO_ZERO.word


@dataclass(frozen=True, slots=True)
class Meaning:
    """A label in words."""

    name: str
    """Two or three words."""
    sentence: str
    """What it says, ready to stand after "that is"."""


EXPOSURE: Final[dict[str, Meaning]] = {
    "E0": Meaning(labels.EXPOSURE["E0"], "a language model would save little or no time on it"),
    "E1": Meaning(
        labels.EXPOSURE["E1"],
        "a language model on its own could cut the time it takes by at least half, "
        "at equal quality",
    ),
    "E2": Meaning(
        labels.EXPOSURE["E2"],
        "software built on a language model could cut the time it takes by at least half, "
        "at equal quality; the model on its own could not",
    ),
    "unlabelled": Meaning(NOT_LABELLED, "it is not among the tasks that the study labelled"),
}

AUTOMATION: Final[dict[str, str]] = {
    "T0": "the lowest",
    "T1": "second-lowest",
    "T2": "the middle",
    "T3": "second-highest",
    "T4": "the highest",
}
"""Where a label of the automation rubric stands."""
LABEL_ORDER: Final = ("E1", "E2", "E0", "unlabelled")
"""The most exposed first: how labels are listed wherever they stand together."""

PATTERN_NAMES: Final[dict[str, str]] = {
    "directive": "Directive",
    "feedback_loop": "Feedback loop",
    "task_iteration": "Task iteration",
    "learning": "Learning",
    "validation": "Validation",
    "none": "No pattern",
    "not_published": "Not published",
}
PATTERN_MEANINGS: Final[dict[str, str]] = {
    **{name: meaning for name, meaning in labels.PATTERNS.items() if name in PATTERN_NAMES},
    "not_published": "patterns too rare to be published, and conversations not classified",
}
SIDES: Final[dict[str, str]] = {
    "together": "person and AI together",
    "handed": "handed to AI",
    "": "",
}
"""Who does the work in an interaction pattern; empty: neither can be said."""
USE_CASES: Final = labels.USE_CASES
LEVELS: Final[dict[Level, str]] = {
    "gwa": "Generalized work activity",
    "iwa": "Intermediate work activity",
    "dwa": "Detailed work activity",
}
TYPES: Final[dict[str, str]] = {
    "core": "core",
    "supplemental": "supplemental",
    "untyped": "type not published",
}
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
CHANGES: Final[dict[ChangeKind, Meaning]] = {
    "added": Meaning(
        "Tasks added",
        "The newer release lists them and the older one does not. A task that O*NET had long ago "
        "and lists again counts as added.",
    ),
    "reworded": Meaning("Tasks reworded", "The same task number with another statement."),
    "retyped": Meaning(
        "Tasks of another type",
        "O*NET calls a task core if enough of those surveyed find it relevant and important, and "
        "supplemental otherwise; a new survey can turn one into the other. Until a task is "
        "surveyed its type is not published.",
    ),
    "moved": Meaning("Tasks moved", "The same task number under another occupation code."),
    "retired": Meaning(
        "Tasks retired",
        "The older release lists them and the newer one does not. The address of such a task "
        "still says what it was.",
    ),
    "occupation-added": Meaning("Occupations added", "Codes that only the newer release has."),
    "occupation-renamed": Meaning("Occupations renamed", "The same code with another title."),
    "occupation-removed": Meaning("Occupations removed", "Codes that only the older release has."),
}
"""What can change between two releases of O*NET: a heading, and what falls under it."""
ZONES: Final[dict[str, str]] = {
    "1": "1: little or no preparation",
    "2": "2: some preparation",
    "3": "3: medium preparation",
    "4": "4: considerable preparation",
    "5": "5: extensive preparation",
    "none": "no zone",
}
IMPORTANCE_BANDS: Final[dict[str, str]] = {
    "4-5": "4 to 5",
    "3-4": "3 to under 4",
    "1-3": "under 3",
    "unrated": NOT_RATED,
}
RATED_BY: Final[dict[str, str]] = {
    **labels.RATERS,
    "unknown": "not said by whom",
    "unrated": NOT_RATED,
}
SORTS: Final[dict[str, str]] = {
    "best": "best match",
    "importance": "importance",
    "relevance": "relevance to the job",
    "exposure": "AI exposure",
    "use": "observed AI use",
    "occupation": "occupation",
}


def number(value: int) -> str:
    """18796 → 18,796."""
    return f"{value:,}"


def counted(value: int, noun: str, plural: str | None = None) -> str:
    """2, "task" → 2 tasks."""
    return f"{value:,} {noun if value == 1 else plural or noun + 's'}"


def decimal(value: float | None, places: int = 2, missing: str = NOT_RATED) -> str:
    """2.643 → 2.64; None → the word for why there is no value; never rounds a value to 0 that is
    above it."""
    if value is None:
        return missing
    shown = f"{value:.{places}f}"
    return f"under {10**-places:g}" if value > 0 and not float(shown) else shown


def percent(value: float | None, places: int = 0, missing: str = NOT_PUBLISHED) -> str:
    """78.12 → 78%; never rounds a value to 0 or 100 that is neither."""
    if value is None:
        return missing
    shown = round(value, places)
    if shown == 0 and value > 0:
        return f"under {10**-places:g}%"
    if shown == 100 and value < 100:
        return f"over {100 - 10**-places:g}%"
    return f"{value:.{places}f}%"


def share(value: float | None, missing: str = NOT_PUBLISHED) -> str:
    """A small share of a whole, to two significant figures: 0.00432 → 0.0043%."""
    if value is None:
        return missing
    if value == 0:
        return "0%"
    if value >= 10:
        return f"{value:.0f}%"
    text = f"{value:.10f}"
    places = next((i for i, digit in enumerate(text.partition(".")[2]) if digit != "0"), 8) + 2
    return f"{value:.{1 if value >= 1 else places}f}%"


def share_of(record: TaskShare | UsageText) -> str:
    """A record's share of all conversations: its figure, its upper bound, or why there is none."""
    if record.share_percent is None and record.share_percent_at_most is not None:
        return ROUNDED_TO_ZERO
    return share(record.share_percent)


def one_in(value: float | None) -> str:
    """A share in percent as "about 1 in 23,000 conversations"; empty where that helps nobody."""
    if not value or value >= 5:
        return ""
    count = 100 / value
    digits = max(0, len(str(int(count))) - 2)
    return f"about 1 in {int(round(count, -digits)):,} conversations"


def ordinal(value: int) -> str:
    """2 → 2nd, 11 → 11th."""
    if value % 100 in (11, 12, 13):
        return f"{value:,}th"
    return f"{value:,}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def rank(value: int | None, of: int | None) -> str:
    """24, 25 → 24th of 25."""
    return NOT_RATED if value is None or of is None else f"{ordinal(value)} of {of:,}"


def ties(count: int) -> str:
    """1 → tied with 1 other; 0 → nothing."""
    return "" if count == 0 else f"tied with {counted(count, 'other')}"


def interval(bounds: tuple[float, float] | None, places: int = 2, unit: str = "") -> str:
    """A published 95 % confidence interval."""
    if bounds is None:
        return NOT_PUBLISHED
    return f"{bounds[0]:.{places}f}{unit} to {bounds[1]:.{places}f}{unit}"


def sureness(found: Counted) -> str:
    """19 of 29, 47 to 80 % → 19 of 29, 95% interval 47% to 80%."""
    return f"{found.count:,} of {found.total:,}, 95% interval {span(found.interval)}"


def span(bounds: tuple[float, float]) -> str:
    """An interval of a percentage of few conversations, in whole percents: 47% to 80%."""
    return f"{percent(bounds[0])} to {percent(bounds[1])}"


def type_name(value: TaskType | None) -> str:
    """core, supplemental, or why there is none."""
    return TYPES[value or "untyped"]


def raters(value: Raters | None) -> str:
    """Whose answers a rating is made of, as a noun: workers, occupational experts, …"""
    return "those" if value is None else labels.RATERS[value]


def rating_heading(value: Raters | None) -> str:
    """What stands above a task's rating."""
    return "How it is rated" if value is None else f"How {labels.RATERS[value]} rate it"


def automation(label: str) -> str:
    """T1 → T1, second-lowest of five levels. What a level stands for is not in the data."""
    return f"{label}, {AUTOMATION[label]} of five levels"


def exposure_name(label: ExposureLabel | str | None) -> str:
    """E2 → exposure with tools."""
    return EXPOSURE[label or "unlabelled"].name


def exposure_words(label: ExposureLabel | str | None) -> str:
    """E2 → with tools; to stand after "AI exposure:"."""
    return labels.EXPOSURE_WORDS.get(label or "", NOT_LABELLED)


def exposure_coded(label: ExposureLabel | str | None) -> str:
    """E2 → with tools (E2)."""
    words = exposure_words(label)
    return f"{words} ({label})" if label in labels.EXPOSURE_WORDS else words


def exposure_sentence(label: ExposureLabel | str | None) -> str:
    """E2 → what that label says."""
    return EXPOSURE[label or "unlabelled"].sentence


ECHOED: Final = 80
"""Characters of what a reader typed that a sentence repeats."""


def shortened(text: str) -> str:
    """What was typed, as a sentence repeats it."""
    text = text.strip()
    return text if len(text) <= ECHOED else f"{text[:ECHOED].rstrip()}…"


def capitalize_first(text: str) -> str:
    """with tools (E2) → With tools (E2)."""
    return text[:1].upper() + text[1:]


def in_a_sentence(label: str) -> str:
    """Employment → employment; AI exposure stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def figure(fact: Fact, value: Any) -> str:  # noqa: ANN401  (whatever the fact's kind is)
    """A value in words, as its unit and kind ask for."""
    if fact.kind == "interval":
        places, unit = (0, "%") if fact.unit == "percent" else (2, "")
        return interval(value, places, unit)
    if fact.shown_as:
        return _SHOWN_AS[fact.shown_as](value)
    if fact.unit in _UNITS:
        return _UNITS[fact.unit](value)
    if fact.kind == "number":
        return decimal(value, 2 if fact.places is None else fact.places)
    return f"{number(value)} {fact.unit}".strip() if fact.kind == "integer" else str(value)


def figure_of(record: object, fact: Fact) -> str:
    """A record's value in words, or the word for why there is none."""
    absent = fact.missing(record)
    return figure(fact, fact.reader(record)) if absent is None else absent.word


def status(record: object, fact: Fact) -> str:
    """The word for why a record has no value of a fact; empty if it has one."""
    absent = fact.missing(record)
    return "" if absent is None else absent.word


def importance_status(task: TaskSummary) -> str:
    """Why a task has no importance; empty if it has one."""
    return status(task, TASK_SUMMARY["importance"])


def relevance_status(task: TaskSummary) -> str:
    """Why a task has no relevance; empty if it has one."""
    return status(task, TASK_SUMMARY["relevance_percent"])


def untitled(text: str) -> str:
    """A statement as a title: without its final full stop."""
    return text.rstrip().removesuffix(".")


def hours(value: float | None) -> str:
    """1.5 → 1 h 30 min; None: not published."""
    return NOT_PUBLISHED if value is None else minutes(value * 60)


def minutes(value: float | None) -> str:
    """95.2 → 1 h 35 min; None: not published."""
    if value is None:
        return NOT_PUBLISHED
    if 0 < value < 1:
        return "under 1 min"
    whole = round(value)
    if whole < 60:
        return f"{whole} min"
    return f"{whole // 60:,} h" + (f" {whole % 60} min" if whole % 60 else "")


def listed(items: Iterable[str]) -> str:
    """a, b and c."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def month(value: str) -> str:
    """08/2021 or 2021-08 → August 2021; anything else as it is."""
    head, slash, year = value.partition("/")
    if not slash:
        year, slash, head = value.partition("-")
    if slash and head.isdigit() and 1 <= int(head) <= 12:
        return f"{MONTHS[int(head) - 1]} {year}"
    return value


def month_started(date: str | None) -> str | None:
    """December 2025 → 2025-12-01, for programs; None where no month can be read."""
    name, _, year = (date or "").partition(" ")
    if name not in MONTHS or not year.isdecimal():
        return None
    return f"{year}-{MONTHS.index(name) + 1:02}-01"


def dollars(value: float) -> str:
    """Pay a year: 66290.0 → $66,290."""
    return f"${value:,.0f}"


def dollars_and_cents(value: float) -> str:
    """Pay an hour: 31.9 → $31.90."""
    return f"${value:,.2f}"


def wage(wages: Wages, name: str, hourly: bool = False) -> str:
    """A percentile of pay; above the publisher's top code, "$239,200 or more"."""
    shown = dollars_and_cents if hourly else dollars
    value = getattr(wages, name)
    if value is not None:
        return shown(value)
    if wages.top_code is not None:
        return f"{shown(wages.top_code)} or more"
    return null.NOT_AVAILABLE.word


def growth(value: float) -> str:
    """A projected change in percent: 4.3 → +4.3%; what is rounded to zero says so."""
    return "little or no change" if value == 0 else f"{value:+.1f}%".replace("-", "−")


def rounded(value: int) -> str:
    """A count that its publisher rounded to 100: 22200 → 22,200; 0 → fewer than 50."""
    if value == 0:
        return "fewer than 50"
    return f"{value:,}".replace("-", "−")


_UNITS: Final[dict[str, Callable[[Any], str]]] = {
    "percent": percent,
    "US dollars a year": dollars,
    "US dollars an hour": dollars_and_cents,
    "hours": hours,
    "minutes": minutes,
    "years": lambda value: f"{value:.1f} years",
}


def estimate(value: int) -> str:
    """1684144 → 1,680,000: a product of estimates is not known to the last digit."""
    return number(round(value, min(0, 3 - len(str(abs(value))))))


_SHOWN_AS: Final[dict[str, Callable[[Any], str]]] = {
    "estimate": estimate,
    "growth": growth,
    "rounded": rounded,
    "share": share,
    "raters": raters,
    "conversations": lambda value: f"in {percent(value)} of conversations",
}
JINJA_FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "number": number,
    "shortened": shortened,
    "counted": counted,
    "decimal": decimal,
    "percent": percent,
    "share": share,
    "share_of": share_of,
    "span": span,
    "one_in": one_in,
    "ordinal": ordinal,
    "interval": interval,
    "type_name": type_name,
    "raters": raters,
    "automation": automation,
    "rating_heading": rating_heading,
    "exposure_name": exposure_name,
    "exposure_words": exposure_words,
    "exposure_coded": exposure_coded,
    "capitalize_first": capitalize_first,
    "exposure_sentence": exposure_sentence,
    "untitled": untitled,
    "importance_status": importance_status,
    "relevance_status": relevance_status,
    "figure_of": figure_of,
    "wage": wage,
    "growth": growth,
    "rounded": rounded,
    "hours": hours,
    "minutes": minutes,
    "listed": listed,
    "month": month,
    "ties": ties,
}
JINJA_GLOBALS: Final[dict[str, Any]] = {
    "rank": rank,
    "NOT_RATED": NOT_RATED,
    "NOT_OBSERVED": NOT_OBSERVED,
    "NOT_PUBLISHED": NOT_PUBLISHED,
    "NOT_LABELLED": NOT_LABELLED,
    "PATTERN_NAMES": PATTERN_NAMES,
    "PATTERN_MEANINGS": PATTERN_MEANINGS,
    "SIDES": SIDES,
    "USE_CASES": USE_CASES,
    "NEW_POPULATIONS": labels.NEW_POPULATIONS,
    "LEVELS": LEVELS,
    "LABEL_ORDER": LABEL_ORDER,
    "MEASURE_KINDS": KINDS,
    "COPILOT_FIGURES": COPILOT_SIDE.shown(),
    "APPLICABILITY_FIGURES": APPLICABILITY_SIDE.shown(),
    "FACTS": {
        "rating": RATING,
        "exposure": EXPOSURE_FACTS,
        "occupation": OCCUPATION,
        "figures": FIGURES,
        "pair": PAIR,
    },
}
