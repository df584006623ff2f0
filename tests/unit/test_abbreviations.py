"""Which abbreviations job titles spell out."""

from __future__ import annotations

from index.engines.abbreviations import OFTEN, abbreviations


def titles(short: str, spelt: str, *kinds: str) -> list[str]:
    return [f"{short} {kind} ({spelt} {kind})" for kind in kinds]


def test_what_titles_spell_out_in_either_half_is_an_abbreviation() -> None:
    found = abbreviations(
        [*titles("ER", "Emergency Room", "Nurse", "Doctor"), "Emergency Room Tech (ER Tech)"], []
    )
    assert found == {"er": {("emergency", "room"): 3}}


def test_several_readings_are_counted_apart() -> None:
    found = abbreviations(
        [*titles("PT", "Physical Therapy", "Aide", "Clerk"), "Psychiatric Technician (PT)"], []
    )
    assert found == {"pt": {("physical", "therapy"): 2, ("psychiatric", "technician"): 1}}


def test_what_few_titles_spell_out_may_be_chance() -> None:
    few = titles("ER", "Emergency Room", "Nurse", "Doctor", "Tech", "Clerk")[: OFTEN - 1]
    assert abbreviations(few * 2, []) == {}


def test_a_word_of_statements_or_of_usual_english_is_none() -> None:
    spelt = titles("PET", "Positron Emission Tomography", "Nurse", "Doctor", "Tech")
    assert abbreviations(spelt, ["Feed the pet snakes."]) == {}
    assert list(abbreviations(spelt, ["Feed the snakes."])) == ["pet"]
    assert abbreviations(titles("CO", "Central Office", "Nurse", "Doctor", "Tech"), []) == {}
