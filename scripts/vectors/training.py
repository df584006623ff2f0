"""Texts and a sentence model in, word vectors out (docs/decisions/0013-meaning.md).

E(word) = weight(word) · (teacher(word) · M + own(word)); a text is the sum over its content words,
of length 1. M, the words' own parts and their weights are learnt from pairs that O*NET's files
hold: a job title and its occupation, a detailed work activity and a task, some words of a statement
and the statement; and from how like one another the sentence model finds statements. Seeds are
fixed; sums in another order, on another processor, change the last digits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from index.relevance.english import all_usual, usual
from index.relevance.meaning import content
from index.relevance.stems import stem
from index.text import STOP_WORDS
from scripts.vectors.texts import Texts

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bags = Any  # a csr_array; SciPy has no types
"""Texts × words: how often each word stands in each text."""

ENGLISH = 2.6
"""How usual a word of English must be that O*NET lacks (Zipf): "haggle" is, once in 2.5 million
words. Of words with one stem the most usual stands for all."""
DIMENSIONS = 128
WRITTEN = 96
"""Dimensions that are kept in the end, those along which words differ most: it costs nothing."""
KEPT = 384
"""Dimensions of the sentence model that are made use of: all."""
STEPS = 600
PAIRS = 384
"""Pairs of each kind at a step."""
COMPARED = 384
"""Statements at a step of which the sentence model's likenesses are learnt."""
TAUGHT = 8_000
"""Statements that the sentence model encodes: it takes five milliseconds for each."""
TEMPERATURE = 0.1
TEACHER_SHARE = 1.0
PULL = 5e-4
"""How strongly a word's own part is drawn to zero."""
RATE = 0.001
RATE_OF_WEIGHTS = 0.02
COMMON = 1e-2
"""A word this frequent, in English or in O*NET, begins at half the weight of a rare one."""
SHOWN_TITLES, SHOWN_TASKS = 8, 5
"""How much of an occupation stands for it in one pair."""
SEED = 14


class Encoding(Protocol):
    """What is needed of a sentence model."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """A vector of length 1 for each text."""


@dataclass(frozen=True, slots=True)
class Vectors:
    words: tuple[str, ...]
    vectors: Floats
    """Words × WRITTEN, weights included."""


def train(texts: Texts, teacher: Encoding, say: Callable[[str], None] = lambda _: None) -> Vectors:
    """Learns the vectors: a minute on two cores, and once another for the sentence model."""
    vocabulary, start_weights = _vocabulary(texts)
    say(f"{len(vocabulary):,} words, {len(texts.tasks):,} statements: the sentence model encodes")
    model = Model(teacher.encode(vocabulary), start_weights)
    material = _Material(texts, vocabulary)
    chance = np.random.default_rng(SEED)
    compared = material.some_statements(chance)
    taught = teacher.encode([texts.tasks[place].text for place in compared])
    for step in range(STEPS):
        if step % 100 == 0:
            say(f"step {step} of {STEPS}")
        rate = 1 - step / STEPS
        for left, right, owners in material.pairs(chance):
            model.contrast(left, right, owners)
        some = chance.choice(len(compared), min(COMPARED, len(compared)), replace=False)
        model.compare(material.bags[compared[some]], taught[some])
        model.learn(rate)
    return Vectors(tuple(vocabulary), model.vectors())


def _vocabulary(texts: Texts) -> tuple[list[str], Floats]:
    """O*NET's words and usual ones of English that it lacks, and what each weighs at first."""
    counts: Counter[str] = Counter()
    for text in all_texts(texts):
        counts.update(content(text))
    total = counts.total()
    found = set(counts)
    stems = set(map(stem, counts))
    for word in all_usual(ENGLISH):
        if word not in STOP_WORDS and len(word) > 1 and stem(word) not in stems:
            found.add(word)
            stems.add(stem(word))
    words = sorted(found)
    share = [max(10 ** (usual(word) - 9), counts[word] / total) for word in words]
    weights = COMMON / (COMMON + np.array(share))
    return words, weights.astype(np.float32)


def all_texts(texts: Texts) -> Iterator[str]:
    yield from (task.text for task in texts.tasks)
    for occupation in texts.occupations:
        yield occupation.title
        yield occupation.description
    yield from (lay.title for lay in texts.lay_titles)
    yield from (title for _, title in texts.activities)


class _Material:
    """The texts as bags of words, and the pairs among them."""

    def __init__(self, texts: Texts, vocabulary: Sequence[str]) -> None:
        numbers = {word: number for number, word in enumerate(vocabulary)}
        self.bags = _bags(all_texts(texts), numbers)
        task_count, occupation_count = len(texts.tasks), len(texts.occupations)
        self._task_count = task_count
        self._titles_from = task_count + 2 * occupation_count
        activities_from = self._titles_from + len(texts.lay_titles)
        rows = {occupation.code: row for row, occupation in enumerate(texts.occupations)}
        self._own_texts: list[tuple[Ints, Ints]] = []
        """Of each occupation: its titles, its tasks."""
        titles: Mapping[int, list[int]] = defaultdict(list)
        tasks: Mapping[int, list[int]] = defaultdict(list)
        title_owners = []
        for place, lay in enumerate(texts.lay_titles):
            titles[rows[lay.occupation_code]].append(self._titles_from + place)
            title_owners.append(rows[lay.occupation_code])
        for place, task in enumerate(texts.tasks):
            tasks[rows[task.occupation_code]].append(place)
        for row in range(occupation_count):
            official = task_count + 2 * row
            own = np.array([official, *titles[row]], dtype=np.int64)
            self._own_texts.append((own, np.array(tasks[row], dtype=np.int64)))
        self._title_owners = np.array(title_owners, dtype=np.int64)
        task_rows = {task.task_id: place for place, task in enumerate(texts.tasks)}
        activity_rows = {
            each: activities_from + place for place, (each, _) in enumerate(texts.activities)
        }
        links = [(activity_rows[activity], task_rows[task]) for task, activity in texts.links]
        self._links = np.array(links, dtype=np.int64).reshape(-1, 2)

    def some_statements(self, chance: np.random.Generator) -> Ints:
        count = min(TAUGHT, self._task_count)
        return np.sort(chance.choice(self._task_count, count, replace=False))

    def pairs(self, chance: np.random.Generator) -> Iterator[tuple[Bags, Bags, Ints]]:
        """Of each kind some pairs, and whose each is: two of one owner are no contrast."""
        if len(self._title_owners):
            some = chance.choice(len(self._title_owners), PAIRS)
            owners = self._title_owners[some]
            yield self.bags[some + self._titles_from], self._shown(owners, some, chance), owners
        if len(self._links):
            activities, tasks = self._links[chance.choice(len(self._links), PAIRS)].T
            yield self.bags[activities], self.bags[tasks], activities
        some = chance.choice(self._task_count, PAIRS)
        whole = self.bags[some]
        yield _thinned(whole, chance), whole, some

    def _shown(self, owners: Ints, hidden: Ints, chance: np.random.Generator) -> Bags:
        """For each occupation a part of what is said of it, without the hidden title."""
        rows, columns = [], []
        for place, owner in enumerate(owners.tolist()):
            titles, tasks = self._own_texts[owner]
            shown = chance.choice(titles, min(SHOWN_TITLES, len(titles)), replace=False)
            chosen = [*shown[shown != hidden[place] + self._titles_from]]
            if len(tasks):
                chosen += [*chance.choice(tasks, min(SHOWN_TASKS, len(tasks)), replace=False)]
            chosen += [titles[0], titles[0] + 1]  # the official title, the description
            rows += [place] * len(chosen)
            columns += chosen
        ones = np.ones(len(rows), dtype=np.float32)
        shape = (len(owners), self.bags.shape[0])
        return sparse.csr_array((ones, (rows, columns)), shape=shape) @ self.bags


def _bags(texts: Iterator[str], numbers: Mapping[str, int]) -> Bags:
    columns: list[int] = []
    ends = [0]
    for text in texts:
        columns += [numbers[word] for word in content(text) if word in numbers]
        ends.append(len(columns))
    ones = np.ones(len(columns), dtype=np.float32)
    bags = sparse.csr_array((ones, columns, ends), shape=(len(ends) - 1, len(numbers)))
    bags.sum_duplicates()
    return bags


def _thinned(bags: Bags, chance: np.random.Generator) -> Bags:
    """About four words of each text."""
    counts = np.diff(bags.indptr)
    keep = chance.random(len(bags.data)) < np.repeat(4 / np.maximum(counts, 4), counts)
    return sparse.csr_array((bags.data * keep, bags.indices, bags.indptr), shape=bags.shape)


class Model:
    """What is learnt, and how: Adam, with gradients written out."""

    def __init__(self, taught: Floats, weights: Floats) -> None:
        centred = taught - taught.mean(axis=0)
        # The axes along which the words differ most: half of the teacher's tell nearly all.
        _, axes = np.linalg.eigh(centred.T @ centred)
        self.pull = PULL
        self._taught = centred @ axes[:, : -KEPT - 1 : -1]
        self.map = _Learnt(np.eye(KEPT, DIMENSIONS, dtype=np.float32), RATE / 4)
        self.own = _Learnt(np.zeros((len(taught), DIMENSIONS), dtype=np.float32), RATE)
        self.weights = _Learnt(np.log(weights)[:, None], RATE_OF_WEIGHTS)

    def vectors(self) -> Floats:
        found: Floats = self._taught @ self.map.now + self.own.now
        found *= np.exp(self.weights.now)
        _, axes = np.linalg.eigh(found.T @ found)
        kept: Floats = found @ axes[:, : -WRITTEN - 1 : -1]
        return kept

    def encode(self, bags: Bags) -> tuple[Floats, Callable[[Floats], None]]:
        """Texts' vectors of length 1, and what is to be called with the loss's gradient."""
        used, places = np.unique(bags.indices, return_inverse=True)
        small = sparse.csr_array(
            (bags.data, places.astype(np.int32), bags.indptr), shape=(bags.shape[0], len(used))
        )
        taught = self._taught[used]
        inner = taught @ self.map.now + self.own.now[used]
        weights = np.exp(self.weights.now[used])
        sums = small @ (weights * inner)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True) + np.float32(1e-6)
        units: Floats = sums / lengths

        def back(gradient: Floats) -> None:
            along = (gradient * units).sum(axis=1, keepdims=True)
            of_words = small.T @ ((gradient - along * units) / lengths)
            of_inner = weights * of_words
            self.weights.add(used, (of_inner * inner).sum(axis=1, keepdims=True))
            self.own.add(used, of_inner + np.float32(self.pull) * self.own.now[used])
            self.map.add(None, taught.T @ of_inner)

        return units, back

    def contrast(self, left: Bags, right: Bags, owners: Ints) -> None:
        """Draws each pair together and apart from all others of the step (InfoNCE, both ways)."""
        a, back_a = self.encode(left)
        b, back_b = self.encode(right)
        likeness = a @ b.T / np.float32(TEMPERATURE)
        same = owners[:, None] == owners[None, :]
        np.fill_diagonal(same, False)
        likeness[same] = -1e9
        truth = np.eye(len(owners), dtype=np.float32)
        gradient = (_softmax(likeness) - truth) + (_softmax(likeness.T) - truth).T
        gradient /= np.float32(2 * len(owners) * TEMPERATURE)
        back_a(gradient @ b)
        back_b(gradient.T @ a)

    def compare(self, bags: Bags, taught: Floats) -> None:
        """Draws the likenesses of statements to those that the sentence model sees."""
        units, back = self.encode(bags)
        hidden = np.eye(len(taught), dtype=np.float32) * np.float32(1e9)
        ours = _softmax(units @ units.T / np.float32(TEMPERATURE) - hidden)
        theirs = _softmax(taught @ taught.T / np.float32(TEMPERATURE) - hidden)
        gradient = (ours - theirs) * np.float32(TEACHER_SHARE / (len(taught) * TEMPERATURE))
        back((gradient + gradient.T) @ units)

    def learn(self, rate: float) -> None:
        for learnt in (self.map, self.own, self.weights):
            learnt.learn(rate)


class _Learnt:
    """A matrix that is learnt; of a large one only the rows that were used change (Adam)."""

    def __init__(self, start: Floats, rate: float) -> None:
        self.now = start
        self._rate = rate
        self.gradient = np.zeros_like(start)
        self._first = np.zeros_like(start)
        self._second = np.zeros_like(start)
        self._steps = 0
        self._used: list[Ints] = []

    def add(self, rows: Ints | None, gradient: Floats) -> None:
        if rows is None:
            self.gradient += gradient
        else:
            self.gradient[rows] += gradient
            self._used.append(rows)

    def learn(self, rate: float) -> None:
        rows = np.unique(np.concatenate(self._used)) if self._used else slice(None)
        self._steps += 1
        gradient = self.gradient[rows]
        self._first[rows] = first = 0.9 * self._first[rows] + 0.1 * gradient
        self._second[rows] = second = 0.999 * self._second[rows] + 0.001 * gradient**2
        step = first / (1 - 0.9**self._steps)
        step /= np.sqrt(second / (1 - 0.999**self._steps)) + np.float32(1e-8)
        self.now[rows] -= np.float32(rate * self._rate) * step
        self.gradient[rows] = 0
        self._used = []


def _softmax(rows: Floats) -> Floats:
    powers = np.exp(rows - rows.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
