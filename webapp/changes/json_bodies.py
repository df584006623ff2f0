"""Changes between releases of O*NET → JSON. Called by `webapp.changes.views`.

Names are a promise to others, as in `webapp.formats.json_bodies`.
"""

from __future__ import annotations

from index.encyclopedia import Encyclopedia
from index.facts.fact import Json
from index.records.entries import ReleaseInfo
from index.records.joined import ReleaseStep
from index.records.terms import CHANGE_KINDS
from webapp.changes.page import COMPARED, NOT_COMPARED
from webapp.changes.proposals import proposed_count
from webapp.formats.json_bodies import emerging_task, source
from webapp.http import addresses


def overview(encyclopedia: Encyclopedia) -> Json:
    """The overview of changes: a count of null is not known, because a list is missing."""
    proposed = encyclopedia.emerging()
    return {
        "steps": [step_summary(encyclopedia, one) for one in encyclopedia.steps()],
        "emerging": {
            "new": proposed_count(proposed, "New"),
            "revision": proposed_count(proposed, "Revision"),
            "url": addresses.absolute(addresses.changes("emerging")) if proposed else None,
        },
        "compared": list(COMPARED),
        "not_compared": list(NOT_COMPARED),
        "sources": _onet_sources(encyclopedia.release),
        "release": encyclopedia.release.release_id,
    }


def step_summary(encyclopedia: Encyclopedia, given: ReleaseStep) -> Json:
    counts = encyclopedia.change_counts(given)
    return {
        "older": {
            "release": given.older,
            "date": given.older_date,
            "tasks": given.older_task_count,
        },
        "newer": {
            "release": given.newer,
            "date": given.newer_date,
            "tasks": given.newer_task_count,
        },
        "counts": {
            kind: counts.get(kind, 0)
            if given.occupations_compared or not kind.startswith("occupation-")
            else None
            for kind in CHANGE_KINDS
        },
        "url": addresses.absolute(addresses.changes(given.name)),
    }


def step(encyclopedia: Encyclopedia, given: ReleaseStep) -> Json:
    """All changes between two releases of O*NET."""
    return {
        **step_summary(encyclopedia, given),
        "changes": [
            {
                "kind": one.kind,
                "task_id": one.task_id,
                "task": one.text or None,
                "occupation": {"code": one.occupation_code, "title": one.occupation_title or None},
                "before": one.before,
                "after": one.after,
            }
            for kind in CHANGE_KINDS
            for one in encyclopedia.changes(given, kind)
        ],
        "sources": _onet_sources(encyclopedia.release),
        "release": encyclopedia.release.release_id,
    }


def emerging(encyclopedia: Encyclopedia) -> Json:
    """What O*NET proposes, for all occupations."""
    return {
        "emerging": [
            {
                "occupation": {"code": one.task.occupation_code, "title": one.occupation_title},
                **emerging_task(one),
            }
            for one in encyclopedia.emerging()
        ],
        "url": addresses.absolute(addresses.changes("emerging")),
        "sources": [source(encyclopedia.release.onet)],
        "release": encyclopedia.release.release_id,
    }


def _onet_sources(release: ReleaseInfo) -> list[Json]:
    return [source(one) for one in release.sources if one.key.partition("-")[0] == "onet"]
