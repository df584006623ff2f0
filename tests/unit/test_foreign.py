"""Names of occupations in other languages: what they name, and where English comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from index import lexicon
from index.corpus import read
from index.engines.foreign import Foreign, ForeignReading, open_names
from index.engines.foreign_table import write
from index.engines.protocol import Standing
from index.engines.standing import english_standing
from index.engines.titled import Titled
from index.engines.titled import write as write_titled
from index.errors import EngineError
from index.lexicon import Lexicon
from index.query import parse
from index.records.joined import Corpus, ForeignTitle
from index.records.labour import SocPay, Wages
from index.records.published import LayTitle, Occupation
from index.relevance.foreign_words import content, is_one_edit, root, without_article
from tests.support import write_everything

NURSES, PHLEBOTOMISTS, CHEFS, TEACHERS, LAWYERS, SURGEONS, DOCTORS, DRIVERS = (
    *("29-1141.00", "31-9097.00", "35-1011.00", "25-2021.00", "23-1011.00"),
    *("29-1249.00", "29-1215.00", "53-3032.00"),
)
OFFICIAL = {
    NURSES: "Registered Nurses",
    PHLEBOTOMISTS: "Phlebotomists",
    CHEFS: "Chefs and Head Cooks",
    TEACHERS: "Elementary School Teachers",
    LAWYERS: "Lawyers",
    SURGEONS: "Surgeons, All Other",
    DOCTORS: "Family Medicine Physicians",
    DRIVERS: "Heavy and Tractor-Trailer Truck Drivers",
}
NAMES = [
    (NURSES, "es", "enfermera de cuidados generales", 1.0),
    (NURSES, "es", "enfermero de cuidados generales", 1.0),
    (NURSES, "es", "enfermera pediátrica", 0.8),
    (NURSES, "de", "Krankenschwester", 1.0),
    (NURSES, "fr", "infirmière", 1.0),
    (NURSES, "fr", "infirmier", 1.0),
    (CHEFS, "fr", "chef", 1.0),
    (CHEFS, "fr", "chef de cuisine", 1.0),
    (LAWYERS, "de", "Rechtsanwalt", 1.0),
    (LAWYERS, "de", "Rechtsanwältin", 1.0),
    (LAWYERS, "fr", "avocat d'affaires", 0.8),
    (TEACHERS, "es", "maestro", 0.8),
    (TEACHERS, "pt", "maestro", 0.8),
    (CHEFS, "it", "maestro", 0.5),
    (CHEFS, "es", "carnicero", 0.5),
    (PHLEBOTOMISTS, "de", "Straßenbäcker", 1.0),
    (NURSES, "fr", "sage-femme", 0.8),
    (PHLEBOTOMISTS, "fr", "sage-femme", -1.0),  # one of its other names
    (SURGEONS, "es", "médico especialista", 1.0),
    (SURGEONS, "es", "médico anestesista", 1.0),
    (DOCTORS, "es", "médico de medicina general", 1.0),
    (DRIVERS, "es", "conductor de camión de mudanzas", 0.8),
    (CHEFS, "es", "camarera jefa", 0.8),
    (TEACHERS, "es", "cama", -0.8),
    (DRIVERS, "fr", "gardien", 1.0),
    (TEACHERS, "fr", "gardien d'école", 0.8),
    (DRIVERS, "fr", "agent de surface", 0.8),
    (DRIVERS, "fr", "agent de train", 0.8),
    (SURGEONS, "es", "arquitecta de sistemas", 1.0),
    (LAWYERS, "es", "arquitecto", 0.8),
    (CHEFS, "fr", "hôtesse de l'air", 0.8),
    (DRIVERS, "fr", "policier", 0.8),
    (TEACHERS, "es", "músico", 0.5),
    (DOCTORS, "fr", "musicothérapeute", 1.0),
    (TEACHERS, "es", "responsable de recepción", 1.0),
    (LAWYERS, "fr", "responsable des retraites", 0.5),
    (SURGEONS, "es", "conductor de autobús urbano", 0.5),
]


def named(corpus: Corpus) -> Corpus:
    """A corpus with these occupations and names, and statements that say "sage" and "carnival"."""
    first = next(iter(corpus.tasks.values()))
    task = replace(
        first, occupation_code=NURSES, text="Use sage, pan, policies and manager for a carnival."
    )
    return replace(
        corpus,
        occupations={code: Occupation(code, title, "", None) for code, title in OFFICIAL.items()},
        lay_titles=(
            LayTitle(CHEFS, "Chef", None),
            LayTitle(TEACHERS, "School Teacher", None),
            LayTitle(TEACHERS, "Agent Trainer", None),
        ),
        tasks={n: replace(task, task_id=n) for n in range(1, 40)},
        foreign_titles=tuple(
            ForeignTitle(code, language, title, sure > 0, "http://x", "exactMatch", abs(sure))
            for code, language, title, sure in NAMES
        ),
        related=(),
        software=(),
    )


class Names:
    """Names and the English that they stand against."""

    def __init__(self, folder: Path, people: Mapping[str, int] | None = None) -> None:
        """`people` work in each SOC code."""
        write_everything(folder / "sources")
        corpus = named(read(folder / "sources"))
        if people:
            nothing = Wages(*6 * [None])
            paid = {code: SocPay(code, "", n, nothing, nothing, None) for code, n in people.items()}
            corpus = replace(corpus, pay={f"{code}.00": pay for code, pay in paid.items()})
        write(corpus, folder)
        lexicon.write(corpus, folder / lexicon.FILE_NAME)
        self._lexicon = Lexicon(folder / lexicon.FILE_NAME)
        write_titled(corpus, folder, self._lexicon.joints)
        opened = open_names(folder)
        assert opened is not None
        self.names: Foreign = opened
        self.titled = Titled(folder)

    def standing(
        self, word: str, *, unfinished: bool, misspelt: bool = False, names: int = 0
    ) -> Standing:
        return english_standing(
            self._lexicon, word, unfinished=unfinished, misspelt=misspelt, names=names
        )

    def read(self, text: str, language: str = "") -> list[ForeignReading]:
        return self.names.read(parse(text, language=language), self.standing)

    def codes(self, text: str) -> list[str]:
        found = self.read(text)
        return [sorted(OFFICIAL)[number] for number in found[0].occupations] if found else []


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    return Names(tmp_path_factory.mktemp("names"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Krankenschwester", NURSES),
        ("krankensch", NURSES),
        ("Krankenschwestre", NURSES),  # a slip
        ("enfermera pediátrica ", NURSES),
        ("enfermero pediatrico ", NURSES),  # another gender, no accents
        ("enfermera cuidados", NURSES),  # no function word
        ("infirmieres ", NURSES),
        ("avocat d'affaires", LAWYERS),
        ("avocat daffaires", LAWYERS),
        ("rechtsanwaltin", LAWYERS),
        ("strassenbacker", PHLEBOTOMISTS),
        ("Strassenbaecker", PHLEBOTOMISTS),  # no ß and no ä on the keyboard
        ("Rechtsanwaelt", LAWYERS),
        ("Rechtsanwältinnen", LAWYERS),
        ("chef de cuisine", CHEFS),
        ("maestro", TEACHERS),
        ("sage-femme", NURSES),  # who is preferred
        ("chéf de", CHEFS),  # no English word has an accent
        ("enfermera cuid", NURSES),
        ("enfermera c", NURSES),  # too few letters to say what word
        ("la enfermera", NURSES),
        ("une infirmière", NURSES),
        ("ENFERMERAS", NURSES),
        ("sueldo de enfermera", NURSES),  # who asks about a job
        ("¿qué hace una enfermera?", NURSES),
        ("comment devenir infirmière", NURSES),
        ("métier d'infirmier", NURSES),
        ("enfermera sueldo", NURSES),
        ("infirmier libéral", NURSES),  # a word that no name has
        ("hôtesse de l'air", CHEFS),  # "lair" is English
        ("hôtesse de l’air", CHEFS),
        ("policier", DRIVERS),  # no form of "policies", whatever the stemmer says
        ("camionero", DRIVERS),  # no name has the word, but what it is made of
        ("camionneur", DRIVERS),
    ],
)
def test_a_name_is_known_by_its_words_however_they_are_typed(
    names: Names, typed: str, code: str
) -> None:
    assert names.codes(typed)[:1] == [code]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "chef",  # a job title in English
        "sage",
        "pan",
        "manager",
        "manger",  # a slip of an English word
        "fix a krankenschwester",  # an English word that no name has
        '"krankenschwester"',
        "krankenschwester -night",
        "xyzzy",
        "de la",
        "chef’s agent ",  # a phone's apostrophe is no accent
    ],
)
def test_english_comes_first(names: Names, typed: str) -> None:
    assert names.read(typed) == []


def test_a_word_that_names_have_beside_others_means_what_most_people_are(tmp_path: Path) -> None:
    few, many = 100, 100_000
    usual = Names(tmp_path / "usual", {"29-1249": few, "29-1215": many})
    assert usual.codes("médico ")[0] == DOCTORS
    assert usual.codes("médico especialista ")[0] == SURGEONS
    other = Names(tmp_path / "other", {"29-1249": many, "29-1215": few})
    assert other.codes("médico ")[0] == SURGEONS


def test_of_several_words_only_names_are_meant_that_are_written_so(tmp_path: Path) -> None:
    rare = Names(tmp_path, {"29-1249": 100_000, "29-1215": 100})
    assert rare.codes("médico")[0] == SURGEONS
    for typed in ("médico d", "medico de", "médico de m"):
        assert rare.codes(typed) == [DOCTORS]
    assert rare.codes("médico a") == [SURGEONS]
    assert rare.codes("el médico")[0] == SURGEONS  # no name is written so


@pytest.mark.parametrize("typed", ["gardien d", "gardien d'", "gardien de", "gardien de "])
def test_a_name_goes_on_after_a_function_word(names: Names, typed: str) -> None:
    assert names.codes("gardien") == [DRIVERS]
    assert TEACHERS in names.codes(typed)


def test_letters_that_begin_english_words_too_are_a_tie_that_a_language_breaks(
    names: Names,
) -> None:
    assert names.read("carni") == []  # "carnival"
    assert [one.language for one in names.read("carni", "es")] == ["es"]
    assert names.read("carni", "de") == []  # no name begins so
    assert [one.language for one in names.read("carnicero")] == ["es"]
    assert names.read("carnival", "es") == []


def test_the_readers_own_language_breaks_ties_too_but_not_against_the_one_chosen(
    names: Names,
) -> None:
    def read(language: str) -> list[str]:
        query = replace(parse("maestro", language=language), spoken="it")
        return [one.language for one in names.names.read(query, names.standing)]

    assert (read(""), read("pt")) == (["it"], ["pt"])
    query = replace(parse("carni"), spoken="es")
    assert [one.language for one in names.names.read(query, names.standing)] == ["es"]


def test_letters_begin_a_name_that_is_likelier_than_the_english_words(
    names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stands(letters: str, count: int) -> Standing:
        return names.standing(letters, unfinished=True, names=count)

    # "carnival" stands in 39 statements.
    assert [stands("carni", count) for count in (1, 4, 5, 100)] == [
        *("onet", "onet", "unknown", "unknown")
    ]
    assert stands("car", 100) == "onet"  # too few letters
    assert stands("sage", 100) == "onet"  # a word
    assert stands("mana", 100) == "onet"  # begins a word as usual as "manager"
    monkeypatch.setattr("index.engines.standing.FOREIGN_MOST", 4)
    assert stands("carni", 100) == "onet"


def test_words_that_english_has_are_a_name_as_no_english_text_begins(names: Names) -> None:
    assert names.codes("agent surf") == [DRIVERS]
    assert names.read("agent tra") == []  # "Agent Trainer"
    assert names.codes("agent de tra") == [DRIVERS]
    assert names.codes("agent de s") == [DRIVERS]
    assert names.read("agent s") == []
    assert names.read("agent d") == []  # it may be an agent's duties


def test_a_name_that_needs_no_more_words_comes_first(names: Names) -> None:
    assert names.codes("arqui")[:2] == [LAWYERS, SURGEONS]
    assert names.codes("arquitecta de")[0] == SURGEONS


def test_how_it_is_written_tells_which_name_and_which_language_is_begun(names: Names) -> None:
    assert names.codes("conductor de a")[0] == SURGEONS
    assert names.codes("conductor de c")[0] == DRIVERS
    for typed, language in (
        *(("músi", "es"), ("responsable de re", "es"), ("responsable des re", "fr")),
        ("musicothé", "fr"),
    ):
        assert [one.language for one in names.read(typed)] == [language], typed
    # What is chosen counts more.
    assert [one.language for one in names.read("músi", "fr")] == ["fr"]


def test_searched_exactly_as_typed_nothing_is_read(names: Names) -> None:
    query = parse("krankenschwester", verbatim=True)
    assert names.names.read(query, names.standing) == []


def test_the_name_that_was_typed_is_said_with_its_language(names: Names) -> None:
    (reading,) = names.read("krankenschwester")
    assert (reading.language, reading.title) == ("de", "Krankenschwester")
    (reading,) = names.read("enferm")
    assert reading.language == "es"


def test_a_word_that_names_only_have_beside_others_is_said_alone(names: Names) -> None:
    for typed in ("medico", "médico ", "trabajo de médico"):
        assert [one.title for one in names.read(typed)] == ["médico"]


def test_a_name_of_several_languages_is_all_of_them_unless_one_is_chosen(names: Names) -> None:
    assert [one.language for one in names.read("maestro")] == ["es", "it"]
    assert [one.language for one in names.read("maestro", "it")] == ["it"]
    assert [one.language for one in names.read("maestro", "pt")] == ["pt"]
    assert [one.language for one in names.read("krankenschwester", "it")] == ["de"]


def test_what_a_query_means_leads_whatever_its_words(names: Names) -> None:
    (reading,) = names.read("krankenschwester")
    found = names.titled.named(replace(parse("chef"), means=reading.occupations))
    assert found is not None
    assert found.official == reading.occupations[:1]
    assert found.leads


def test_without_names_there_is_no_file_and_a_damaged_one_is_refused(tmp_path: Path) -> None:
    write_everything(tmp_path / "sources")
    corpus = replace(read(tmp_path / "sources"), foreign_titles=())
    write(corpus, tmp_path)
    assert open_names(tmp_path) is None
    (tmp_path / "foreign.arrays").write_bytes(b"\x02\0\0\0\0\0\0\0{}")
    with pytest.raises(EngineError, match=r"foreign\.arrays"):
        open_names(tmp_path)


@pytest.mark.parametrize(
    "forms",
    [
        ("enfermero", "enfermera", "enfermeros", "enfermeras"),
        ("profesor", "profesora", "profesoras"),
        ("directeur", "directrice", "directeurs"),
        ("serveur", "serveuse", "serveuses"),
        ("infirmier", "infirmiere"),
        ("musicien", "musicienne"),
        ("lehrer", "lehrerin", "lehrerinnen"),
    ],
)
def test_forms_of_a_name_share_a_root(forms: Iterable[str]) -> None:
    assert len({root(form) for form in forms}) == 1


def test_words_that_say_nothing_and_elided_articles_are_left_out() -> None:
    assert content("Hôtesse de l'air") == ["hotesse", "air"]
    assert content("de la") == ["de", "la"]
    assert without_article("daffaires") == "affaires"
    assert without_article("plombier") == ""


@pytest.mark.parametrize(
    ("typed", "word", "unfinished", "is_one"),
    [
        ("fontnaero", "fontanero", False, True),
        ("fontaero", "fontanero", False, True),
        ("fontanhero", "fontanero", False, True),
        ("fontamero", "fontanero", False, True),
        ("fontmaera", "fontanero", False, False),
        ("fotan", "fontanero", True, True),
        ("fotan", "fontanero", False, False),
    ],
)
def test_a_slip_is_one_letter_or_two_neighbours(
    typed: str, word: str, unfinished: bool, is_one: bool
) -> None:
    assert is_one_edit(typed, word, unfinished=unfinished) is is_one
