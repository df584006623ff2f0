"""Names of jobs in Spanish and French as people type them → their occupations, on the full data."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from index import Encyclopedia
from index.engines.protocol import Results
from index.text import fold
from scripts.foreign_names import Job, half, jobs

pytestmark = pytest.mark.full

ENOUGH = 0.85
SETS = (1, 2)


@pytest.fixture(scope="module")
def named(full: Encyclopedia) -> Encyclopedia:
    if not any(source.key == "esco" for source in full.release.sources):
        pytest.skip("TASKDEX_SOURCES holds no ESCO")
    return full


def of(number: int, language: str) -> list[Job]:
    return [job for job in jobs() if (job.set, job.language) == (number, language)]


def is_shown(job: Job, results: Results) -> bool:
    """Whether its occupation is one of the three that are shown."""
    return any(hit.occupation_code in job.occupations for hit in results.occupations.hits)


def in_esco(named: Encyclopedia, chosen: Iterable[Job]) -> list[Job]:
    """Those that ESCO has word for word."""
    there = {
        (title.language, fold(title.title))
        for occupation in named.occupations()
        for title in named.occupation(occupation.code).foreign_titles
    }
    return [job for job in chosen if (job.language, fold(job.name)) in there]


@pytest.mark.parametrize("number", SETS)
@pytest.mark.parametrize("language", ["es", "fr"])
def test_names_lead_to_their_occupation_with_and_without_accents_and_half_typed(
    named: Encyclopedia, language: str, number: int
) -> None:
    assert len(of(number, language)) == 60
    written = in_esco(named, of(number, language))
    assert len(written) >= 30
    for typed in (str, fold, half):
        chosen = language if typed is half else ""
        right = [is_shown(job, named.search(typed(job.name), language=chosen)) for job in written]
        assert sum(right) >= ENOUGH * len(written), typed


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("enfermera", "es", "29-1141.00"),
        ("enfermero", "es", "29-1141.00"),
        ("infirmiere", "fr", "29-1141.00"),
        ("fontanero", "es", "47-2152.00"),
        ("abogado", "es", "23-1011.00"),
        ("ingenieria civil", "es", "17-3022.00"),
        ("medico", "es", "29-1215.00"),
        ("maestra", "es", "25-2021.00"),
        ("profesora", "es", "25-2021.00"),
        ("conductor de camion", "es", "53-3032.00"),
        ("infirmier libéral", "fr", "29-1141.00"),
        ("boulangère", "fr", "51-3011.00"),
        ("chauffeur routier", "fr", "53-3032.00"),
        ("ENFERMERAS", "es", "29-1141.00"),
        ("la enfermera", "es", "29-1141.00"),
        ("un plombier", "fr", "47-2152.00"),
        ("fontanreo", "es", "47-2152.00"),
        ("trabajo de enfermera", "es", "29-1141.00"),
        ("métier d'infirmier", "fr", "29-1141.00"),
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
