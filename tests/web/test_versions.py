"""Claims about addresses that name a release."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from index.encyclopedia import Encyclopedia

from .pages import Page

OLD = "onet-29.1-0123456789"
SAID = "This is a newer version of the page."


@pytest.mark.parametrize("address", ["/tasks/task-19156", "/occupations/29-1129.01"])
def test_an_entry_gives_an_address_that_names_its_release(
    client: FlaskClient, sample: Encyclopedia, address: str
) -> None:
    versioned = f"{address}?release={sample.release.release_id}"
    html = client.get(address).text
    assert f"http://localhost{versioned}" in [link["href"] for link in Page(html).all("a")]
    answer = client.get(versioned)
    assert answer.status_code == 200
    assert SAID not in answer.text
    assert answer.headers["ETag"] == client.get(address).headers["ETag"]


def test_under_another_release_the_page_says_so(client: FlaskClient, sample: Encyclopedia) -> None:
    address = f"/tasks/task-19156?release={OLD}"
    answer = client.get(address)
    assert SAID in answer.text
    assert OLD in answer.text
    assert sample.release.release_id in answer.text
    assert '<link rel="canonical" href="http://localhost/tasks/task-19156">' in answer.text
    plain = client.get("/tasks/task-19156", headers={"If-None-Match": answer.headers["ETag"]})
    assert plain.status_code == 200
    assert SAID not in plain.text


@pytest.mark.parametrize("odd", ["", "x", "onet-29.1-0123456789x", "<script>", "latest"])
def test_what_is_no_release_is_ignored(client: FlaskClient, odd: str) -> None:
    answer = client.get("/tasks/task-19156", query_string={"release": odd})
    assert answer.status_code == 200
    assert SAID not in answer.text
