"""Claims about the page of sources."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient
from markupsafe import escape

from index.encyclopedia import Encyclopedia
from webapp.about.provenance import COVERAGE, COVERED
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
