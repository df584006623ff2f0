"""Corpus in, documents for the cluster out, each with what every word counts in it.

Called by `writer`. The arithmetic is that of BM25F, done once here, where all documents are known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.engines.documents import (
    TITLE_SEPARATOR,
    Document,
    activity_documents,
    facet_values,
    occupation_documents,
    sort_keys,
    task_documents,
)
from index.engines.opensearch.schema import MAPPING, RELEASE_ENTRY, SCALE
from index.engines.opensearch.titles import titles
from index.lexicon.joints import Joints
from index.query import KINDS
from index.records.joined import Corpus
from index.records.terms import Kind
from index.relevance.lay_words import LAY_WORDS
from index.relevance.stems import stem
from index.relevance.weights import (
    CONTEXT_B,
    CONTEXT_K1,
    K1,
    PART_WEIGHTS,
    B,
    place_weight,
    saturated,
)
from index.text import STOP_WORDS, words

_TEXT: Mapping[Kind, str] = {"task": "text", "occupation": "title", "activity": "title"}

ClusterDocument = tuple[str, dict[str, Any]]
"""Id and source."""


@dataclass
class Analysed:
    """One document: what its stems weigh, and how many words it has."""

    weights: dict[str, float]
    length: int
    texts: list[list[str]]
    """The words of each part, and of each title; no phrase reaches from one into the next."""


@dataclass
class KindFacts:
    """What is to be known of all documents of a kind before the first can be written."""

    kind: Kind
    documents: Sequence[Document]
    average_length: float = 1.0
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Stem → the words that have it."""
    stem_counts: Counter[str] = field(default_factory=Counter)
    """Stem → how many documents have it."""
    word_counts: Counter[str] = field(default_factory=Counter)
    start_counts: Counter[str] = field(default_factory=Counter)
    """Beginning of a word → how many documents it finds. Counted while documents are written."""
    lay_holders: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Stem that everyday words lead to → the documents that have it."""


def analyse(kind: Kind, parts: Sequence[str]) -> Analysed:
    weights: dict[str, float] = defaultdict(float)
    texts: list[list[str]] = []
    length = 0
    for part, part_weight in zip(parts, PART_WEIGHTS[kind], strict=False):
        content_words = 0
        for text in part.split(TITLE_SEPARATOR):
            found = words(text)
            texts.append(found)
            length += len(found)
            for word in found:
                weight = part_weight
                if kind == "task" and word not in STOP_WORDS:
                    weight *= place_weight(content_words)
                    content_words += 1
                weights[stem(word)] += weight
    return Analysed(weights, length, texts)


class Impacts:
    """All documents of a release, in the order in which they are to be sent."""

    def __init__(self, corpus: Corpus, joints: Joints) -> None:
        self._corpus = corpus
        self._occupations = {code: n for n, code in enumerate(sorted(corpus.occupations))}
        self._context_counts: dict[int, Counter[str]] = defaultdict(Counter)
        self._lay_stems = {stem(other) for others in LAY_WORDS.values() for other in others}
        self._lay_stems |= {stem(word) for word in LAY_WORDS}
        divided = joints.divided
        self.facts: dict[Kind, KindFacts] = {
            "task": KindFacts("task", list(task_documents(corpus, divided))),
            "occupation": KindFacts("occupation", list(occupation_documents(corpus, divided))),
            "activity": KindFacts("activity", list(activity_documents(corpus, divided))),
        }
        for facts in self.facts.values():
            self._survey(facts)

    @property
    def counts(self) -> dict[Kind, int]:
        return {kind: len(facts.documents) for kind, facts in self.facts.items()}

    def documents(self) -> Iterator[ClusterDocument]:
        """Tasks, activities, occupations, then the lexicon, which they fill: to be read once."""
        yield from self._tasks()
        yield from self._activities()
        yield from self._occupation_documents()
        yield from self._entries()

    def _survey(self, facts: KindFacts) -> None:
        total = 0
        for number, (document_id, parts, _) in enumerate(facts.documents):
            analysed = analyse(facts.kind, parts)
            total += analysed.length
            facts.stem_counts.update(analysed.weights.keys())
            distinct = {word for text in analysed.texts for word in text}
            facts.word_counts.update(distinct)
            for word in distinct:
                facts.forms[stem(word)].add(word)
            for held in self._lay_stems.intersection(analysed.weights):
                facts.lay_holders[held].add(number)
            if facts.kind == "task":
                code = self._corpus.tasks[int(document_id)].occupation_code
                self._context_counts[self._occupations[code]].update(analysed.weights.keys())
        facts.average_length = total / len(facts.documents) if facts.documents else 1.0

    # Documents

    def _tasks(self) -> Iterator[ClusterDocument]:
        corpus, observed = self._corpus, self._corpus.observed
        documents = self.facts["task"].documents
        task_ids = [int(document.document_id) for document in documents]
        orders: dict[str, list[int]] = {}
        for name, keys in sort_keys(corpus, task_ids).items():
            ranks = [0] * len(keys)
            for rank, place in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
                ranks[place] = rank
            orders[f"order_{name}"] = ranks
        for place, document in enumerate(documents):
            task = corpus.tasks[task_ids[place]]
            yield (
                f"task:{document.document_id}",
                {
                    **self._fields("task", "task", place, document),
                    "occupation": self._occupations[task.occupation_code],
                    "code": task.occupation_code,
                    **facet_values(corpus, task.task_id, observed),
                    **{name: ranks[place] for name, ranks in orders.items()},
                },
            )

    def _activities(self) -> Iterator[ClusterDocument]:
        for place, document in enumerate(self.facts["activity"].documents):
            yield (
                f"activity:{document.document_id}",
                self._fields("activity", "activity", place, document),
            )

    def _occupation_documents(self) -> Iterator[ClusterDocument]:
        documents = self.facts["occupation"].documents
        groups = [
            [document.parts[0], *filter(None, document.parts[1].split(TITLE_SEPARATOR))]
            for document in documents
        ]
        pairs, pieces, wholes = titles(groups)
        self._pieces = sorted({piece for values in pieces for piece in values})
        corpus = self._corpus
        for place, document in enumerate(documents):
            code = document.document_id
            occupation = corpus.occupations[code]
            source = self._fields("occupation", "occupations", place, document)
            source["occupations"] |= {
                "pairs": written(pairs[place]),
                "pieces": written(pieces[place]),
                "wholes": sorted(wholes[place]),
            }
            source["stored"]["lay_titles"] = groups[place][1:]
            zone = occupation.job_zone
            yield (
                f"occupation:{code}",
                {
                    **source,
                    "occupation": place,
                    "code": code,
                    "group": occupation.major_group,
                    "zone": "none" if zone is None else str(zone),
                },
            )

    def _fields(self, kind: Kind, name: str, place: int, document: Document) -> dict[str, Any]:
        """What all kinds have; counts what each beginning of a word finds."""
        facts = self.facts[kind]
        analysed = analyse(kind, document.parts)
        values = {
            root: saturated(weight, analysed.length, facts.average_length, K1[kind], B[kind])
            for root, weight in analysed.weights.items()
        }
        starts: dict[str, float] = {}
        for root, value in values.items():
            # A whole word being typed also finds its other forms.
            for form in facts.forms[root]:
                if value > starts.get(form, 0.0):
                    starts[form] = value
        for word in {word for text in analysed.texts for word in text}:
            value = values[stem(word)]
            for end in range(1, len(word)):
                if value > starts.get(word[:end], 0.0):
                    starts[word[:end]] = value
        facts.start_counts.update(starts.keys())
        return {
            "kind": kind,
            "place": place,
            name: {
                "stems": written(values),
                "starts": written(starts),
                "words": [" ".join(text) for text in analysed.texts],
            },
            # The text is read once more where it is marked: with its soft hyphens.
            "stored": document.stored | {_TEXT[kind]: document.parts[0]},
        }

    # The lexicon

    def _entries(self) -> Iterator[ClusterDocument]:
        kinds = [self.facts[kind] for kind in KINDS]
        for text in sorted({text for facts in kinds for text in facts.start_counts}):
            as_word = [facts.word_counts[text] for facts in kinds]
            entry = {"starts": [facts.start_counts[text] for facts in kinds], "words": as_word}
            yield f"word:{text}", {"kind": "entry", "entry": {"text": text, **entry}}
        context = self._context()
        for root in sorted({root for facts in kinds for root in facts.stem_counts}):
            numbers, values = context.get(root, ([], []))
            counts = [facts.stem_counts[root] for facts in kinds]
            of_stem = {"stems": counts, "occupations": numbers, "values": values}
            yield f"stem:{root}", {"kind": "entry", "entry": of_stem}
        for lay in LAY_WORDS:
            entry = {"stems": [self._lay_count(facts, lay, is_prefix=False) for facts in kinds]}
            entry["starts"] = [self._lay_count(facts, lay, is_prefix=True) for facts in kinds]
            yield f"lay:{lay}", {"kind": "entry", "entry": entry}
        probe = next(iter(self.facts["task"].word_counts), "")
        release = {
            "mapping": MAPPING,
            "counts": self.counts,
            "pieces": self._pieces,
            "codes": list(self._occupations),
            "probe": probe,
        }
        yield RELEASE_ENTRY, {"kind": "entry", "entry": release}

    def _context(self) -> dict[str, tuple[list[int], list[float]]]:
        """Stem → which occupations have it in what is said of them, and what it counts there.

        An occupation's context is its own document and the statements of all its tasks.
        """
        task_stems = self.facts["task"].stem_counts
        frequencies: list[dict[str, float]] = []
        for number, (_, parts, _) in enumerate(self.facts["occupation"].documents):
            frequency: dict[str, float] = defaultdict(float)
            for root, weight in analyse("occupation", parts).weights.items():
                if root in task_stems:
                    frequency[root] += weight
            for root, count in self._context_counts[number].items():
                frequency[root] += count
            for root in STOP_WORDS.intersection(frequency):
                del frequency[root]
            frequencies.append(frequency)
        lengths = [sum(frequency.values()) for frequency in frequencies]
        average = sum(lengths) / len(lengths) if lengths else 1.0
        context: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for number, frequency in enumerate(frequencies):
            for root, weight in frequency.items():
                value = saturated(weight, lengths[number], average, CONTEXT_K1, CONTEXT_B)
                numbers, values = context[root]
                numbers.append(number)
                values.append(round(value, 4))
        return context

    def _lay_count(self, facts: KindFacts, lay: str, *, is_prefix: bool) -> int:
        """How many documents an everyday word finds together with what it stands for."""
        holders = set.union(*(facts.lay_holders[stem(other)] for other in LAY_WORDS[lay]))
        own = facts.lay_holders[stem(lay)]
        if not is_prefix:
            return len(holders | own)
        # Beginnings have no list of their documents; those that hold both are few.
        return len(holders | own) + facts.start_counts[lay] - len(own)


def written(values: Mapping[str, float]) -> str:
    """Terms with what they count, as the field's analyzer reads them."""
    return " ".join(f"{term}|{max(1, round(value * SCALE))}" for term, value in values.items())
