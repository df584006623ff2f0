"""Records → JSON, in the one shape that the API and the `.json` alternates share.

Names are a promise to others: add to them, do not rename. Null is "no value", never 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.engines.protocol import ActivityHit, OccupationHit, Results, TaskHit
from index.records import (
    PATTERNS,
    ActivityEntry,
    ActivitySummary,
    EmergingEntry,
    Exposure,
    ExposureProfile,
    OccupationCount,
    OccupationEntry,
    OccupationSummary,
    Rating,
    ReleaseInfo,
    RetiredTask,
    Software,
    SoftwareEntry,
    Source,
    TaskEntry,
    TaskShare,
    TaskSummary,
    Usage,
    WorkActivity,
)
from webapp.http import addresses
from webapp.http.render import Json
from webapp.text.highlight import marked

USE_CASES = ("work", "coursework", "personal")


def results(found: Results, release: ReleaseInfo) -> Json:
    """An answer to a search."""
    query = found.query
    return {
        "query": query.text,
        "tasks": {"total": found.tasks.total, "hits": [task_hit(hit) for hit in found.tasks.hits]},
        "occupations": {
            "total": found.occupations.total,
            "hits": [occupation_hit(hit) for hit in found.occupations.hits],
        },
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
        "notes": list(query.notes),
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
        "task_id": hit.task_id,
        "task": hit.text,
        "type": hit.type,
        "exposure": hit.exposure,
        "human_exposure": hit.human_exposure,
        "importance": hit.importance,
        "rank": hit.rank,
        "rated_tasks": hit.rated_tasks,
        "observed": hit.observed,
        "occupation": {"code": hit.occupation_code, "title": hit.occupation_title},
        "url": addresses.absolute(addresses.task(hit.task_id)),
        "marked": str(marked(hit.text, hit.spans)),
        "missing": list(hit.missing),
        "score": hit.score,
    }


def occupation_hit(hit: OccupationHit) -> Json:
    return {
        "code": hit.occupation_code,
        "title": hit.title,
        "lay_title": hit.lay_title,
        "task_count": hit.task_count,
        "url": addresses.absolute(addresses.occupation(hit.occupation_code)),
        "marked": str(marked(hit.title, hit.spans)),
        "score": hit.score,
    }


def activity_hit(hit: ActivityHit) -> Json:
    return {
        "id": hit.activity_id,
        "level": hit.level,
        "title": hit.title,
        "task_count": hit.task_count,
        "url": addresses.absolute(addresses.activity(hit.activity_id)),
        "marked": str(marked(hit.title, hit.spans)),
        "score": hit.score,
    }


def task(entry: TaskEntry, release: ReleaseInfo) -> Json:
    """A task page's facts."""
    statement = entry.task
    return {
        "task_id": statement.task_id,
        "task": statement.text,
        "url": addresses.absolute(addresses.task(statement.task_id)),
        "type": statement.type,
        "occupation": {
            "code": entry.occupation.code,
            "title": entry.occupation.title,
            "url": addresses.absolute(addresses.occupation(entry.occupation.code)),
        },
        "rating": None if entry.rating is None else rating(entry.rating),
        "activities": [
            {
                "dwa": activity_name(path.dwa),
                "iwa": activity_name(path.iwa),
                "gwa": activity_name(path.gwa),
                "task_count": path.task_count,
                "occupation_count": path.occupation_count,
            }
            for path in entry.activities
        ],
        "exposure": None if entry.exposure is None else exposure(entry.exposure),
        "usage": [usage(observed) for observed in entry.usage],
        "sources": [source(one) for one in entry.sources],
        "release": release.release_id,
    }


def retired(given: RetiredTask) -> Json:
    """What is left of a task of older releases."""
    successor = given.successor_id
    return {
        "task_id": given.task_id,
        "task": given.text,
        "occupation_code": given.occupation_code or None,
        "last_release": given.last_release,
        "successor": None
        if successor is None
        else {"task_id": successor, "url": addresses.absolute(addresses.task(successor))},
        "url": addresses.absolute(addresses.task(given.task_id)),
    }


def rating(given: Rating) -> Json:
    return {
        "importance": given.importance,
        "importance_ci": _interval(given.importance_interval),
        "relevance_percent": given.relevance_percent,
        "relevance_ci": _interval(given.relevance_interval),
        "rank": given.rank,
        "rated_tasks": given.rated_tasks,
        "tied_with": given.tied_with,
        "respondents": given.respondents,
        "low_precision": given.low_precision,
        "date": given.date,
    }


def exposure(given: Exposure) -> Json:
    return {
        "gpt4": given.gpt4,
        "human": given.human,
        "gpt4_alternative": given.gpt4_alternative,
        "alpha": given.alpha,
        "beta": given.beta,
        "gamma": given.gamma,
        "automation": given.automation,
        "labelled_text": given.labelled_text,
    }


def usage(observed: Usage) -> Json:
    measures = observed.measures
    return {
        "release": measures.release,
        "share_percent": measures.share_percent,
        "conversation_count": measures.conversation_count,
        "patterns": {name: measures.patterns.get(name) for name in PATTERNS},
        "use_case": {name: measures.use_case.get(name) for name in USE_CASES},
        "autonomy_mean": measures.autonomy_mean,
        "human_only_ability_yes_percent": measures.human_only_ability_yes_percent,
        "task_success_percent": measures.task_success_percent,
        "multitasking_percent": measures.multitasking_percent,
        "human_only_hours_mean": measures.human_only_hours_mean,
        "human_with_ai_minutes_mean": measures.human_with_ai_minutes_mean,
        "human_education_years_mean": measures.human_education_years_mean,
        "ai_education_years_mean": measures.ai_education_years_mean,
        "matched_by": observed.matched_by,
        "shared_with": list(observed.shared_with),
    }


def source(given: Source) -> Json:
    return {
        "key": given.key,
        "name": given.name,
        "publisher": given.publisher,
        "release": given.release,
        "date": given.date,
        "licence": given.licence,
        "licence_url": given.licence_url,
        "url": given.url,
        "attribution": given.attribution,
    }


def activity_name(given: WorkActivity) -> Json:
    return {
        "id": given.activity_id,
        "title": given.title,
        "url": addresses.absolute(addresses.activity(given.activity_id)),
    }


def task_summary(given: TaskSummary) -> Json:
    return {
        "task_id": given.task_id,
        "task": given.text,
        "type": given.type,
        "importance": given.importance,
        "rank": given.rank,
        "rated_tasks": given.rated_tasks,
        "relevance_percent": given.relevance_percent,
        "exposure": given.exposure,
        "human_exposure": given.human_exposure,
        "observed": given.observed,
        "url": addresses.absolute(addresses.task(given.task_id)),
    }


def task_line(given: TaskSummary) -> Json:
    """A task in a list over several occupations."""
    return {
        **task_summary(given),
        "occupation": {"code": given.occupation_code, "title": given.occupation_title},
    }


def occupation(
    entry: OccupationEntry,
    shares: Sequence[TaskShare],
    proposed: Sequence[EmergingEntry],
    release: ReleaseInfo,
) -> Json:
    """An occupation page's facts."""
    given = entry.occupation
    return {
        "code": given.code,
        "title": given.title,
        "description": given.description,
        "major_group": {"code": given.major_group, "title": entry.group_title},
        "job_zone": given.job_zone,
        "titles": list(entry.titles),
        "tasks": [task_summary(one) for one in entry.tasks],
        "exposure": {
            "gpt4": profile(entry.exposure_gpt4),
            "human": profile(entry.exposure_human),
        },
        "usage": [
            {
                "release": name,
                "observed_tasks": len(observed),
                "shares": [
                    {
                        "task_id": one.task_id,
                        "share_percent": one.share_percent,
                        "other_tasks_of_the_text": one.shared_count,
                    }
                    for one in observed
                ],
            }
            for name, observed in _by_release(shares).items()
        ],
        "emerging": [emerging_task(one) for one in proposed],
        "related": [occupation_summary(one) for one in entry.related],
        "software": [
            {
                "id": one.slug,
                "name": one.name,
                "category": one.category,
                "hot": one.is_hot,
                "in_demand": one.in_demand,
                "url": addresses.absolute(addresses.software(one.slug)),
            }
            for one in entry.software
        ],
        "url": addresses.absolute(addresses.occupation(given.code)),
        "sources": [source(one) for one in entry.sources],
        "release": release.release_id,
    }


def software(given: Software) -> Json:
    return {
        "id": given.slug,
        "name": given.name,
        "category": given.category,
        "hot": given.is_hot,
        "occupation_count": given.occupation_count,
        "in_demand_count": given.in_demand_count,
        "url": addresses.absolute(addresses.software(given.slug)),
    }


def software_entry(entry: SoftwareEntry, release: ReleaseInfo) -> Json:
    """A software page's facts."""
    return {
        **software(entry.software),
        "in_demand_in": [occupation_summary(one) for one in entry.in_demand],
        "also_used_in": [occupation_summary(one) for one in entry.others],
        "sources": [source(one) for one in entry.sources],
        "release": release.release_id,
    }


def _by_release(shares: Sequence[TaskShare]) -> dict[str, list[TaskShare]]:
    found: dict[str, list[TaskShare]] = {}
    for share in shares:
        found.setdefault(share.release, []).append(share)
    return found


def profile(given: ExposureProfile) -> Json:
    means = given.means
    return {
        "alpha": None if means is None else means.alpha,
        "beta": None if means is None else means.beta,
        "gamma": None if means is None else means.gamma,
        **{label: given.counts.get(label, 0) for label in ("E0", "E1", "E2", "unlabelled")},
    }


def occupation_summary(given: OccupationSummary) -> Json:
    return {
        "code": given.code,
        "title": given.title,
        "task_count": given.task_count,
        "beta_gpt4": given.beta_gpt4,
        "url": addresses.absolute(addresses.occupation(given.code)),
    }


def activity(
    entry: ActivityEntry, occupations: Sequence[OccupationCount], release: ReleaseInfo
) -> Json:
    """An activity page's facts."""
    given = entry.activity
    parent = entry.ancestors[-1] if entry.ancestors else None
    return {
        "id": given.activity_id,
        "level": given.level,
        "title": given.title,
        "description": given.description,
        "parent": None if parent is None else activity_name(parent),
        "children": [activity_summary(one) for one in entry.children],
        "tasks": {
            "total": entry.task_count,
            "page": entry.page,
            "page_count": entry.page_count,
            "hits": [task_line(one) for one in entry.tasks],
        },
        "occupation_count": entry.occupation_count,
        "occupations": [
            {
                "code": one.code,
                "title": one.title,
                "task_count": one.task_count,
                "url": addresses.absolute(addresses.occupation(one.code)),
            }
            for one in occupations
        ],
        "url": addresses.absolute(addresses.activity(given.activity_id)),
        "sources": [source(one) for one in entry.sources],
        "release": release.release_id,
    }


def activity_summary(given: ActivitySummary) -> Json:
    return {
        "id": given.activity_id,
        "level": given.level,
        "title": given.title,
        "task_count": given.task_count,
        "url": addresses.absolute(addresses.activity(given.activity_id)),
    }


def emerging_task(given: EmergingEntry) -> Json:
    revised = given.task.original_task_id
    return {
        "task": given.task.text,
        "category": given.task.category.lower(),
        "revises": None if revised is None else {"task_id": revised, "task": given.original_text},
        "date": given.task.date,
        "origin": given.task.origin or None,
    }


def _interval(bounds: tuple[float, float] | None) -> list[float] | None:
    return None if bounds is None else [bounds[0], bounds[1]]
