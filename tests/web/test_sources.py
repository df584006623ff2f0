"""Claims about the page of sources."""

from __future__ import annotations

from flask.testing import FlaskClient
from markupsafe import escape

from index.encyclopedia import Encyclopedia


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
