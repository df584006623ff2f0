"""Records → JSON, in the one shape that the API and the `.json` alternates share.

What stands in them is declared in `index.facts`; what belongs to an answer alone (its release, the
words found, a page) is added here.
"""

from __future__ import annotations

from index.engines.protocol import ActivityHit, OccupationHit, Results, TaskHit
from index.facts.activities import ACTIVITY, ACTIVITY_HIT, ACTIVITY_SUMMARY, WholeActivity
from index.facts.fact import Json
from index.facts.foreign import NAME_READ
from index.facts.names import OCCUPATION_HIT, OCCUPATION_SUMMARY
from index.facts.occupations import EMERGING_TASK, OCCUPATION, WholeOccupation
from index.facts.software import SOFTWARE, SOFTWARE_ENTRY
from index.facts.sources import SOURCE
from index.facts.tasks import RETIRED_TASK, TASK, TASK_HIT, TASK_LINE
from index.records.entries import (
    ActivitySummary,
    EmergingEntry,
    OccupationSummary,
    ReleaseInfo,
    Software,
    SoftwareEntry,
    TaskEntry,
    TaskSummary,
)
from index.records.joined import RetiredTask
from index.records.published import Source
from webapp.http.addresses import links
from webapp.text.highlight import marked


def results(found: Results, release: ReleaseInfo) -> Json:
    """An answer to a search."""
    query = found.query
    return {
        "query": query.text,
        "tasks": {
            "total": found.tasks.total,
            "related": found.tasks.related,
            "hits": [task_hit(hit) for hit in found.tasks.hits],
        },
        "occupations": {
            "total": found.occupations.total,
            "hits": [occupation_hit(hit) for hit in found.occupations.hits],
        },
        "named": found.named,
        "activities": {
            "total": found.activities.total,
            "hits": [activity_hit(hit) for hit in found.activities.hits],
        },
        "software": {
            "total": found.software.total,
            "hits": [software(one) for one in found.software.hits],
        },
        "facets": {name: dict(counts) for name, counts in found.facets.items()},
        "corrections": [
            {"typed": word.typed, "searched": word.searched} for word in found.corrections
        ],
        "dropped": list(found.dropped),
        "read_as": [NAME_READ.json(name, links()) for name in found.read_as],
        "notes": [*filter(None, [found.understood]), *query.notes],
        "partial": found.partial,
        "page": query.page,
        "size": query.size,
        "release": release.release_id,
    }


def suggestions(text: str, found: Results, size: int, release: ReleaseInfo) -> Json:
    """Completions of what was typed."""
    return {
        "query": text,
        "suggestions": list(found.suggestions(size)),
        "partial": found.partial,
        "release": release.release_id,
    }


def task_hit(hit: TaskHit) -> Json:
    return {
        **TASK_HIT.json(hit, links()),
        "marked": str(marked(hit.text, hit.spans)),
        "missing": list(hit.missing),
        "by": hit.by,
        "score": hit.score,
    }


def occupation_hit(hit: OccupationHit) -> Json:
    return {
        **OCCUPATION_HIT.json(hit, links()),
        "marked": str(marked(hit.title, hit.spans)),
        "score": hit.score,
    }


def activity_hit(hit: ActivityHit) -> Json:
    return {
        **ACTIVITY_HIT.json(hit, links()),
        "marked": str(marked(hit.title, hit.spans)),
        "score": hit.score,
    }


def task(entry: TaskEntry, release: ReleaseInfo) -> Json:
    """A task page's facts."""
    return {**TASK.json(entry, links()), "release": release.release_id}


def retired(given: RetiredTask) -> Json:
    """What is left of a task of older releases."""
    return RETIRED_TASK.json(given, links())


def task_line(given: TaskSummary) -> Json:
    """A task in a list over several occupations."""
    return TASK_LINE.json(given, links())


def source(given: Source) -> Json:
    return SOURCE.json(given, links())


def occupation(given: WholeOccupation, release: ReleaseInfo) -> Json:
    """An occupation page's facts."""
    return {**OCCUPATION.json(given, links()), "release": release.release_id}


def occupation_summary(given: OccupationSummary) -> Json:
    return OCCUPATION_SUMMARY.json(given, links())


def emerging_task(given: EmergingEntry) -> Json:
    return EMERGING_TASK.json(given, links())


def software(given: Software) -> Json:
    return SOFTWARE.json(given, links())


def software_entry(given: SoftwareEntry, release: ReleaseInfo) -> Json:
    """A software page's facts."""
    return {**SOFTWARE_ENTRY.json(given, links()), "release": release.release_id}


def activity(given: WholeActivity, release: ReleaseInfo) -> Json:
    """An activity page's facts."""
    return {**ACTIVITY.json(given, links()), "release": release.release_id}


def activity_summary(given: ActivitySummary) -> Json:
    return ACTIVITY_SUMMARY.json(given, links())
