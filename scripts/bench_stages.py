"""Where does the time of a search go?

Usage: scripts/bench stages [--home DIR] [--rounds N]

The queries of `scripts/bench search`, answered by Taskdex alone; microseconds of processor time
that each stage takes itself, without the stages that it calls: the mean of a class, in the fastest
of some rounds. Watching costs about a microsecond a call.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index import Encyclopedia, encyclopedia
from index.answering import ai_questions, searching
from index.answering.names import EscoNames
from index.catalogue.software import SoftwareReader
from index.engines.titled import Titled
from index.engines.whoosh import tasks
from index.engines.whoosh.occupations import OccupationSearch
from index.engines.whoosh.searcher import WhooshEngine
from index.engines.whoosh.tasks import TaskSearch
from index.lexicon.reading import Reader
from index.release import sources_folder
from index.relevance.meaning import Meaning
from scripts.bench_search import documents, ours, queries, sentences

REST = "all else"
STAGES: dict[str, list[tuple[Any, Sequence[str]]]] = {
    "typed text to words, rewording": [
        (encyclopedia, ("parse",)),
        (searching, ("reworded",)),
        (ai_questions, ("intended",)),
    ],
    "names in other languages": [(EscoNames, ("read",))],
    "software": [(SoftwareReader, ("named", "uses"))],
    "correction": [(Reader, ("read",))],
    "whose title it is": [(Titled, ("named",))],
    "tasks: words, order, relaxation": [(TaskSearch, ("match",))],
    "tasks: meaning": [(tasks, ("by_meaning", "ordered_by_meaning")), (Meaning, ("understand",))],
    "tasks: titles and seats": [(TaskSearch, ("led_by", "_seated"))],
    "tasks: page, counts, marks": [(TaskSearch, ("hits",))],
    "occupations": [
        (OccupationSearch, ("match", "likely", "outstanding", "first", "order", "search"))
    ],
    "activities": [(WhooshEngine, ("_search_activities",))],
    REST: [(Encyclopedia, ("search",))],
}


class Watch:
    """Seconds of processor time by stage; a stage that calls another one stands still."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    def _turn(self) -> None:
        now = time.thread_time()
        if self._running:
            self.taken[self._running[-1]] += now - self._since
        self._since = now

    def watched(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:  # noqa: ANN401  # whatever it takes and gives
            self._turn()
            self._running.append(stage)
            try:
                return function(*args, **options)
            finally:
                self._turn()
                self._running.pop()

        return run


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--home", type=Path, default=sources_folder(Path("var")).parent)
    options.add_argument("--rounds", type=int, default=7)
    chosen = options.parse_args()
    watch = Watch()
    for stage, owners in STAGES.items():
        for owner, names in owners:
            for name in names:
                setattr(owner, name, watch.watched(stage, getattr(owner, name)))
    opened = Encyclopedia.open(chosen.home)
    texts = [text for text, _ in documents(opened)]
    classes = {**queries(texts), "sentences": sentences(texts)}
    search = ours(opened)
    fastest: dict[str, dict[str, float]] = {}
    gc.disable()
    for number in range(chosen.rounds + 1):
        for name, asked in classes.items():
            watch.taken.clear()
            for text in asked:
                search(text)
            mean = {stage: watch.taken[stage] / len(asked) * 1e6 for stage in STAGES}
            best = fastest.get(name)
            # The first round is the warm-up.
            if number and (best is None or sum(mean.values()) < sum(best.values())):
                fastest[name] = mean
    print(f"| microseconds | {' | '.join(classes)} |")
    print(f"|---|{'---|' * len(classes)}")
    for stage in STAGES:
        print(f"| {stage} | {' | '.join(f'{fastest[name][stage]:.0f}' for name in classes)} |")
    print(f"| together | {' | '.join(f'{sum(fastest[name].values()):.0f}' for name in classes)} |")


if __name__ == "__main__":
    main()
