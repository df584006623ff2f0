"""Observed use by task text and by work activity → rows of their tables.

Called by `index.catalogue.writer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Final

from index.catalogue.database import columns
from index.catalogue.schema import USAGE_COLUMNS, USAGE_FIGURES
from index.catalogue.software_rows import Table, Values
from index.records.assistants import CopilotSide, MonthShare
from index.records.joined import Corpus, JoinedText
from index.records.published import Source, UsageText
from index.records.terms import PATTERNS, USE_CASES

SIDES: Final = ("goal", "action")
SIDE_FIGURES: Final = tuple(columns(CopilotSide).split(", "))
COPILOT_COLUMNS: Final = tuple(f"{side}_{name}" for side in SIDES for name in SIDE_FIGURES)
"""Columns of table `copilot_use` beside its key."""


def tables(corpus: Corpus) -> Iterator[Table]:
    """Texts with their tasks, then figures of activities."""
    yield from _of_tasks("usage", corpus.usage)
    yield from _of_tasks("api_usage", corpus.api_usage)
    yield Table(
        "activity_usage",
        f"activity_id, {', '.join(USAGE_COLUMNS)}",
        (
            (one.activity_id, *_usage_values(one.measures, one.source))
            for one in corpus.activity_usage
        ),
    )
    figures = attrgetter(*(f"{side}.{name}" for side in SIDES for name in SIDE_FIGURES))
    yield Table(
        "copilot_use",
        f"activity_id, {', '.join(COPILOT_COLUMNS)}",
        ((activity_id, *figures(use)) for activity_id, use in (corpus.copilot or {}).items()),
    )
    names = columns(MonthShare)
    yield Table("chatgpt_use", names, map(attrgetter(*names.split(", ")), corpus.chatgpt or ()))


def _of_tasks(table: str, texts: Iterable[JoinedText]) -> Iterator[Table]:
    """The texts of one population, numbered, and the tasks that each stands for."""
    numbered = tuple(enumerate(texts, start=1))
    yield Table(
        table,
        f"{table}_id, {', '.join(USAGE_COLUMNS)}",
        ((number, *_usage_values(text.measures, text.source)) for number, text in numbered),
    )
    yield Table(
        f"task_{table}",
        f"task_id, {table}_id, matched_by",
        (
            (task_id, number, matching)
            for number, text in numbered
            for task_id, matching in text.task_ids.items()
        ),
    )


def _usage_values(text: UsageText, source: Source) -> Values:
    return (
        source.key,
        text.release,
        text.text,
        text.share_percent,
        text.conversation_count,
        *(text.patterns.get(pattern) for pattern in PATTERNS),
        *(text.use_case.get(name) for name in USE_CASES),
        *(getattr(text, figure) for figure in USAGE_FIGURES),
        text.share_percent_at_most,
        " ".join(text.rounded_away) or None,
    )
