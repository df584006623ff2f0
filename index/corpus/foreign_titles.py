"""ESCO's labels and crosswalks in; what occupations of O*NET are called in other languages out.

A label belongs to an occupation of ESCO, and that to one or more of
O*NET's: by a crosswalk, or where none is sure of it by its English labels, which are job titles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.corpus.conflicts import Conflicts
from index.corpus.publishers import Names
from index.progress import Step
from index.records.joined import ForeignTitle
from index.records.published import ENGLISH, ConceptLabel, ConceptMatch, LayTitle, Occupation
from index.text import matching_key

MENDED = {
    ("es", "enfermero"): "enfermero responsable de cuidados generales",
    ("es", "enfermera"): "enfermera responsable de cuidados generales",
    ("fr", "kinésithérapeute"): "physiothérapeute",
}
"""Names that ESCO gives to another occupation than everybody else does → a name of the one that is
meant. ESCO 1.0 calls a phlebotomist "enfermero", the word for a nurse, and a physiotherapist's
assistant "kinésithérapeute", the word for a physiotherapist."""
SAME_TITLE = "same title"
TITLE_CONFIDENCE = 0.7
"""How sure a match is that English labels alone give."""
SURE = 1.0
"""What a crosswalk is as sure of needs no other match."""
PREFERRED_VOTE = 2.0
"""What ESCO's preferred label weighs against another one."""
ENOUGH_VOTES, ENOUGH_SHARE = 2.0, 0.6
"""An occupation is meant that has job titles for so much of the English labels, and so large a
share of all that are job titles at all."""


COUNTS = (
    "esco_occupations",
    "esco_occupations_by_crosswalk",
    "esco_occupations_by_title",
    "occupations_with_foreign_titles",
)
"""Of the coverage report."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of it."""

    titles: tuple[ForeignTitle, ...]
    """By occupation and language; in these the surest first, preferred ones before others."""
    unknown: tuple[ConceptMatch, ...]
    """Matches with an occupation that there is not."""
    coverage: Mapping[str, int]
    """Counts for the coverage report."""


def read_titles(
    names: Names | None,
    occupations: Mapping[str, Occupation],
    lay_titles: Iterable[LayTitle],
    conflicts: Conflicts,
    step: Step,
) -> Joined:
    """Nothing without ESCO and a crosswalk."""
    if names is None:
        return Joined((), (), dict.fromkeys(COUNTS, 0))
    step("ESCO: names in other languages")
    joined = join(
        list(names.labels.labels()),
        [crosswalk.matches() for crosswalk in names.crosswalks],
        names.codes.successors() if names.codes else {},
        occupations,
        lay_titles,
    )
    for match in joined.unknown:
        conflicts.add(
            "crosswalk-to-nothing",
            "A crosswalk from ESCO names an occupation that O*NET does not have; left out.",
            f"{match.occupation_code}: {match.concept_uri}",
        )
    return joined


def join(
    labels: Sequence[ConceptLabel],
    crosswalks: Sequence[Iterable[ConceptMatch]],
    successors: Mapping[str, tuple[str, ...]],
    occupations: Mapping[str, Occupation],
    lay_titles: Iterable[LayTitle],
) -> Joined:
    """`crosswalks` come in the order in which they are believed: the first that has a concept
    counts. `successors`: a code of O*NET-SOC 2010 → those of 2019."""
    labels = _mended(labels)
    concepts = {label.concept_uri for label in labels}
    unknown: list[ConceptMatch] = []
    found: dict[str, dict[str, tuple[str, float]]] = {}
    for crosswalk in crosswalks:
        own: dict[str, dict[str, tuple[str, float]]] = defaultdict(dict)
        for match in crosswalk:
            codes = [match.occupation_code]
            if match.occupation_code not in occupations or match.occupation_code in successors:
                codes = list(successors.get(match.occupation_code, codes))
            if not any(code in occupations for code in codes):
                unknown.append(match)
            for code in codes:
                known = own[match.concept_uri].get(code, ("", 0.0))
                if code in occupations and match.confidence > known[1]:
                    own[match.concept_uri][code] = match.match, match.confidence
        found = {**own, **found}
    by_crosswalk = sum(bool(found.get(uri)) for uri in concepts)
    by_title = 0
    for uri, code in _by_titles(labels, occupations, lay_titles):
        matched = found.setdefault(uri, {})
        if max((sure for _, sure in matched.values()), default=0.0) < SURE:
            by_title += not matched
            matched.setdefault(code, (SAME_TITLE, TITLE_CONFIDENCE))
    titles: dict[tuple[str, str, str], ForeignTitle] = {}
    for label in labels:
        for code, (match_name, confidence) in found.get(label.concept_uri, {}).items():
            title = ForeignTitle(
                *(code, label.language, label.label, label.is_preferred, label.concept_uri),
                *(match_name, confidence),
            )
            key = code, label.language, label.label
            if key not in titles or _order(title) < _order(titles[key]):
                titles[key] = title
    named = {code for code, language, _ in titles if language != ENGLISH}
    return Joined(
        tuple(sorted(titles.values(), key=_order)),
        tuple(unknown),
        dict(
            zip(
                COUNTS,
                (len(concepts), by_crosswalk, by_title, len(named)),
                strict=True,
            )
        ),
    )


def _mended(labels: Sequence[ConceptLabel]) -> Sequence[ConceptLabel]:
    """The labels, with names that are another occupation's where they belong, if it is there."""
    # Of several concepts with a name, the one that ESCO prefers it for is meant.
    order = sorted(labels, key=lambda label: label.is_preferred)
    owners = {(label.language, label.label): label.concept_uri for label in order}
    mended = []
    for label in labels:
        meant = MENDED.get((label.language, label.label), "")
        uri = owners.get((label.language, meant))
        mended.append(replace(label, concept_uri=uri, is_preferred=False) if uri else label)
    return mended


def _order(title: ForeignTitle) -> tuple[object, ...]:
    return (
        *(title.occupation_code, title.language, -title.confidence, not title.is_preferred),
        *(title.title.casefold(), title.title, title.concept_uri),
    )


def _by_titles(
    labels: Iterable[ConceptLabel],
    occupations: Mapping[str, Occupation],
    lay_titles: Iterable[LayTitle],
) -> Iterable[tuple[str, str]]:
    """Concepts whose English labels are mostly job titles of one occupation, with its code."""
    owners: dict[str, set[str]] = defaultdict(set)
    for lay in lay_titles:
        owners[matching_key(lay.title)].add(lay.occupation_code)
    for code, occupation in occupations.items():
        owners[matching_key(occupation.title)].add(code)
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for label in labels:
        if label.language == ENGLISH:
            having = owners.get(matching_key(label.label), set())
            weight = PREFERRED_VOTE if label.is_preferred else 1.0
            for code in having:
                votes[label.concept_uri][code] += weight / len(having)
    for uri, counted in votes.items():
        best = min(counted, key=lambda code: (-counted[code], code))
        enough = counted[best] >= ENOUGH_SHARE * sum(counted.values())
        if enough and counted[best] >= ENOUGH_VOTES:
            yield uri, best
