"""ESCO's labels and its crosswalks: what is read of them, and how they join O*NET."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index import corpus
from index.errors import SourceError
from index.records.joined import ForeignTitle
from index.sources.esco import find_codes, find_crosswalks, find_labels, forms
from tests.support import ART, CONCEPT, FUN, write_esco, write_everything, write_table

OFFICIAL = "ONET_(Occupations)_0_updated.csv"
COLUMNS = (
    *("O*NET Id", "O*NET Title", "O*NET Description", "ESCO or ISCO URI"),
    *("ESCO or ISCO Title", "ESCO or ISCO Description", "Type of Match"),
)


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("enfermero/enfermera", ["enfermero", "enfermera"]),
        ("tornero/ tornera", ["tornero", "tornera"]),
        ("jefe de obra/jefa de obra", ["jefe de obra", "jefa de obra"]),
        ("técnico/a dental", ["técnico dental", "técnica dental"]),
        ("infirmier(ère)", ["infirmier", "infirmière"]),
        ("directeur/trice", ["directeur", "directrice"]),
        ("Krankenpfleger/in", ["Krankenpfleger", "Krankenpflegerin"]),
        ("Lehrer/-in", ["Lehrer", "Lehrerin"]),
        ("Angestellte(r)", ["Angestellte", "Angestellter"]),
        ("actor/actriz", ["actor", "actriz"]),
        ("jurista", ["jurista"]),
        ("ingeniero (minas)", ["ingeniero (minas)"]),
        ("A/B tester", ["A/B tester"]),
    ],
)
def test_a_label_gives_the_form_of_each_gender(label: str, found: list[str]) -> None:
    assert forms(label) == found


def test_labels_are_read_in_every_language_that_has_a_file(tmp_path: Path) -> None:
    write_esco(
        tmp_path,
        {
            "de": [("art", "Kunsttherapeut/in", ["Maltherapeut", "Kunsttherapeut"])],
            "es": [("art", "arteterapeuta", [])],
        },
        [],
    )
    labels = find_labels(tmp_path)
    assert labels is not None
    assert labels.languages == ("de", "es")
    assert [(one.language, one.label, one.is_preferred) for one in labels.labels()] == [
        ("de", "Kunsttherapeut", True),
        ("de", "Kunsttherapeutin", True),
        ("de", "Maltherapeut", False),
        ("es", "arteterapeuta", True),
    ]
    assert [file.path for file in labels.files] == [
        "extra/esco/occupations_de.csv",
        "extra/esco/occupations_es.csv",
    ]
    assert "ESCO classification of the European Commission" in labels.source.attribution


@pytest.mark.parametrize("cell", ["", "<b>enfermera</b>"])
def test_a_label_that_is_none_is_an_error_with_its_line(tmp_path: Path, cell: str) -> None:
    write_esco(tmp_path, {"es": [("art", cell, [])]}, [])
    labels = find_labels(tmp_path)
    assert labels is not None
    with pytest.raises(SourceError, match=r"occupations_es\.csv, line 2"):
        list(labels.labels())


def test_without_files_there_is_nothing(tmp_path: Path) -> None:
    assert find_labels(tmp_path) is None
    assert find_crosswalks(tmp_path) == ()
    assert find_codes(tmp_path) is None


def write_official(sources: Path, matches: Sequence[tuple[str, str, str]]) -> None:
    """Code, concept or group, type of match; with lines before the header, as published."""
    filled = [(code, "", "", uri, "", "", match) for code, uri, match in matches]
    rows = [("About the project",), (), ("Two, words",), COLUMNS, *filled]
    write_table(sources / "extra" / "crosswalks" / OFFICIAL, rows, ",")


def test_the_official_crosswalk_has_lines_before_its_header(tmp_path: Path) -> None:
    group = "http://data.europa.eu/esco/isco/C2221"
    write_official(tmp_path, [(ART, f"{CONCEPT}art", "closeMatch"), (FUN, group, "exactMatch")])
    (crosswalk,) = find_crosswalks(tmp_path)
    (match,) = crosswalk.matches()
    assert (match.concept_uri, match.occupation_code) == (f"{CONCEPT}art", ART)
    assert (match.match, match.confidence) == ("closeMatch", 0.9)


def test_an_official_crosswalk_without_its_header_is_an_error(tmp_path: Path) -> None:
    write_table(tmp_path / "extra" / "crosswalks" / OFFICIAL, [("About",)], ",")
    (crosswalk,) = find_crosswalks(tmp_path)
    with pytest.raises(SourceError, match="No row holds"):
        list(crosswalk.matches())


def titles(sources: Path) -> list[tuple[str, str, str, str]]:
    def shown(title: ForeignTitle) -> tuple[str, str, str, str]:
        return title.occupation_code, title.language, title.title, title.match

    return list(map(shown, corpus.read(sources).foreign_titles))


def test_a_concept_is_several_occupations_where_its_code_was_divided(tmp_path: Path) -> None:
    write_everything(tmp_path)
    write_esco(
        tmp_path,
        {
            "de": [("art", "Therapeut", [])],
            "en": [("art", "healer", [])],
            "es": [("art", "terapeuta", [])],
        },
        [("art", "29-1129.99", 1.0), ("gone", "11-1111.00", 1.0)],
    )
    codes = [
        ("O*NET-SOC 2010 Code", "O*NET-SOC 2019 Code"),
        ("29-1129.99", ART),
        ("29-1129.99", FUN),
    ]
    walks = tmp_path / "extra" / "crosswalks"
    write_table(walks / "2010_to_2019_soc_crosswalk.csv", codes, ",")
    assert titles(tmp_path) == [
        (code, language, title, "confidence 1")
        for code in (FUN, ART)
        for language, title in (("de", "Therapeut"), ("en", "healer"), ("es", "terapeuta"))
    ]
    joined = corpus.read(tmp_path)
    (conflict,) = [one for one in joined.conflicts if one.kind == "crosswalk-to-nothing"]
    assert conflict.examples == (f"11-1111.00: {CONCEPT}gone",)
    assert {"esco", "nesta", "onetsoc"} <= {source.key for source in joined.sources}


def test_the_official_crosswalk_is_believed_before_the_other(tmp_path: Path) -> None:
    write_everything(tmp_path)
    write_official(tmp_path, [(FUN, f"{CONCEPT}art", "exactMatch")])
    found = {code for code, _, title, _ in titles(tmp_path) if title == "arteterapeuta"}
    assert found == {FUN}


def test_a_concept_without_a_match_is_known_by_its_english_labels(tmp_path: Path) -> None:
    write_everything(tmp_path)
    write_esco(
        tmp_path,
        {
            "de": [],
            "en": [("art", "certified art psychotherapist", ["painter"]), ("x", "painter", [])],
            "es": [("art", "psicoterapeuta artística", []), ("x", "pintor", [])],
        },
        [],
    )
    assert titles(tmp_path) == [
        (ART, "en", "certified art psychotherapist", "same title"),
        (ART, "en", "painter", "same title"),
        (ART, "es", "psicoterapeuta artística", "same title"),
    ]
    coverage = corpus.read(tmp_path).coverage
    assert coverage["occupations_with_foreign_titles"] == 1
    assert coverage["esco_occupations"] == 2
    assert (coverage["esco_occupations_by_crosswalk"], coverage["esco_occupations_by_title"]) == (
        0,
        1,
    )


def test_a_name_that_esco_gives_to_another_occupation_goes_where_it_belongs(
    tmp_path: Path,
) -> None:
    write_everything(tmp_path)
    whole = "enfermera responsable de cuidados generales"
    write_esco(
        tmp_path,
        {"de": [], "en": [], "es": [("art", "enfermera", []), ("fun", whole, [])]},
        [("art", ART, 2.0), ("fun", FUN, 2.0)],
    )
    assert {(code, title) for code, _, title, _ in titles(tmp_path)} == {
        (FUN, "enfermera"),
        (FUN, whole),
    }


def test_without_a_crosswalk_labels_are_not_read(tmp_path: Path) -> None:
    write_everything(tmp_path)
    (tmp_path / "extra" / "crosswalks" / "esco_onet_crosswalk_Nov2020.csv").unlink()
    joined = corpus.read(tmp_path)
    assert joined.foreign_titles == ()
    assert "esco" not in {source.key for source in joined.sources}
