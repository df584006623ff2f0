"""What pages hold, in the words of schema.org: JSON-LD for crawlers. Called by the views.

A task and a work activity are defined terms, each of a set that O*NET publishes; a defined term is
no creative work, so licence and credit belong to the set. An occupation is an occupation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from index.facts.fact import Fact, Json
from index.facts.occupations import OCCUPATION, WholeOccupation
from index.facts.software import SOFTWARE
from index.records.entries import ActivityEntry, Download, ReleaseInfo, SoftwareEntry, TaskEntry
from index.records.published import Source, WorkActivity
from webapp.http import addresses
from webapp.text.glossary import Group
from webapp.text.vocabulary import LEVELS, untitled

CONTEXT: Final = "https://schema.org"
RESPONSIBILITIES: Final = 10
"""Tasks named in the description of an occupation, the most important ones."""
_YEAR = re.compile(r"\b20[0-9]{2}\b")


def website() -> Json:
    """The site, and how it is searched."""
    home = addresses.absolute(addresses.home())
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": home,
        "name": "Taskdex",
        "description": "What people do at work, and where AI comes in",
        "url": home,
        "inLanguage": "en",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": addresses.absolute(addresses.path("search.search"))
                + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def task(entry: TaskEntry) -> Json:
    """The task as a term of O*NET's statements, and where it stands."""
    statement, occupation = entry.task, entry.occupation
    url = addresses.absolute(addresses.task(statement.task_id))
    occupation_url = addresses.absolute(addresses.occupation(occupation.code))
    name = untitled(statement.text)
    return _graph(
        {
            "@type": "DefinedTerm",
            "@id": url,
            "url": url,
            "name": name,
            "description": f"A task of {occupation.title}: {statement.text}",
            "termCode": str(statement.task_id),
            "inDefinedTermSet": _set("O*NET task statements", entry.sources),
        },
        breadcrumbs(
            ("Taskdex", addresses.absolute(addresses.home())),
            ("Occupations", addresses.absolute(addresses.path("occupations.occupations"))),
            (occupation.title, occupation_url),
            (name, url),
        ),
    )


def occupation(whole: WholeOccupation) -> Json:
    """The occupation, for the country whose jobs O*NET describes."""
    entry, given = whole.entry, whole.entry.occupation
    url = addresses.absolute(addresses.occupation(given.code))
    about: Json = {
        "@type": "Occupation",
        "@id": url,
        "url": url,
        "name": given.title,
        "description": given.title,
        **_terms(whole, OCCUPATION),
        "occupationLocation": {"@type": "Country", "name": "United States"},
    }
    if entry.titles:
        about["alternateName"] = list(entry.titles[:RESPONSIBILITIES])
    if entry.tasks:
        about["responsibilities"] = [one.text for one in entry.tasks[:RESPONSIBILITIES]]
    if entry.job_zone is not None:
        about["educationRequirements"] = entry.job_zone.education
        about["experienceRequirements"] = entry.job_zone.experience
    return _graph(
        about,
        breadcrumbs(
            ("Taskdex", addresses.absolute(addresses.home())),
            ("Occupations", addresses.absolute(addresses.path("occupations.occupations"))),
            (given.title, url),
        ),
    )


def activity(entry: ActivityEntry) -> Json:
    """The work activity as a term of O*NET's content model, and where it stands."""
    given = entry.activity
    return _graph(
        {
            "@type": "DefinedTerm",
            "@id": _activity_url(given),
            "url": _activity_url(given),
            "name": untitled(given.title),
            "description": given.description or f"{LEVELS[given.level]}: {given.title}",
            "termCode": given.activity_id,
            "inDefinedTermSet": _set("O*NET work activities", entry.sources),
        },
        breadcrumbs(
            ("Taskdex", addresses.absolute(addresses.home())),
            ("Work activities", addresses.absolute(addresses.path("activities.activities"))),
            *((untitled(one.title), _activity_url(one)) for one in (*entry.ancestors, given)),
        ),
    )


def software(entry: SoftwareEntry) -> Json:
    """The product."""
    given = entry.software
    url = addresses.absolute(addresses.software(given.slug))
    return _graph(
        {
            "@type": "SoftwareApplication",
            "@id": url,
            "url": url,
            **_terms(given, SOFTWARE),
        },
        breadcrumbs(
            ("Taskdex", addresses.absolute(addresses.home())),
            ("Software", addresses.absolute(addresses.path("software.software"))),
            (given.name, url),
        ),
    )


def _terms(record: object, facts: Iterable[Fact]) -> Json:
    """What schema.org has a word for, where the record has it."""
    values = ((fact.term, fact.reader(record)) for fact in facts if fact.term)
    return {term: value for term, value in values if value not in (None, "")}


def _activity_url(given: WorkActivity) -> str:
    return addresses.absolute(addresses.activity(given.activity_id))


def _graph(*nodes: Json) -> Json:
    return {"@context": CONTEXT, "@graph": list(nodes)}


def _set(name: str, sources: Sequence[Source]) -> Json:
    """The set of terms that O*NET's release holds."""
    found: Json = {"@type": "DefinedTermSet", "name": name}
    for source in sources:
        if source.key == "onet":
            found |= {
                "url": source.url,
                "version": source.release,
                "license": source.licence_url,
                "publisher": {"@type": "Organization", "name": source.publisher},
            }
    return found


def breadcrumbs(*steps: tuple[str, str]) -> Json:
    """Name and address of each page on the way down to this one."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": url}
            for place, (name, url) in enumerate(steps, start=1)
        ],
    }


def glossary(groups: Iterable[Group]) -> Json:
    """The terms of the site as a set of its own."""
    url = addresses.absolute(addresses.path("glossary.glossary"))
    return {
        "@context": CONTEXT,
        "@type": "DefinedTermSet",
        "@id": url,
        "name": "Glossary of Taskdex",
        "url": url,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": addresses.absolute(addresses.glossary(term.name)),
                "name": term.title,
                "description": term.meaning,
            }
            for group in groups
            for term in group.terms
        ],
    }


def dataset(release: ReleaseInfo, files: Sequence[Download]) -> Json:
    """The release as a Dataset with every file as a DataDownload."""
    url = addresses.absolute(addresses.path("data.data"))
    years = sorted(
        year
        for source in release.sources
        for year in _YEAR.findall(f"{source.date or ''} {source.release}")
    )
    about: Json = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": url,
        "url": url,
        "name": "Taskdex: what people do at work, and where AI comes in",
        "description": (
            "Task statements of O*NET with ratings by workers or experts, exposure labels of the"
            " study GPTs are GPTs and observed use from the Anthropic Economic Index, joined task"
            " by task."
        ),
        "version": release.release_id,
        "isAccessibleForFree": True,
        "creator": {
            "@type": "Organization",
            "name": "Taskdex",
            "url": addresses.absolute(addresses.home()),
        },
        "license": list(dict.fromkeys(source.licence_url for source in release.sources)),
        "isBasedOn": list(dict.fromkeys(source.url for source in release.sources)),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": addresses.absolute(addresses.download(file.name)),
                "contentSize": f"{file.byte_count} B",
            }
            for file in files
        ],
    }
    if years:
        about["temporalCoverage"] = f"{years[0]}/{years[-1]}"
    return about


def script(content: Mapping[str, object]) -> str:
    """JSON that may stand inside a script element: nothing in it can end the element."""
    text = json.dumps(content, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
