"""Queries as people type them, judged by people: how often is one content with the first three?

The judged files are not part of the project: TASKDEX_JUDGEMENTS names their folder.

- `queries.jsonl`: id, kind (a letter), query, what was meant, what a good task would be
- `judgements*.jsonl`: id, kind (task or occupation), item (task id or code), grade 0 to 3; where
  several files judge the same, the last by name counts

Called by `scripts/bench_relevance.py`.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.encyclopedia import Encyclopedia
from index.query import parse
from index.records.terms import Kind
from scripts.front_door import ids

FIRST = 3
"""How many results are looked at."""
CONTENT = 2
"""The lowest grade with which a person is content."""
KINDS: tuple[Kind, ...] = ("task", "occupation")


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, the three best of each kind, and their grades; None: nobody has judged it."""

    query: Mapping[str, Any]
    found: Mapping[Kind, Sequence[tuple[str, str, int | None]]]
    """Kind → id, text and grade of the first three."""

    def is_content(self, kind: Kind) -> bool:
        return any((grade or 0) >= CONTENT for _, _, grade in self.found[kind])


def ask(opened: Encyclopedia, folder: Path) -> list[Judged]:
    """Answers every query as a person is answered who typed it to its end."""
    grades = _grades(folder)
    judged = []
    for query in _lines(folder / "queries.jsonl"):
        results = opened.answer(parse(query["query"]))
        texts = {str(hit.task_id): hit.text for hit in results.tasks.hits}
        texts |= {hit.occupation_code: hit.title for hit in results.occupations.hits}
        found = {
            kind: [
                (item, texts[item], grades.get((query["id"], kind, item)))
                for item in ids(results, kind)[:FIRST]
            ]
            for kind in KINDS
        }
        judged.append(Judged(query, found))
    return judged


def texts(folder: Path) -> list[str]:
    """The queries as they are typed."""
    return [query["query"] for query in _lines(folder / "queries.jsonl")]


def report(judged: Sequence[Judged]) -> Iterator[str]:
    """content@3 by kind of query: of tasks, of occupations, of either."""
    yield f"{'content@3 of judged queries':34}{'tasks':>9}{'occupations':>13}{'either':>8}"
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        groups[each.query["kind"]].append(each)
    for name, group in [*sorted(groups.items()), ("all", list(judged))]:
        shares = [sum(each.is_content(kind) for each in group) / len(group) for kind in KINDS]
        either = sum(any(map(each.is_content, KINDS)) for each in group) / len(group)
        label = f"{name} ({len(group)})"
        yield f"{label:34}{shares[0]:9.3f}{shares[1]:13.3f}{either:8.3f}"
    missing = sum(1 for _ in _wanting(judged))
    yield f"{missing} results have no grade and count as not good"


def write_wanting(judged: Sequence[Judged], file: Path) -> None:
    """What wants judging, shuffled, so that no place betrays what was found first."""
    lines = list(_wanting(judged))
    random.Random(1).shuffle(lines)
    file.parent.mkdir(parents=True, exist_ok=True)
    written = (json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text("".join(f"{line}\n" for line in written), encoding="utf-8")


def _wanting(judged: Sequence[Judged]) -> Iterator[dict[str, Any]]:
    for each in judged:
        query = each.query
        for kind, found in each.found.items():
            for item, text, grade in found:
                if grade is None:
                    yield {
                        "id": query["id"],
                        "kind": kind,
                        "item": int(item) if kind == "task" else item,
                        "grade": None,
                        "text": text,
                        "query": query["query"],
                        "meant": query.get("meant"),
                        "good_task": query.get("good_task"),
                    }


def _grades(folder: Path) -> dict[tuple[str, str, str], int]:
    return {
        (line["id"], line["kind"], str(line["item"])): line["grade"]
        for file in sorted(folder.glob("judgements*.jsonl"))
        for line in _lines(file)
        if line["grade"] is not None
    }


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
