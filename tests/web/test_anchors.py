"""Claims about headings and pictures: each can be linked to, each picture is a file as well."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from .pages import Page

SMALL = (
    *("/tasks/task-1", "/tasks/task-2", "/tasks/task-3", "/tasks/task-9"),
    *("/occupations", "/occupations/29-1129.01", "/occupations/29-1125.00"),
    *("/activities", "/activities/4.A.1.a.1", "/activities/4.A.1.a.1.a", "/changes"),
    *("/changes/29.1-30.3", "/changes/emerging", "/software/microsoft-excel"),
    *("/methodology", "/glossary", "/sources", "/data", "/data/use", "/about"),
)
HEADING = re.compile(r"<h([23])\b([^>]*)>(.*?)</h\1>", re.DOTALL)
FIGURE = re.compile(r"<figure\b([^>]*)>(.*?)</figure>", re.DOTALL)
ENDINGS = ("svg", "png", "csv")


def main_of(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def without_links(html: str) -> Iterator[str]:
    """Headings to which no link leads that copies its address, unless they are links themselves."""
    linked = {link["href"].removeprefix("#") for link in Page(html).all("a") if "data-link" in link}
    for _, attributes, text in HEADING.findall(main_of(html)):
        name = re.search(r'id="([^"]+)"', attributes)
        target = name[1].removesuffix("-heading") if name else ""
        if target not in linked and not (not name and text.startswith("<a ")):
            yield re.sub(r"<[^>]+>", "", text)


@pytest.mark.parametrize("address", SMALL)
def test_every_heading_can_be_linked_to(small_client: FlaskClient, address: str) -> None:
    answer = small_client.get(address)
    assert answer.status_code in (200, 410)
    assert HEADING.search(main_of(answer.text))
    assert list(without_links(answer.text)) == []


@pytest.mark.parametrize("address", ["/tasks/task-19147", "/occupations/29-1129.01"])
def test_every_heading_of_the_sample_can_be_linked_to(client: FlaskClient, address: str) -> None:
    assert list(without_links(client.get(address).text)) == []


@pytest.mark.parametrize("address", SMALL)
def test_every_picture_has_a_link_and_its_files(small_client: FlaskClient, address: str) -> None:
    for _, figure in FIGURE.findall(main_of(small_client.get(address).text)):
        links = Page(figure).all("a")
        assert any("data-link" in link for link in links), figure[:200]
        files = [link["href"] for link in links if "download" in link]
        assert [file.rpartition(".")[2] for file in files] == ["svg", "csv", "svg"]
        assert sum("data-png" in link for link in links) == 1
        for file in files:
            assert small_client.get(file).status_code == 200, file


def test_the_pages_have_pictures_to_look_at(small_client: FlaskClient) -> None:
    found = {
        address: len(FIGURE.findall(main_of(small_client.get(address).text))) for address in SMALL
    }
    assert found["/tasks/task-1"] >= 3
    assert found["/occupations/29-1129.01"] >= 3
    assert found["/activities/4.A.1.a.1"] >= 1


@pytest.mark.parametrize("address", ["/tasks/task-1", "/occupations/29-1129.01"])
def test_tasks_and_occupations_can_be_embedded(small_client: FlaskClient, address: str) -> None:
    links = [link["href"] for link in Page(small_client.get(address).text).all("a")]
    assert any(link.startswith("/embed?show=") for link in links)
