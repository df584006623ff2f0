"""Queries with answers that other people gave, made from a corpus with fixed seeds.

Used by `scripts/bench_relevance.py`. Nothing here knows how anything is ranked.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.corpus.foreign_titles import SAME_TITLE
from index.records.joined import Corpus
from index.records.published import ENGLISH, LayTitle
from index.text import STOP_WORDS, matching_key, words

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Case:
    """A query, and the ids of what it should find."""

    query: str
    relevant: frozenset[str]


def activity_to_tasks(corpus: Corpus) -> list[Case]:
    """The title of a detailed work activity → the tasks that O*NET links to it."""
    linked: dict[str, set[str]] = defaultdict(set)
    for task_id, activities in corpus.task_activities.items():
        for activity_id in activities:
            linked[activity_id].add(str(task_id))
    return [
        Case(corpus.activities[activity_id].title, frozenset(tasks))
        for activity_id, tasks in sorted(linked.items())
    ]


def activity_to_occupations(corpus: Corpus) -> list[Case]:
    """The title of a detailed work activity → the occupations whose tasks O*NET links to it."""
    return [
        Case(
            case.query,
            frozenset(corpus.tasks[int(task_id)].occupation_code for task_id in case.relevant),
        )
        for case in activity_to_tasks(corpus)
    ]


def title_owners(corpus: Corpus) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Title, whatever its case and marks → the occupations that have it, officially or not; and
    how it is written."""
    owners: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    official = (LayTitle(code, each.title, None) for code, each in corpus.occupations.items())
    for title in (*official, *corpus.lay_titles):
        key = matching_key(title.title)
        owners[key].add(title.occupation_code)
        shown.setdefault(key, title.title)
    return {key: frozenset(codes) for key, codes in owners.items()}, shown


def lay_title_to_occupation(corpus: Corpus, seed: int, size: int) -> tuple[list[Case], Corpus]:
    """Job titles → the occupations that have them; and the corpus without these titles.

    A title is taken from every occupation that has it, in whatever spelling of case and marks.
    English names of ESCO go, too, that job titles alone matched: those held out may have done so.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    for lay in corpus.lay_titles:
        key = matching_key(lay.title)
        owners[key].add(lay.occupation_code)
        shown.setdefault(key, lay.title)
    held_out = random.Random(seed).sample(sorted(owners), size)
    gone = set(held_out)
    kept = tuple(lay for lay in corpus.lay_titles if matching_key(lay.title) not in gone)
    cases = [Case(shown[key], frozenset(owners[key])) for key in held_out]
    independent = tuple(
        title
        for title in corpus.foreign_titles
        if title.language != ENGLISH or title.match != SAME_TITLE
    )
    return cases, replace(corpus, lay_titles=kept, foreign_titles=independent)


def official_titles(corpus: Corpus) -> list[Case]:
    """The official title of every occupation → the occupations that have it."""
    owners, _ = title_owners(corpus)
    return [
        Case(each.title, owners[matching_key(each.title)])
        for _, each in sorted(corpus.occupations.items())
    ]


def lay_titles(corpus: Corpus, seed: int, size: int, *, unique: bool) -> list[Case]:
    """Lay titles that one occupation has (`unique`), or several → the occupations."""
    owners, shown = title_owners(corpus)
    lay = {matching_key(title.title) for title in corpus.lay_titles}
    able = sorted(key for key in lay if (len(owners[key]) == 1) == unique)
    chosen = random.Random(seed).sample(able, min(size, len(able)))
    return [Case(shown[key], owners[key]) for key in chosen]


def reported_titles(
    corpus: Corpus, reported: Iterable[LayTitle], seed: int, size: int
) -> list[Case]:
    """Titles that workers gave for their own jobs → the occupations that have them."""
    owners, _ = title_owners(corpus)
    titles = {matching_key(title.title): title.title for title in reported}
    able = sorted(key for key in titles if key in owners)
    chosen = random.Random(seed).sample(able, min(size, len(able)))
    return [Case(titles[key], owners[key]) for key in chosen]


def known_items(corpus: Corpus, seed: int, size: int) -> list[Case]:
    """Four content words of a statement, in their order → the task, or another of the same text."""
    chance = random.Random(seed)
    same: dict[str, set[str]] = defaultdict(set)
    for task in corpus.tasks.values():
        same[matching_key(task.text)].add(str(task.task_id))
    tasks = list(corpus.tasks.values())
    cases: list[Case] = []
    while len(cases) < size:
        text = chance.choice(tasks).text
        content = [word for word in words(text) if word not in STOP_WORDS and len(word) > 1]
        if len(content) >= 4:
            chosen = sorted(chance.sample(range(len(content)), 4))
            query = " ".join(content[place] for place in chosen)
            cases.append(Case(query, frozenset(same[matching_key(text)])))
    return cases


def with_typo(cases: Sequence[Case], seed: int) -> list[Case]:
    """One edit in one word of five letters or more (else in the longest), never at its first."""
    chance = random.Random(seed)
    return [replace(case, query=_misspell(case.query, chance)) for case in cases]


def _misspell(query: str, chance: random.Random) -> str:
    found = query.split()
    able = [place for place, word in enumerate(found) if len(word) >= 5]
    chosen = chance.choice(able) if able else max(range(len(found)), key=lambda i: len(found[i]))
    word = found[chosen]
    place = chance.randrange(1, len(word) - 1)
    edits: Mapping[str, str] = {
        "drop": word[:place] + word[place + 1 :],
        "add": word[:place] + chance.choice(_LETTERS) + word[place:],
        "replace": word[:place] + chance.choice(_LETTERS) + word[place + 1 :],
        "swap": word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    }
    found[chosen] = edits[chance.choice(list(edits))]
    return " ".join(found)
