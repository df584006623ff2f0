"""Words of queries against the words of a release: index.lexicon."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from index import arrays, lexicon
from index import corpus as joining
from index.errors import EngineError
from index.lexicon import Lexicon
from index.lexicon.correction import Corrector
from index.lexicon.reading import Reader, Reading
from index.query import MAX_WORDS, Correction, parse
from index.records.published import LayTitle
from index.sources.sample import folder
from index.text import words

# Titles and tasks of O*NET that the sample lacks.
TITLES = """
    Physical Therapist Assistant; Physician Assistant; Thermal Engineer; Market Research Analyst;
    Dental Hygienist; Dent Repairer; Graphic Designer; Graph Analyst; School Bus Driver;
    Driver; Skoog Operator; Business Teacher; Veterinary Technician; Software Developer; Diplomat;
    Physiotherapist; Work Team Leader; Team Work Coach; Bookkeeping Clerk; Book Binder;
    Mark Maker; Lawyer; Brick Layer; Layer; Rose Grower; Truck Driver; Miter Saw Operator;
    Research Chef; X-Ray Technician; X-Ray Operator; Wi-Fi Installer; WiFi Planner; WiFi Engineer;
    E-Commerce Manager; E-Learning Developer; E-Marketing Analyst; E-Business Analyst;
    E-Merchant; P Trap Fitter; P Card Clerk; P Drive Operator; Each Shift Cook; Out Fit Maker;
    Licence Clerk; Vaults Teller; Hinges Fitter; Upset Welder; Career Coach;
    Shirt Presser; Book Reviewer;
    Preschool Teacher; Entry Clerk; Entries Keyer; Library Aide; Libraries Aide; Librarian;
    Coworkers Coach; TV Repairer; Tax Preparer; Social Media Planner; Social Media Writer;
    Social Media Coach; Mediator; Limousine Chauffeur; Coastal Guide
""".replace("\n", " ").split(";")

LONG = """
    artwork clients showcases exhibit art therapy sessions patients treatment evaluate records
    community supplies materials progress students training plans goals physician research
""".split()


@pytest.fixture(scope="module")
def corrector(tmp_path_factory: pytest.TempPathFactory) -> Corrector:
    sample = joining.read(folder())
    code = min(sample.occupations)
    added = tuple(LayTitle(code, title.strip(), None) for title in TITLES)
    path = tmp_path_factory.mktemp("lexicon") / lexicon.FILE_NAME
    lexicon.write(replace(sample, lay_titles=(*sample.lay_titles, *added)), path)
    return Corrector(Lexicon(path))


@pytest.fixture(scope="module")
def reader(corrector: Corrector) -> Reader:
    return Reader(corrector.lexicon)


def meant(corrector: Corrector, typed: str) -> str:
    return " ".join(corrector.correct(parse(typed))[0].words)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # Misspelt: by a slip, two edits from six letters on, by sound.
        ("vetinary nurse ", "veterinary nurse"),
        ("softwear developper ", "software developer"),
        ("fizzyotherapist ", "physiotherapist"),
        ("skool", "school"),
        ("skool bus ", "school bus"),
        ("lawer ", "lawyer"),
        ("chauffer ", "chauffeur"),  # a stove, too, but they sound alike
        ("skool buss drivr ", "school bus driver"),
        ("softwars developer ", "software developer"),
        # Unfinished, wherever they stand.
        ("marke rese", "market rese"),
        ("phys ther assi", "physical therapist assi"),
        ("dent hyg", "dental hyg"),
        ("graph desi", "graphic desi"),
        # Run together, or apart.
        ("teamwork ", "team work"),
        ("truckdriver ", "truck driver"),
        ("teamwork", "team work"),  # as "team work" is read while it is being typed
        ("truckdriver", "truck driver"),
        ("communityphysician", "community physician"),  # nowhere side by side
        ("book keeping ", "bookkeeping"),
        ("book keepi", "bookkeepi"),
        ("book keeping and physio therapist ", "bookkeeping and physiotherapist"),
        ("fizzyotherapist", "physiotherapist"),
        # British.
        ("mitre saw ", "miter saw"),
    ],
)
def test_what_was_meant_is_found(corrector: Corrector, typed: str, expected: str) -> None:
    assert meant(corrector, typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "diplomacy ",  # English, and not diploma or diplomat
        "roadmap ",
        "euros ",
        "unblock ",
        "peach ",  # not "each", though O*NET has "P" before many words
        "outfit ",  # not "out fit"
        "lice ",  # short and rare, and no beginning of "licence"
        "hinge ",
        "volts ",  # they sound like "vaults"
        "upsell ",  # younger than dictionaries, and not "upset"
        "sysops ",  # rare, and not "stops"
        "caching ",  # not so rare, though it sounds as "coaching" does
        "costal ",
        "carer ",  # of "care", and no slip for "career"
        "nurse ",
        "graph",  # a whole word while it is alone
        "bus dri",
        "truck driver ",
        "team work ",
        "zq9x ",
        "42 ",
    ],
)
def test_what_is_known_stays(corrector: Corrector, typed: str) -> None:
    query = parse(typed)
    found, corrections = corrector.correct(query)
    assert (found, corrections) == (query, ())


@pytest.mark.parametrize("end", ["", " "])
@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        ("xray/x-ray/x ray/X‑ray", "x ray"),
        ("xray technician/x-ray technician", "x ray technician"),
        ("wifi/wi-fi/wi fi/Wi–Fi", "wifi"),
        ("ecommerce/e-commerce/e commerce", "e commerce"),
        ("ebook/e-book/e book", "book"),  # O*NET lacks it both ways: the half that tells
        ("ebook reviewer/e-book reviewer", "book reviewer"),
        ("401k/401(k)/401 k/401-K", "401k"),
        ("phd/Ph.D./Ph.D/ph d/PhD", "phd"),
        ("preschool/pre-school/pre school", "preschool"),
        ("coworker/co-worker/co worker", "coworker"),
        ("email/e-mail/e mail", "email"),
    ],
)
def test_joined_and_split_are_read_alike(
    corrector: Corrector, spellings: str, expected: str, end: str
) -> None:
    read = {one: meant(corrector, one + end) for one in spellings.split("/")}
    assert read == dict.fromkeys(read, expected)


@pytest.mark.parametrize("typed", ["tv repairer ", "hr manager ", "type c books ", "a book ", "x "])
def test_short_words_that_tell_something_stay(corrector: Corrector, typed: str) -> None:
    query = parse(typed)
    assert query.words == corrector.correct(query)[0].words


def test_a_correction_is_said_once(corrector: Corrector) -> None:
    _, corrections = corrector.correct(parse("phys ther assi"))
    assert corrections == (Correction("phys", "physical"), Correction("ther", "therapist"))


@pytest.mark.parametrize("typed", ["skool buss", "teamwork ", "book keeping"])
def test_searching_exactly_corrects_nothing(corrector: Corrector, typed: str) -> None:
    query = parse(typed, verbatim=True)
    assert corrector.correct(query) == (query, ())


def test_every_keystroke_has_a_reading(corrector: Corrector) -> None:
    text = "skool buss drivr and phys ther assi for teamwork"
    for end in range(len(text) + 1):
        found, _ = corrector.correct(parse(text[:end]))
        assert len(found.words) >= len(words(text[:end])) - 1


def test_a_damaged_lexicon_is_an_engine_error(tmp_path: Path) -> None:
    (tmp_path / "damaged").write_bytes(b"x" * 100)
    with pytest.raises(EngineError):
        Lexicon(tmp_path / "damaged")


def test_an_array_of_the_wrong_length_raises_nothing_but_an_engine_error(tmp_path: Path) -> None:
    joined = joining.read(folder())
    lexicon.write(joined, tmp_path / "whole")
    whole = arrays.load(tmp_path / "whole")
    for name in whole:
        arrays.save(tmp_path / "damaged", {**whole, name: whole[name][:-1]})
        with suppress(EngineError):
            Lexicon(tmp_path / "damaged")


def test_of_a_long_text_the_most_telling_words_are_searched_and_said(reader: Reader) -> None:
    text = "We are looking for a truck driver to join our team " + "and lead the therapist " * 20
    long = " ".join(dict.fromkeys(f"{text} {' '.join(LONG)}".split()))
    read = reader.read(parse(long))
    assert MAX_WORDS / 2 < len(read.query.words) <= MAX_WORDS
    assert "driver" in read.query.words
    (note,) = read.notes
    assert all(word in note for word in read.query.words)


def test_a_short_text_is_searched_as_it_is_and_nothing_is_said(reader: Reader) -> None:
    query = parse("physical therapist assistant ")
    assert reader.read(query) == Reading(query)


def test_words_that_are_talk_are_left_out_of_a_sentence(reader: Reader) -> None:
    read = reader.read(parse("so what would a truck driver really love to do now?"))
    assert {"truck", "driver"} <= set(read.query.words)
    assert not {"so", "would", "really", "love", "now"} & set(read.query.words)


@pytest.mark.parametrize("typed", ["really love now", "so would you really just love that now"])
def test_talk_alone_is_searched(reader: Reader, typed: str) -> None:
    assert reader.read(parse(typed)).query.words


def test_a_long_text_to_be_searched_exactly_keeps_its_talk(reader: Reader) -> None:
    query = parse("would you really love a truck driver now", verbatim=True)
    assert reader.read(query).query == query


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("data entri", "data entry"),
        ("librari", "librari"),
        ("data entri ", "data entri"),
    ],
)
def test_a_plural_that_is_being_typed_is_read_as_the_singular(
    reader: Reader, typed: str, read: str
) -> None:
    assert " ".join(reader.spelt(parse(typed)).words) == read


def test_a_plural_to_be_searched_exactly_stays(reader: Reader) -> None:
    assert reader.spelt(parse("data entri", verbatim=True)).words == ("data", "entri")


def test_the_last_word_is_finished_where_it_alone_follows_the_word_before(reader: Reader) -> None:
    # "mediator" begins so as well, but nothing social.
    assert not reader.read(parse("social media")).query.prefix
    assert reader.read(parse("media")).query.prefix
    assert reader.read(parse("work media")).query.prefix
