"""Names of jobs in Spanish and French as people type them → their occupations, on the full data."""

from __future__ import annotations

import pytest

from index import Encyclopedia
from index.engines.protocol import Results
from index.text import fold
from scripts.foreign_names import Job, half, jobs

pytestmark = pytest.mark.full

ENOUGH = 0.85
HALF_ENOUGH = 0.75
"""Half of a name is the beginning of an English word as well in one of six cases."""


@pytest.fixture(scope="module")
def named(full: Encyclopedia) -> Encyclopedia:
    if not any(source.key == "esco" for source in full.release.sources):
        pytest.skip("TASKDEX_SOURCES holds no ESCO")
    return full


def of(language: str) -> list[Job]:
    return [job for job in jobs() if job.language == language]


def is_first(job: Job, results: Results) -> bool:
    return any(hit.occupation_code in job.occupations for hit in results.occupations.hits[:1])


@pytest.mark.parametrize("language", ["es", "fr"])
def test_names_lead_to_their_occupation_with_and_without_accents(
    named: Encyclopedia, language: str
) -> None:
    written = of(language)
    assert len(written) == 60
    for typed in (str, fold):
        right = [is_first(job, named.search(typed(job.name))) for job in written]
        assert sum(right) >= ENOUGH * len(written)


@pytest.mark.parametrize("language", ["es", "fr"])
def test_half_of_a_name_has_its_occupation_among_the_first(
    named: Encyclopedia, language: str
) -> None:
    right = [
        any(
            hit.occupation_code in job.occupations
            for hit in named.search(half(job.name)).occupations.hits
        )
        for job in of(language)
    ]
    assert sum(right) >= HALF_ENOUGH * len(right)


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("enfermera", "es", "29-1141.00"),
        ("enfermero", "es", "29-1141.00"),
        ("infirmiere", "fr", "29-1141.00"),
        ("fontanero", "es", "47-2152.00"),
        ("abogado", "es", "23-1011.00"),
        ("ingenieria civil", "es", "17-3022.00"),
    ],
)
def test_the_language_of_a_name_is_told(
    named: Encyclopedia, typed: str, language: str, code: str
) -> None:
    results = named.search(typed)
    assert [(one.language, one.occupation_code) for one in results.read_as] == [(language, code)]
    tasks = {task.task_id for task in named.occupation(code).tasks}
    assert {hit.task_id for hit in results.tasks.hits[:10]} <= tasks


@pytest.mark.parametrize(
    "typed",
    ["sage", "pan", "chef", "pilot", "actuary", "senator", "manger", "mesure", "docker", "photos"],
)
def test_english_stays_english(named: Encyclopedia, typed: str) -> None:
    assert named.search(typed).read_as == ()
    assert named.search(f"{typed} ").read_as == ()
