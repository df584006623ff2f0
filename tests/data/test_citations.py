"""Every task's citation, read back by the parsers that other programs use.

Half a minute, nearly all of it in the parser of BibTeX.
"""

from __future__ import annotations

from datetime import date

import pytest

from index import Encyclopedia
from tests.citing import disagreements
from webapp.text.citations import Citation, cite

pytestmark = pytest.mark.full

DAY = date(2026, 3, 9)


@pytest.fixture(scope="module")
def citations(full: Encyclopedia) -> list[Citation]:
    release_id = full.release.release_id
    found = []
    for task_id in full.task_ids():
        entry = full.task(task_id)
        url = f"https://tasks.example/tasks/task-{task_id}"
        found.append(cite(f"task-{task_id}", entry.task.text, url, release_id, entry.sources))
    assert len(found) == full.release.task_count
    return found


@pytest.mark.slow
def test_five_formats_of_every_task_agree(citations: list[Citation]) -> None:
    assert disagreements(citations) == []


def test_five_formats_with_the_day_of_reading_agree(citations: list[Citation]) -> None:
    assert disagreements(citations[::50], DAY) == []


def test_five_formats_of_every_occupation_and_activity_agree(full: Encyclopedia) -> None:
    release_id = full.release.release_id
    url = "https://tasks.example"
    sources = full.release.sources
    found = [
        cite(f"occupation-{one.code}", one.title, f"{url}/{one.code}", release_id, sources)
        for one in full.occupations()[::3]
    ]
    found += [
        cite(f"activity-{one}", full.activity(one, size=1).activity.title, url, release_id, sources)
        for one in full.activity_ids()[::5]
    ]
    assert disagreements(found) == []
