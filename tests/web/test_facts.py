"""A fact that is declared is shown: nothing else has to be touched for it."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from index.facts.fact import Fact
from index.facts.null import NOT_PUBLISHED
from index.facts.occupations import OCCUPATION, WholeOccupation
from webapp.api.schemas.promised import properties

CODE = "29-1129.01"


def wage_of(whole: WholeOccupation) -> int | None:
    return 60_910 if whole.entry.occupation.code == CODE else None


WAGE = Fact(
    name="median_wage",
    kind="integer",
    meaning="What half of those who work in it earn less than.",
    null=(NOT_PUBLISHED,),
    unit="US dollars a year",
    read=wage_of,
    label="Median pay",
    term="estimatedSalary",
)


@pytest.fixture(autouse=True)
def paid(monkeypatch: pytest.MonkeyPatch) -> None:
    """One fact more, as if it were declared."""
    added = type(OCCUPATION)(OCCUPATION.name, OCCUPATION.meaning, *OCCUPATION, WAGE)
    for name, value in vars(added).items():
        monkeypatch.setattr(OCCUPATION, name, value)


def test_json_and_its_schema_have_it(small_client: FlaskClient) -> None:
    given = small_client.get(f"/occupations/{CODE}.json").get_json()
    assert given["median_wage"] == 60_910
    assert properties(OCCUPATION)["median_wage"] == {
        "type": ["integer", "null"],
        "description": f"{WAGE.meaning} Null: not published.",
        "x-unit": "US dollars a year",
        "minimum": 0,
    }


@pytest.mark.parametrize(("code", "text"), [(CODE, "$60,910"), ("29-1125.00", "not pub")])
def test_page_markdown_and_comparison_show_it(
    small_client: FlaskClient, code: str, text: str
) -> None:
    assert f"<span>Median pay: {text}" in small_client.get(f"/occupations/{code}").text
    assert f"- Median pay: {text}" in small_client.get(f"/occupations/{code}.md").text
    row = small_client.get(f"/compare?occupations={code}").text.partition("Median pay")[2]
    assert text in row.partition("</tr>")[0]


def test_linked_data_have_it_where_there_is_one(small_client: FlaskClient) -> None:
    for code, expected in ((CODE, 60_910), ("29-1125.00", None)):
        page = small_client.get(f"/occupations/{code}").text
        data = page.partition('"application/ld+json">')[2].partition("</script>")[0]
        about = json.loads(data)["@graph"][0]
        assert about.get("estimatedSalary") == expected
