"""Every task's citation, read back by the parsers that other programs use."""

from __future__ import annotations

import json

import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

from index import Encyclopedia
from index.records import Source
from webapp.citations import Citation, cite

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def citations(full: Encyclopedia) -> list[Citation]:
    sources: tuple[Source, ...] = full.release.sources
    release_id = full.release.release_id
    found = []
    for task_id in full.task_ids():
        url = f"https://tasks.example/tasks/task-{task_id}"
        text = full.task_summary(task_id).text
        found.append(cite(f"task-{task_id}", text, url, release_id, sources))
    return found


def test_ris_says_what_the_record_says(citations: list[Citation]) -> None:
    entries = rispy.loads("".join(one.ris() for one in citations))
    assert len(entries) == len(citations)
    for entry, one in zip(entries, citations, strict=True):
        assert entry["type_of_reference"] == "ENCYC"
        assert entry["title"] == one.title
        assert entry["urls"] == [one.url]


def test_csl_json_is_read_with_title_and_address(citations: list[Citation]) -> None:
    records = [json.loads(one.csl_json())[0] for one in citations]
    bibliography = CiteProcJSON(records)
    for record, one in zip(records, citations, strict=True):
        assert str(bibliography[one.key.lower()]["title"]) == one.title
        assert record["URL"] == one.url


def test_bibtex_is_one_sound_entry_each(citations: list[Citation]) -> None:
    library = parse_string("".join(one.bibtex() for one in citations[::20]))
    assert library.failed_blocks == []
    for one in citations[::20]:
        fields = library.entries_dict[one.key].fields_dict
        assert fields["url"].value == one.url
        assert one.release_id.replace("_", r"\_") in fields["edition"].value


def test_no_citation_has_a_doubled_stop(citations: list[Citation]) -> None:
    for one in citations:
        for text in (one.plain(), one.apa(), one.bibtex(), one.ris()):
            assert ".." not in text, text
            assert ".”." not in text, text
