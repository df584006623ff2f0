"""The embedded engine, reading: a Query in, Results out, over memory-mapped arrays.

Safe to share between threads: nothing is changed after opening.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.engine import ActivityHit, Hits, OccupationHit, Results, Spans, TaskHit
from index.engines.whoosh.analysis import FOLDER, KINDS, arrays_name, stem
from index.engines.whoosh.arrays import Array, load
from index.engines.whoosh.correction import Corrector
from index.engines.whoosh.facets import Facets
from index.engines.whoosh.marking import Marker
from index.engines.whoosh.postings import Docs, Floats, Postings, Term
from index.engines.whoosh.ranking import Ranking, has_phrase, rank, top
from index.engines.whoosh.titles import Titles
from index.errors import EngineError
from index.query import Query, parse
from index.records import Kind

ASIDE = 3
"""How many occupations and activities come with a page of tasks."""
OCCUPATION_SHARE = 0.2
"""What a task gets of its occupation's own score: "art" speaks for an art therapist's tasks."""
TASKS_SHARE = 0.3
"""What an occupation gets for what its tasks say."""
NEARLY = 0.4
"""An occupation that does not hold all words is shown if it scores at least so much of the best."""
TOO_FEW = 10
"""A word that stands in fewer statements than this is also looked for among job titles."""
_OCCUPATION_FILTERS = ("group", "zone", "occupation")


class WhooshEngine:
    """A SearchEngine over the folder that `writer` wrote."""

    def __init__(self, folder: Path) -> None:
        """Raises EngineError if a file is missing or of another format."""
        try:
            loaded = {kind: load(folder / arrays_name(kind)) for kind in KINDS}
            self._tasks = Postings(loaded["task"])
            self._occupations = Postings(loaded["occupation"])
            self._activities = Postings(loaded["activity"])
            self._titles = Titles(loaded["occupation"])
            self._context = Context(loaded["task"], self._occupations)
            self._corrector = Corrector(
                loaded["task"], self._tasks, self._occupations, self._activities
            )
            codes = [hit[0] for hit in map(self._occupations.hit, range(self._context.count))]
            self._facets = Facets(loaded["task"], codes)
            self._task_ids = loaded["task"]["task_id"]
            self._orders: dict[str, Array] = {
                name.removeprefix("order_"): array
                for name, array in loaded["task"].items()
                if name.startswith("order_")
            }
        except (KeyError, IndexError, ValueError) as error:
            raise EngineError(
                f'The search index cannot be read ({error!r}). Build again with "taskdex build".'
            ) from error

        # NumPy compiles some of itself at first use; nobody's first keystroke shall wait for that.
        self.search(parse("plan the work of nurses x"))

    def close(self) -> None:
        """The arrays are unmapped when the last of them is let go."""

    def ready(self) -> bool:
        try:
            results = self.search(parse(self._tasks.words[0], size=1))
        except (EngineError, IndexError, ValueError):
            return False
        return results.tasks.total > 0

    def search(self, query: Query) -> Results:
        wanted: Sequence[Kind] = KINDS if query.kind is None else (query.kind,)
        tasks: Hits[TaskHit] = Hits()
        occupations: Hits[OccupationHit] = Hits()
        activities: Hits[ActivityHit] = Hits()
        facets: Mapping[str, Mapping[str, int]] = {}
        dropped: tuple[str, ...] = ()
        asked, (query, corrections) = query, self._corrector.correct(query)
        if "task" in wanted:
            tasks, facets, dropped = self._search_tasks(query)
        if "occupation" in wanted:
            occupations = self._search_occupations(query)
        if "activity" in wanted:
            activities = self._search_activities(query)
        return Results(
            query=asked,
            tasks=tasks,
            occupations=occupations,
            activities=activities,
            facets=facets,
            corrections=corrections,
            dropped=dropped,
        )

    def suggest(self, query: Query, size: int) -> tuple[str, ...]:
        if query.is_blank:
            return ()
        results = self.search(query)
        found = [
            *(hit.title for hit in results.occupations.hits),
            *(hit.title.rstrip(".") for hit in results.activities.hits),
            *(hit.text.rstrip(".") for hit in results.tasks.hits),
        ]
        return tuple(dict.fromkeys(found))[:size]

    # Tasks

    def _search_tasks(
        self, query: Query
    ) -> tuple[Hits[TaskHit], Mapping[str, Mapping[str, int]], tuple[str, ...]]:
        terms, found = self._match_tasks(query)
        if query.task_id is not None:
            found = self._with_task(query.task_id, found)
        docs, counts = self._facets.narrow(found.docs, query.filters)
        if query.sort == "best":
            keys = found.scores if len(docs) == len(found.docs) else _pick(found, docs)
        else:
            keys = -self._orders[query.sort][docs].astype(np.float32)
        start = (query.page - 1) * query.size
        page = top(keys, docs, start, query.size)
        marker = Marker(self._tasks, terms, query.phrases)
        lacking = _lacking(page, found.dropped)
        hits = tuple(
            self._task_hit(document, score, marker, missing)
            for document, score, missing in zip(
                page.tolist(), _pick(found, page).tolist(), lacking, strict=True
            )
        )
        return Hits(len(docs), hits), counts, tuple(term.word for term in found.dropped)

    def _match_tasks(self, query: Query) -> tuple[list[Term], Ranking]:
        """What the query is made of, and every task that it matches, before any filter."""
        terms = self._task_terms(query)
        context = self._context.of(terms)
        return terms, _matching(self._tasks, query, terms, context)

    def _with_task(self, task_id: int, found: Ranking) -> Ranking:
        """Puts the task whose id was typed before all others."""
        place = np.flatnonzero(self._task_ids == task_id).astype(np.int32)
        if not len(place):
            return found
        docs = np.union1d(found.docs, place).astype(np.int32)
        scores = np.zeros(len(docs), dtype=np.float32)
        scores[np.searchsorted(docs, found.docs)] = found.scores
        scores[np.searchsorted(docs, place)] = found.scores.max(initial=0) + 1
        return Ranking(docs, scores, found.dropped)

    def best_tasks(self, query: Query) -> list[tuple[int, float]]:
        """Ids and scores alone, without filters, counts and marks: for benchmarks and tests."""
        query, _ = self._corrector.correct(query)
        _, found = self._match_tasks(query)
        page = top(found.scores, found.docs, 0, query.size)
        scores = _pick(found, page).tolist()
        return list(zip(self._task_ids[page].tolist(), scores, strict=True))

    def _task_terms(self, query: Query) -> list[Term]:
        return [self._task_term(word, is_prefix) for word, is_prefix in _words_of(query)]

    def _task_term(self, word: str, is_prefix: bool) -> Term:
        """A word that few statements hold is looked for in job titles, too: "barkeep" leads to
        the tasks of bartenders."""
        term = self._tasks.look_up(word, is_prefix=is_prefix)
        if len(term.docs) >= TOO_FEW or term.is_stop:
            return term
        job = self._occupations.look_up(word, is_prefix=is_prefix)
        return self._context.widen(term, job) if len(job.docs) else term

    def _task_hit(
        self, document: int, score: float, marker: Marker, missing: tuple[str, ...]
    ) -> TaskHit:
        task_id, _, text, _, *facts = self._tasks.hit(document)
        spans = marker.spans(document)
        return TaskHit(*(task_id, score, text, spans, *facts, missing))

    # Occupations and activities

    def _search_occupations(self, query: Query) -> Hits[OccupationHit]:
        if query.is_blank and query.kind is None and "occupation" not in query.filters:
            return Hits()
        terms = [self._occupations.look_up(w, is_prefix=p) for w, p in _words_of(query)]
        found = self._match_occupations(query, terms)
        chosen = {
            name: query.filters[name] for name in _OCCUPATION_FILTERS if name in query.filters
        }
        docs = found.docs
        if chosen:
            kept = [document for document in docs.tolist() if self._is_of(document, chosen)]
            docs = np.array(kept, dtype=np.int32)
        page = _page(query, _pick(found, docs), docs)
        marker = Marker(self._occupations, terms, query.phrases)
        hits = tuple(
            self._occupation_hit(document, score, terms, marker)
            for document, score in zip(page.tolist(), _pick(found, page).tolist(), strict=True)
        )
        return Hits(len(docs), hits)

    def _match_occupations(self, query: Query, terms: Sequence[Term]) -> Ranking:
        """Occupations by their titles, by what their tasks say, and by how the words are spelt."""
        if not terms:
            return _matching(self._occupations, query, terms, None)
        scores = np.zeros(self._occupations.document_count, dtype=np.float32)
        told = np.zeros(self._occupations.document_count, dtype=np.float32)
        content = [term for term in terms if not term.is_stop] or list(terms)
        for term in content:
            scores[term.docs] += term.values * np.float32(term.information)
            told[term.docs] += np.float32(term.information)
        unfinished = content[-1].is_prefix and content[-1].stem_number < 0
        stems = [term.stem_number for term in content]
        self._titles.add_scores(scores, [t.word for t in content], stems, unfinished=unfinished)
        scores += TASKS_SHARE * self._context.of_occupations(self._task_terms(query))
        everything = sum(term.information for term in content) - 1e-3
        enough = (scores >= NEARLY * scores.max()) | (told >= everything)
        docs = np.flatnonzero(enough & (scores > 0)).astype(np.int32)
        return _filtered(self._occupations, query, Ranking(docs, scores[docs], ()))

    def _is_of(self, document: int, chosen: Mapping[str, tuple[str, ...]]) -> bool:
        stored = self._occupations.hit(document)
        code, group, zone = stored[0], stored[-2], stored[-1]
        values = {"group": group, "zone": "none" if zone is None else str(zone), "occupation": code}
        return all(values[name] in wanted for name, wanted in chosen.items())

    def _occupation_hit(
        self, document: int, score: float, terms: Sequence[Term], marker: Marker
    ) -> OccupationHit:
        code, _, title, _, task_count, *_ = self._occupations.hit(document)
        lay_title: str | None = None
        lay_spans: Spans = ()
        if best := _best_part(self._occupations, document, self._titles.count(document), terms):
            lay_title = self._titles.read(document, best)
            lay_spans = marker.spans(document, best)
        marked = marker.spans(document)
        return OccupationHit(code, score, title, marked, task_count, lay_title, lay_spans)

    def _search_activities(self, query: Query) -> Hits[ActivityHit]:
        if query.is_blank and query.kind is None:
            return Hits()
        terms = [self._activities.look_up(w, is_prefix=p) for w, p in _words_of(query)]
        found = _matching(self._activities, query, terms, None)
        page = _page(query, found.scores, found.docs)
        marker = Marker(self._activities, terms, query.phrases)
        hits = []
        for document, score in zip(page.tolist(), _pick(found, page).tolist(), strict=True):
            activity_id, _, level, title, _, task_count = self._activities.hit(document)
            marked = marker.spans(document)
            hits.append(ActivityHit(activity_id, score, level, title, marked, task_count))
        return Hits(len(found.docs), tuple(hits))


class Context:
    """What occupations say for their tasks."""

    def __init__(self, loaded: Mapping[str, Array], occupations: Postings) -> None:
        self.count = occupations.document_count
        self._of_task: Docs = loaded["occupation"]
        self._starts: list[int] = loaded["context_starts"].tolist()
        self._docs: Docs = loaded["context_docs"]
        self._values: Floats = loaded["context_values"]

    def of_occupations(self, terms: Sequence[Term]) -> Floats:
        """What each occupation has to say for the terms (of tasks)."""
        scores = np.zeros(self.count, dtype=np.float32)
        for term in terms:
            if term.stem_number >= 0 and not term.is_stop:
                here = slice(self._starts[term.stem_number], self._starts[term.stem_number + 1])
                scores[self._docs[here]] += self._values[here] * np.float32(term.information)
        return scores

    def of(self, terms: Sequence[Term]) -> Callable[[Docs], Floats] | None:
        """A function from tasks to what their occupations say for them, if they say anything."""
        if all(term.stem_number < 0 or term.is_stop for term in terms):
            return None
        scores = self.of_occupations(terms) * np.float32(OCCUPATION_SHARE)

        def of_tasks(docs: Docs) -> Floats:
            picked: Floats = scores[self._of_task[docs]]
            return picked

        return of_tasks

    def widen(self, term: Term, job: Term) -> Term:
        """The term with the tasks of the occupations whose titles hold the word."""
        values = np.zeros(self.count, dtype=np.float32)
        values[job.docs] = OCCUPATION_SHARE * job.values
        of_task = values[self._of_task]
        of_task[term.docs] += term.values
        docs = np.flatnonzero(of_task).astype(np.int32)
        return Term(
            word=term.word,
            stem=term.stem,
            stem_number=term.stem_number,
            first=term.first,
            last=term.last,
            is_prefix=term.is_prefix,
            is_stop=False,
            information=max(term.information, job.information),
            docs=docs,
            values=of_task[docs],
            other_stems=term.other_stems,
        )


def _words_of(query: Query) -> list[tuple[str, bool]]:
    """The words, those of phrases included, and whether each is still being typed."""
    last = len(query.words) - 1
    loose = [(word, query.prefix and place == last) for place, word in enumerate(query.words)]
    return [*((word, False) for phrase in query.phrases for word in phrase), *loose]


def _matching(
    postings: Postings,
    query: Query,
    terms: Sequence[Term],
    context: Callable[[Docs], Floats] | None,
) -> Ranking:
    """What holds the words and the phrases and none of the excluded ones."""
    if terms:
        found = rank(postings, terms, context)
    else:
        docs = np.arange(postings.document_count, dtype=np.int32)
        found = Ranking(docs, np.ones(len(docs), dtype=np.float32), ())
    return _filtered(postings, query, found)


def _filtered(postings: Postings, query: Query, found: Ranking) -> Ranking:
    """What holds the phrases and none of the excluded words."""
    if not query.phrases and not query.excluded:
        return found
    keep = np.ones(len(found.docs), dtype=np.bool_)
    for phrase in query.phrases:
        keep &= has_phrase(postings, phrase, found.docs)
    for phrase in query.excluded:
        if len(phrase) > 1:
            keep &= ~has_phrase(postings, phrase, found.docs)
        elif (number := postings.stem_number(stem(phrase[0]))) >= 0:
            keep &= ~np.isin(found.docs, postings.of_stem(number)[0])
    return Ranking(found.docs[keep], found.scores[keep], found.dropped)


def _lacking(docs: Docs, terms: Sequence[Term]) -> list[tuple[str, ...]]:
    """For each document those of the terms that it does not have."""
    lacking: list[tuple[str, ...]] = [()] * len(docs)
    for term in terms:
        for place in np.flatnonzero(~np.isin(docs, term.docs)).tolist():
            lacking[place] += (term.word,)
    return lacking


def _pick(found: Ranking, docs: Docs) -> Floats:
    """The scores of some of the documents found."""
    picked: Floats = found.scores[np.searchsorted(found.docs, docs)]
    return picked


def _page(query: Query, scores: Floats, docs: Docs) -> Docs:
    """The page asked for where this is the one kind wanted, else the first few."""
    if query.kind is None:
        return top(scores, docs, 0, ASIDE)
    return top(scores, docs, (query.page - 1) * query.size, query.size)


def _best_part(postings: Postings, document: int, part_count: int, terms: Sequence[Term]) -> int:
    """Which part of a document holds the most of the terms in the fewest words, of the first few:
    0, the title, or the lay title that was meant, if it holds more."""
    start, end = postings.text_starts[document : document + 2].tolist()
    numbers = postings.text_words[start:end]
    part_of = np.cumsum(numbers < 0)
    inside = (numbers >= 0) & (part_of < part_count)
    numbers, part_of = numbers[inside], part_of[inside]
    stems = postings.word_stems[numbers]
    held = np.zeros(part_count, dtype=np.int64)
    for term in (term for term in terms if not term.is_stop):
        here = stems == term.stem_number
        if term.is_prefix:
            here |= (numbers >= term.first) & (numbers < term.last)
        has = np.zeros(part_count, dtype=np.bool_)
        has[part_of[here]] = True
        held += has
    if held[0] == held.max():
        return 0
    lengths = np.bincount(part_of, minlength=part_count)
    return int(np.lexsort((lengths, -held))[0])


def open_engine(release: Path) -> WhooshEngine:
    """The engine in a release's folder."""
    return WhooshEngine(release / FOLDER)
