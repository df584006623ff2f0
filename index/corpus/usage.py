"""Texts of the Anthropic Economic Index → the tasks of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from index.corpus.conflicts import Conflicts
from index.records.joined import JoinedText
from index.records.published import Source, TaskStatement, UsageText
from index.records.terms import PATTERNS, Matching
from index.text import matching_key


def ids_by_key(texts: Iterable[tuple[int, str]]) -> Mapping[str, list[int]]:
    """Matching key → the ids of the tasks whose text has it."""
    grouped: dict[str, list[int]] = defaultdict(list)
    for task_id, text in texts:
        grouped[matching_key(text)].append(task_id)
    return dict(grouped)


class TaskTexts:
    """The wordings by which a task is known, today's and those of O*NET 20.1."""

    def __init__(
        self, tasks: Mapping[int, TaskStatement], statements_20_1: Iterable[tuple[int, str]]
    ) -> None:
        self._tasks = tasks
        self.today = ids_by_key((task.task_id, task.text) for task in tasks.values())
        """Matching key → the ids of the tasks that have the text."""
        self._in_20_1 = ids_by_key(pair for pair in statements_20_1 if pair[0] in tasks)

    def join(
        self, texts: Iterable[UsageText], source: Source, conflicts: Conflicts
    ) -> list[JoinedText]:
        """By published Task ID where there is one, else by text, else through the O*NET 20.1 ids.

        The Index names a task by its lower-cased 20.1 statement, so one text can stand for several
        tasks; its figures are then the text's, and every task that shares it is told so.
        """
        rows = sorted(texts, key=lambda row: row.text)
        published = {row.text for row in rows}
        joined: list[JoinedText] = []
        taken: dict[int, str] = {}
        # Texts that match by themselves come first, so that a task which has one is never given
        # another text through its old id.
        keyed = [(row, matching_key(row.text)) for row in rows]
        for row, key in sorted(keyed, key=lambda pair: pair[1] not in self.today):
            matching: Matching = "text"
            # Where texts differ in no more than a comma, a task takes the one that is its own.
            ids = [
                task_id
                for task_id in self.today.get(key, [])
                if (own := self._tasks[task_id].text.lower()) == row.text or own not in published
            ]
            if row.task_id is not None:
                matching, ids = "task-id", [row.task_id] if row.task_id in self._tasks else []
            elif key not in self.today:
                matching, ids = "onet-20.1-id", self._in_20_1.get(key, [])
            free = [task_id for task_id in ids if task_id not in taken]
            for task_id in set(ids) - set(free):
                conflicts.add(
                    "usage-texts-of-one-task",
                    "Two published texts of one release lead to the same task; the first one"
                    " counts.",
                    f"{source.release}, task {task_id}: {taken[task_id]} / {row.text}",
                )
            if not ids:
                conflicts.add(
                    "usage-of-no-task",
                    "A published text matches no task of today and is left out. It is counted once"
                    " in each file that has it.",
                    f"{source.name} {source.release}: {row.text}",
                )
            if free:
                taken.update(dict.fromkeys(free, row.text))
                joined.append(JoinedText(row, source, dict.fromkeys(sorted(free), matching)))
            pattern_sum = sum(row.patterns.get(name) or 0.0 for name in PATTERNS)
            if pattern_sum > 100.5:
                conflicts.add(
                    "patterns-above-100-percent",
                    "The patterns of a text add up to more than 100 %; kept as published.",
                    f"{source.release}: {row.text} ({pattern_sum:.2f})",
                )
        return joined
