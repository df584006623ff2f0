"""Claims about the glossary: one place for every term, to which the pages lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from index.records.terms import EXPOSURE_LABELS, PATTERNS
from webapp.text.glossary import GROUPS, TERMS
from webapp.text.vocabulary import LEVELS

from .pages import Page

PAGES = (
    *("/tasks/task-1", "/tasks/task-2", "/tasks/task-3", "/occupations/29-1129.01"),
    *("/occupations", "/activities", "/activities/4.A.1.a.1", "/activities/4.A.1.a.1.a"),
)
SAMPLED = ("/tasks/task-19156", "/tasks/task-19147", "/occupations/29-1129.01", "/occupations")
ABBREVIATIONS: dict[str, str] = {
    **{label: label.lower() for label in EXPOSURE_LABELS},
    **{"α": "alpha", "β": "beta", "γ": "gamma"},
    **{f"T{level}": "automation-label" for level in range(5)},
    **{"DWA": "dwa", "IWA": "iwa", "GWA": "gwa", "O*NET-SOC": "soc"},
}
"""As pages write it → its term."""
WORDS = {
    "95% interval": "wilson",
    "Task iteration": "task-iteration",
    "Detailed work activity": "dwa",
    "AI applicability": "applicability",
    "Observed exposure": "observed-exposure",
    "95% confidence": "confidence-interval",
}


def visible(html: str) -> str:
    """What the page says itself: without pictures, citations and the names of sources."""
    main = html.partition("<main")[2].partition("</main>")[0]
    main = main.partition('<section aria-labelledby="sources">')[0]
    main = re.sub(r"<(svg|pre)\b.*?</\1>", " ", main, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def explained(html: str) -> set[str]:
    """Terms to which the page leads; a link to a group leads to all terms of it."""
    links = (link["href"] for link in Page(html).all("a"))
    anchors = {link.partition("#")[2] for link in links if link.startswith("/glossary#")}
    groups = [group for group in GROUPS if f"{group.name}-terms" in anchors]
    named = {term.name for group in groups for term in group.terms}
    return (anchors | named) - {f"{group.name}-terms" for group in groups}


def used(text: str) -> Iterator[str]:
    for written, term in ABBREVIATIONS.items():
        if re.search(rf"(?<!\w){re.escape(written)}(?!\w)", text):
            yield term
    for written, term in WORDS.items():
        if written in text:
            yield term


@pytest.mark.parametrize("address", SAMPLED)
def test_a_page_of_the_sample_leads_to_them_as_well(client: FlaskClient, address: str) -> None:
    html = client.get(address).text
    assert set(used(visible(html))) - explained(html) == set()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_leads_to_the_meaning_of_every_abbreviation(
    small_client: FlaskClient, address: str
) -> None:
    html = small_client.get(address).text
    assert set(used(visible(html))) - explained(html) == set()


def test_the_pages_use_what_is_looked_for(small_client: FlaskClient, client: FlaskClient) -> None:
    texts = [small_client.get(page).text for page in PAGES]
    texts += [client.get(page).text for page in SAMPLED]
    found = {term for text in texts for term in used(visible(text))}
    assert found == {*ABBREVIATIONS.values(), *WORDS.values()}


@pytest.mark.parametrize("address", [*PAGES, "/changes", "/methodology", "/glossary"])
def test_every_link_to_a_term_finds_it(small_client: FlaskClient, address: str) -> None:
    assert explained(small_client.get(address).text) <= TERMS.keys()


def test_every_term_has_its_place_and_its_meaning(client: FlaskClient) -> None:
    page = Page(client.get("/glossary").text)
    assert set(TERMS) <= set(page.ids)
    assert len(TERMS) == sum(len(group.terms) for group in GROUPS)
    for term in TERMS.values():
        assert term.meaning.endswith(".")
        assert all(len(sentence.split()) <= 30 for sentence in re.split(r"[.:;] ", term.meaning))
    for group in GROUPS:
        assert group.section in Page(client.get("/methodology").text).ids


def test_labels_levels_and_patterns_are_all_terms() -> None:
    names = (*EXPOSURE_LABELS, *LEVELS, *(one for one in PATTERNS if "not_" not in one))
    assert {name.lower().replace("_", "-") for name in names} <= TERMS.keys()


def test_every_page_leads_to_the_glossary(client: FlaskClient) -> None:
    for address in ("/", "/search?q=art", "/methodology", "/nothing"):
        assert any(link["href"] == "/glossary" for link in Page(client.get(address).text).all("a"))
