"""What is said of an answer above its results. Called by `webapp.search.results`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from index.encyclopedia import Encyclopedia
from index.engines.protocol import Results
from index.query import FILTERS
from index.quick import quick
from index.records.published import ENGLISH
from index.text import words
from webapp.http import addresses
from webapp.search.links import Links
from webapp.search.task_lines import MOST_NAMED
from webapp.text import vocabulary
from webapp.text.languages import language, tag

_NOT_CORRECTED: Final = re.compile(
    rf'((?<!\S)(?:-\S+|-?"[^"]*"?|(?:{"|".join(FILTERS)}|occupation):\S+))', re.IGNORECASE
)
"""What is excluded, phrases and filters: they stay as they were typed."""


@quick(frozen=True, slots=True)
class NameLine:
    """A name of ESCO that the query is."""

    tag: str
    """For the attribute `lang`."""
    spoken: str
    """The language, in English."""
    is_english: bool
    name: str
    occupation: str
    path: str
    """Of the occupation; of a name that was not searched, to the search for it."""


def status_of(results: Results, blank: bool) -> str:
    """How much was found, in one line."""
    if blank:
        return ""
    tasks, occupations, activities, software = (
        results.tasks.total,
        results.occupations.total,
        results.activities.total,
        results.software.total,
    )
    related = results.tasks.related
    if not (tasks or related or occupations or activities or software):
        return "Nothing found"
    parts = []
    if results.query.kind in (None, "task"):
        if tasks or not related:
            parts.append(vocabulary.counted(tasks, "task") if tasks else "No tasks")
        if related:
            more = vocabulary.number(related) if tasks else vocabulary.counted(related, "task")
            parts.append(f"{more} related by meaning")
    if occupations:
        parts.append(vocabulary.counted(occupations, "occupation"))
    if activities:
        parts.append(vocabulary.counted(activities, "work activity", "work activities"))
    if software:
        parts.append(vocabulary.counted(software, "software product"))
    return vocabulary.listed(parts)


def corrected_text(results: Results) -> str:
    """The text of the box, or the name that it was read as, with the words that were searched
    instead; empty: none were."""
    if not results.corrections:
        return ""
    text = results.read_as[0].name if results.read_as else results.query.text.strip()
    parts = _NOT_CORRECTED.split(text)
    for word in results.corrections:
        searched = word.searched.replace("\\", r"\\")
        words_typed = r"\W+".join(map(re.escape, word.typed.split()))
        typed = re.compile(rf"(?<!\w){words_typed}(?!\w)", re.IGNORECASE)
        parts[::2] = (typed.sub(searched, part) for part in parts[::2])
    return "".join(parts)


def names_of(results: Results, links: Links) -> Iterator[NameLine]:
    """The name that was searched leads to its occupation, others to a search in their language."""
    for number, read in enumerate(results.read_as):
        yield NameLine(
            tag(read.language),
            f"{'ESCO’s ' if read.language == ENGLISH else ''}{language(read.language)}",
            read.language == ENGLISH,
            read.name[:1].upper() + read.name[1:],
            read.occupation_title,
            links.address(language=read.language, page=1)
            if number
            else addresses.occupation(read.occupation_code),
        )


def lacked(results: Results) -> tuple[str, ...]:
    """Words that were not required and are missing in a statement shown; none, if they are many.

    Of statements that are related by meaning their own line says so. Words that ask for jobs by a
    figure are answered by the occupations."""
    if results.wished is not None:
        return ()
    missing = {word for hit in results.tasks.hits for word in hit.missing}
    found = tuple(word for word in results.dropped if word in missing)
    return found if len(found) <= MOST_NAMED else ()


def software_only(results: Results) -> tuple[str, ...]:
    """Words that name software and stand in no statement shown."""
    if not results.software.hits or not results.tasks.total:
        return ()
    names = {word for product in results.software.hits for word in words(product.name)}
    shown = {word for hit in results.tasks.hits for word in words(hit.text)}
    return tuple(word for word in results.query.words if word in names and word not in shown)


def languages_of(encyclopedia: Encyclopedia) -> str:
    """The languages that names of jobs are known in: English, then others by their names."""
    return vocabulary.listed(["English", *sorted(map(language, encyclopedia.languages))])


def lacks_tasks(results: Results) -> bool:
    """Tasks were asked for, and none was found."""
    query = results.query
    return (
        (query.is_wordless or not query.is_blank or bool(query.filters))
        and query.kind in (None, "task")
        and not results.tasks.listed
    )
