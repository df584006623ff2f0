"""ESCO: occupations in many languages, and which of O*NET's they are → records.

What comes in, all of it optional: `extra/esco/occupations_<language>.csv` for any language, and in
`extra/crosswalks/` the official crosswalk (`ONET_(Occupations)_0_updated.csv`), the one by Nesta
(`esco_onet_crosswalk_Nov2020.csv`) and O*NET's own from the codes of 2010 to those of 2019
(`2010_to_2019_soc_crosswalk.csv`). Called by `index.corpus`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from index.errors import SourceError
from index.records.published import ConceptLabel, ConceptMatch, Source, SourceFile
from index.sources.folders import Folder, open_folder
from index.sources.tables import Ledger, read_rows
from index.sources.values import Cell, number, occupation_code, plain_text
from index.text import fold

CREDIT: Final = "This service uses the ESCO classification of the European Commission."
_LABELS: Final = re.compile(r"occupations_([a-z]{2})\.csv")
_OFFICIAL: Final = re.compile(r"ONET.\(?Occupations\)?_0(_updated)?\.csv")
_NESTA: Final = "esco_onet_crosswalk_Nov2020.csv"
_CODES: Final = "2010_to_2019_soc_crosswalk.csv"
_OCCUPATION: Final = "http://data.europa.eu/esco/occupation/"

_CONFIDENCE: Final[Mapping[str, float]] = {
    "exactMatch": 1.0,
    "closeMatch": 0.9,
    "narrowMatch": 0.8,
    "broadMatch": 0.7,
    "confidence 2": 1.0,
    "confidence 1": 0.8,
    "confidence 0.5": 0.5,
}
"""The publishers' words for how good a match is, as numbers. The official crosswalk's are SKOS's;
Nesta's say how sure the person was who checked the match. What is not here counts as the least."""
_LEAST_CONFIDENCE: Final = 0.5


class EscoLabels:
    """The labels of ESCO's occupations, in every language of which there is a file."""

    def __init__(self, folder: Folder, languages: Sequence[str]) -> None:
        self._folder = folder
        self._ledger = Ledger("esco")
        self.languages = tuple(languages)

    @property
    def source(self) -> Source:
        return Source(
            key="esco",
            name="European Skills, Competences, Qualifications and Occupations (ESCO)",
            publisher="European Commission",
            release=f"labels in {', '.join(self.languages)}",
            date=None,
            licence="Commission Decision 2011/833/EU (reuse with credit)",
            licence_url="https://eur-lex.europa.eu/eli/dec/2011/833/oj",
            url="https://esco.ec.europa.eu/en/use-esco/download",
            attribution=CREDIT,
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._ledger.files

    def labels(self) -> Iterator[ConceptLabel]:
        """By language; of a concept the preferred forms first, every form once.

        Raises SourceError where a file is not as it should be.
        """
        for language in self.languages:
            yield from self._labels(language)

    def _labels(self, language: str) -> Iterator[ConceptLabel]:
        name = f"occupations_{language}.csv"
        columns = ("conceptUri", "preferredLabel", "altLabels")
        path = self._folder.display(name)
        for line, (uri, preferred, others) in read_rows(
            self._folder, name, columns, self._ledger, delimiter=",", quoted=True
        ):
            if not uri.startswith(_OCCUPATION):
                raise SourceError(path, line, f'"conceptUri" is {uri[:80]!r}, no occupation.')
            first = plain_text(Cell(preferred, path, line, "preferredLabel"))
            found = dict.fromkeys(forms(first), True)
            for other in filter(None, map(str.strip, others.splitlines())):
                for form in forms(plain_text(Cell(other, path, line, "altLabels"))):
                    found.setdefault(form, False)
            for form, is_preferred in found.items():
                yield ConceptLabel(uri, language, form, is_preferred)


def forms(label: str) -> list[str]:
    """The forms that a label gives at once: "enfermero/enfermera" is two, and so are
    "infirmier(ère)", "Lehrer/in" and "técnico/a dental"; the one that stands first comes first."""
    label = " ".join(label.split())
    if match := next(filter(_is_ending, _ENDING.finditer(label)), None):
        before, after = label[: match.start()], label[match.end() :]
        word, ending = match[1], match[2] or match[3]
        return [before + word + after, before + _ended(word, ending) + after]
    parts = [part.strip() for part in label.split("/")]
    return list(dict.fromkeys(parts)) if all(len(part) > 2 for part in parts) else [label]


_ENDING: Final = re.compile(r"(\w{3,})(?:\(-?([^\W\d_]{1,5})\)|/-?([^\W\d_]{1,5})(?=\s|$))")
_OLD_ENDING: Final = 4
"""Of a word no more letters are replaced."""


def _is_ending(match: re.Match[str]) -> bool:
    """Whether what stands in brackets or behind a slash is too short to be a word itself."""
    return len(match[2] or match[3]) <= len(match[1]) - 3


def _ended(word: str, ending: str) -> str:
    """A word with another ending, which begins with a letter of the old one ("directeur" +
    "trice", "infirmier" + "ère"), stands for its vowel ("enfermero" + "a") or is added to it
    ("Lehrer" + "in")."""
    if len(ending) == 1:
        stem = word[:-1] if word[-1] in "aeio" and ending in "aeio" else word
        return stem + ending
    place = fold(word).rfind(fold(ending)[0], max(2, len(word) - _OLD_ENDING))
    return (word if place < 0 or len(fold(word)) != len(word) else word[:place]) + ending


class EscoCrosswalk:
    """One publisher's matches between ESCO and O*NET-SOC."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._folder = folder
        self._name = name
        self.is_official = name != _NESTA
        self._ledger = Ledger("escosoc" if self.is_official else "nesta")

    @property
    def source(self) -> Source:
        if self.is_official:
            return Source(
                key="escosoc",
                name="Crosswalk between ESCO and O*NET-SOC",
                publisher="European Commission and U.S. Department of Labor",
                release="ESCO 1.1, O*NET-SOC 2019",
                date=None,
                licence="CC BY 4.0",
                licence_url="https://creativecommons.org/licenses/by/4.0/",
                url="https://esco.ec.europa.eu/en/use-esco/other-crosswalks",
                attribution=f"Crosswalk between ESCO and O*NET-SOC 2019. {CREDIT}",
            )
        return Source(
            key="nesta",
            name="Mapping Career Causeways: ESCO to O*NET crosswalk",
            publisher="Nesta",
            release="November 2020",
            date=None,
            licence="MIT",
            licence_url="https://github.com/nestauk/mapping-career-causeways/blob/main/LICENSE",
            url="https://github.com/nestauk/mapping-career-causeways",
            attribution="ESCO to O*NET crosswalk of November 2020 by Nesta.",
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._ledger.files

    def matches(self) -> Iterator[ConceptMatch]:
        """Codes are those of O*NET-SOC 2019 in the official crosswalk, of 2010 in Nesta's.

        Raises SourceError where the file is not as it should be.
        """
        return self._official() if self.is_official else self._nesta()

    def _official(self) -> Iterator[ConceptMatch]:
        """Some lines about the project stand before the header; groups of ISCO are left out."""
        columns = ("O*NET Id", "ESCO or ISCO URI", "Type of Match")
        path = self._folder.display(self._name)
        for line, (code, uri, match) in read_rows(
            *(self._folder, self._name, columns, self._ledger),
            delimiter=",",
            quoted=True,
            heading=columns[0],
        ):
            if uri.strip().startswith(_OCCUPATION):
                code = occupation_code(Cell(code.strip(), path, line, columns[0]))
                match = plain_text(Cell(match, path, line, columns[2]))
                yield ConceptMatch(uri.strip(), code, match, _confidence(match))

    def _nesta(self) -> Iterator[ConceptMatch]:
        columns = ("onet_code", "confidence", "concept_uri")
        path = self._folder.display(self._name)
        for line, (code, confidence, uri) in read_rows(
            self._folder, self._name, columns, self._ledger, delimiter=",", quoted=True
        ):
            given = number(Cell(confidence, path, line, columns[1]), 0, 2)
            match = f"confidence {given:g}"
            code = occupation_code(Cell(code, path, line, columns[0]))
            yield ConceptMatch(uri, code, match, _confidence(match))


def _confidence(match: str) -> float:
    return _CONFIDENCE.get(match, _LEAST_CONFIDENCE)


class SocCrosswalk:
    """O*NET's own crosswalk from its codes of 2010 to those of 2019."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._ledger = Ledger("onetsoc")

    @property
    def source(self) -> Source:
        return Source(
            key="onetsoc",
            name="Crosswalk from O*NET-SOC 2010 to O*NET-SOC 2019",
            publisher="National Center for O*NET Development",
            release="2019",
            date=None,
            licence="CC BY 4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/",
            url="https://www.onetcenter.org/taxonomy/2019/walk.html",
            attribution=(
                "O*NET-SOC 2010 to 2019 crosswalk by the U.S. Department of Labor, Employment and"
                " Training Administration (USDOL/ETA)."
            ),
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return self._ledger.files

    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """A code of 2010 → the codes that it became. Raises SourceError."""
        columns = ("O*NET-SOC 2010 Code", "O*NET-SOC 2019 Code")
        found: dict[str, tuple[str, ...]] = {}
        path = self._folder.display(_CODES)
        for line, cells in read_rows(
            self._folder, _CODES, columns, self._ledger, delimiter=",", quoted=True
        ):
            old, new = (
                occupation_code(Cell(cell, path, line, column))
                for cell, column in zip(cells, columns, strict=True)
            )
            found[old] = (*found.get(old, ()), new)
        return found


def find_labels(sources: Path) -> EscoLabels | None:
    """The labels, if there are any."""
    folder = sources / "extra" / "esco"
    if not folder.is_dir():
        return None
    found = (_LABELS.fullmatch(path.name) for path in sorted(folder.iterdir()))
    languages = [match[1] for match in found if match]
    return EscoLabels(open_folder(sources, folder), languages) if languages else None


def find_crosswalks(sources: Path) -> tuple[EscoCrosswalk, ...]:
    """The official one first."""
    folder = sources / "extra" / "crosswalks"
    if not folder.is_dir():
        return ()
    names = sorted(path.name for path in folder.iterdir())
    official = [name for name in names if _OFFICIAL.fullmatch(name)][-1:]
    opened = open_folder(sources, folder)
    return tuple(EscoCrosswalk(opened, name) for name in (*official, *({_NESTA} & set(names))))


def find_codes(sources: Path) -> SocCrosswalk | None:
    folder = sources / "extra" / "crosswalks"
    return SocCrosswalk(open_folder(sources, folder)) if (folder / _CODES).is_file() else None
