"""Claims about the page of sources."""

from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient
from markupsafe import escape

import index.corpus
from index.encyclopedia import Encyclopedia
from webapp.about.provenance import CONFLICTS, COVERAGE, COVERED
from webapp.about.sources import conflicts, coverage


def test_every_dataset_has_its_licence_credit_and_files(
    client: FlaskClient, sample: Encyclopedia
) -> None:
    html = client.get("/sources").text
    for source in sample.release.sources:
        assert f'id="source-{source.key}"' in html
        assert str(escape(source.licence_url)) in html
        assert str(escape(source.attribution)) in html
    for file in sample.release.files:
        assert file.sha256 in html
        assert f"{file.row_count:,}" in html


def test_coverage_is_that_of_the_release(client: FlaskClient, sample: Encyclopedia) -> None:
    html = client.get("/sources").text
    assert "Tasks with exposure labels" in html
    usage = sample.release.coverage["usage"]
    assert isinstance(usage, dict)
    assert all(f'<th scope="row">{release}</th>' in html for release in usage)


def test_every_figure_of_coverage_is_on_the_page(small_home: Path) -> None:
    """Under a heading that the first word of its name chooses."""
    assert {name.partition("_")[0] for name in COVERAGE} == COVERED.keys()
    with Encyclopedia.open(small_home) as small:
        report = small.release.coverage
    shown = [row.label for group in coverage(report) for row in group.rows]
    counted = [name for name, count in report.items() if isinstance(count, int)]
    assert sorted(shown) == sorted(COVERAGE[name][0] for name in counted)


def test_conflicts_are_told_in_whole_sentences(small_home: Path, sample: Encyclopedia) -> None:
    told = list(conflicts(sample.release.coverage))
    with Encyclopedia.open(small_home) as small:
        told += conflicts(small.release.coverage)
    assert told
    for row in told:
        assert row.meaning.endswith(".")
        assert all(len(sentence.split()) > 3 for sentence in row.meaning.split(". ")), row.meaning


def test_every_kind_of_conflict_has_its_heading() -> None:
    corpus = Path(index.corpus.__file__).parent
    added = re.compile(r'\.add\(\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"')
    kinds = {kind for file in corpus.glob("*.py") for kind in added.findall(file.read_text())}
    assert kinds == CONFLICTS.keys()
