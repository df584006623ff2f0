"""What the datasets do not agree on, counted while they are joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from index.records.joined import Conflict

EXAMPLES = 5
"""How many examples of each conflict the coverage report keeps."""


@dataclass(slots=True)
class Conflicts:
    """Counts while the joins run."""

    meanings: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, meaning: str, example: str) -> None:
        self.meanings[kind] = meaning
        self.counts[kind] += 1
        if len(self.examples[kind]) < EXAMPLES:
            self.examples[kind].append(example)

    def report(self) -> tuple[Conflict, ...]:
        return tuple(
            Conflict(kind, meaning, self.counts[kind], tuple(self.examples[kind]))
            for kind, meaning in self.meanings.items()
        )
