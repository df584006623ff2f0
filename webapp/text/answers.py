"""The box at the top of an entry: what may stand in it, and the sentences that several pages share.

Facts in, sentences out; pure. A sentence with a figure cannot be made without the source of that
figure. Every sentence stands alone: at most 25 words, the subject first, and each of the four
states of a figure (a value, zero, not observed or not published, not rated) has its own.
Composed by `answer` of the pages of tasks, occupations and activities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.records.measures import OccupationMeasure
from index.records.published import Source
from index.records.terms import UNLABELLED, ExposureLabel
from webapp.text import vocabulary
from webapp.text.charts import Bar, RaterScale
from webapp.text.vocabulary import LABEL_ORDER

NOT_A_PREDICTION: Final = "This is not a prediction that the task will be automated."
NOT_A_LOSS: Final = "Half the time saved on a task is not half a job lost."
_FIGURE: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and where its figures come from.

    Raises ValueError for a figure without a source.
    """

    text: str
    sources: tuple[Source, ...] = ()
    """Empty: it has no figure."""

    def __post_init__(self) -> None:
        if _FIGURE.search(self.text) and not self.sources:
            raise ValueError(f"A figure without its source: {self.text}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A question of a reader with its answer in a few words."""

    question: str
    short: Said
    """`7th of 25`, `Not observed`."""
    detail: Said
    """One or two sentences below it."""
    bar: Bar | None = None
    """The same as a picture."""


@dataclass(frozen=True, slots=True)
class NamedTasks:
    """Some of the tasks that a sentence counts, and the way to all of them."""

    heading: str
    tasks: tuple[tuple[int, str], ...]
    """Task id and statement, without its full stop."""
    count: int
    """All of them."""
    path: str
    """Where all of them are listed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The box: macros/answer.html"""

    heading: str
    sentences: tuple[Said, ...]
    """Two or three."""
    caveat: str
    verdicts: tuple[Verdict, ...]
    raters: RaterScale | None = None
    """The picture of a task: what each rater says. None: no rater has labelled it."""
    bars: tuple[tuple[str, Bar], ...] = ()
    """The picture of several tasks: each rater with the number of tasks of each label."""
    named: NamedTasks | None = None
    """The most important of the exposed tasks; None: there are none, or the page is of one task."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Those in the bars, the most exposed first."""
        there = {part.kind for _, bar in self.bars for part in bar.segments}
        return tuple(label for label in LABEL_ORDER if label in there)

    def texts(self) -> Sequence[str]:
        """Everything that it says, in reading order."""
        said = [one.text for one in self.sentences]
        for verdict in self.verdicts:
            said += [verdict.question, verdict.short.text, verdict.detail.text]
        named = [self.named.heading] if self.named else []
        return [self.heading, *said, *named, self.caveat]


# --- exposure --------------------------------------------------------------------------------

_THINK: Final[Mapping[ExposureLabel, str]] = {
    "E0": "a language model would save little or no time",
    "E1": "a language model alone could halve the time",
    "E2": "software built on a language model could halve the time",
}
"""What a rater thinks, after "GPT-4 thinks"."""
_BOTH_SEE: Final[Mapping[ExposureLabel, str]] = {
    "E0": "GPT-4 and human raters agree: a language model would save little or no time here.",
    "E1": "GPT-4 and human raters agree: a language model alone could halve the time this takes.",
    "E2": "GPT-4 and human raters agree: software built on a language model could halve the time "
    "this takes.",
}
NOT_JUDGED: Final = (
    "This task was not part of the exposure study. That does not mean that AI cannot help with it."
)


def raters_say(gpt4: ExposureLabel, human: ExposureLabel | None) -> str:
    """What both raters think of one task; None: no label by human raters is published."""
    if human is None:
        return f"GPT-4 thinks {_THINK[gpt4]}. What human raters think is not published."
    if gpt4 == human:
        return _BOTH_SEE[gpt4]
    if "E0" in (gpt4, human):
        return f"Raters disagree. GPT-4 thinks {_THINK[gpt4]}. Human raters think {_THINK[human]}."
    alone, built = ("GPT-4", "human raters") if gpt4 == "E1" else ("human raters", "GPT-4")
    think = "thinks" if alone == "GPT-4" else "think"
    return (
        f"Raters agree that AI could halve the time. {alone[0].upper()}{alone[1:]} {think} a "
        f"language model alone is enough; {built} {'think' if think == 'thinks' else 'thinks'} "
        "it takes software built on one."
    )


def exposed(counts: Mapping[str, int]) -> int:
    """How many tasks have a label that says that AI could halve the time."""
    return counts.get("E1", 0) + counts.get("E2", 0)


def labelled(counts: Mapping[str, int]) -> int:
    """How many tasks have a label."""
    return sum(count for label, count in counts.items() if label != UNLABELLED)


def place_among(measures: Iterable[OccupationMeasure]) -> str:
    """How exposed an occupation is among all, by the study's mean of GPT-4's labels; empty: the
    study does not have it."""
    found = next((one for one in measures if one.measure == "beta_gpt4"), None)
    if found is None or found.occupations < 2:
        return ""
    return among_occupations(found.percentile, found.rank, found.occupations)


def among_occupations(percentile: float, rank: int, occupations: int) -> str:
    """Where one of so many occupations stands. Those with the same figure are neither more nor
    less exposed, so they are not counted: a percentile counts half of them."""
    if percentile == 100:
        return f"the most exposed of {occupations:,} occupations"
    if percentile == 0:
        return f"the least exposed of {occupations:,} occupations"
    higher = 100 * (rank - 1) / (occupations - 1)
    lower = max(0.0, 2 * percentile - 100 + higher)
    share, word = (lower, "more") if percentile >= 50 else (higher, "less")
    return f"{word} exposed than {vocabulary.percent(share)} of {occupations:,} occupations"


def tasks_exposed(
    gpt4: Mapping[str, int], human: Mapping[str, int], sources: Iterable[Source]
) -> tuple[Said, ...]:
    """How many of several tasks AI could speed up, by both raters: label → tasks."""
    judged, total = labelled(gpt4), sum(gpt4.values())
    if not judged:
        return (Said("The exposure study did not look at these tasks."),)
    sources = tuple(sources)
    whole = _of(exposed(gpt4), judged, total)
    if not labelled(human):
        return (
            Said(f"GPT-4 thinks AI could halve the time of {whole}.", sources),
            Said("What human raters think is not published."),
        )
    if exposed(gpt4) == exposed(human) and labelled(human) == judged:
        return (
            Said(f"GPT-4 and human raters each think AI could halve the time of {whole}.", sources),
        )
    others = exposed(human)
    return (
        Said(f"GPT-4 thinks AI could halve the time of {whole}.", sources),
        Said(
            f"Human raters think so of {'none' if not others else f'{others:,}'} of them.", sources
        ),
    )


def _of(count: int, judged: int, total: int) -> str:
    """`9 of its 11 tasks`, with what the whole is where not every task was judged."""
    tasks = "task" if judged == 1 else "tasks"
    whole = f"{judged:,} {tasks}" if judged == total else f"{judged:,} {tasks} that were judged"
    if not count:
        return f"none of the {whole}"
    if count == judged:
        return (
            f"the only task{'' if judged == total else ' that was judged'}"
            if judged == 1
            else (f"all {whole}")
        )
    return f"{count:,} of the {whole}"


# --- observed use ----------------------------------------------------------------------------


def tasks_used(observed: int, total: int, sources: Iterable[Source]) -> Said:
    """Of how many of several tasks any use was observed."""
    if not observed:
        return Said(
            "No use of Claude was observed for any of them, which is not the same as no use."
        )
    whole = "its only task" if total == 1 else f"{observed:,} of the {total:,} tasks"
    return Said(
        f"Conversations with Claude were seen on {whole}, in one release of the Index or more.",
        tuple(sources),
    )
