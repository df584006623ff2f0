"""Where the served release comes from, as JSON: its datasets, files and coverage. Called by
`webapp.api.answers`; the page of sources and the API's description use its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from index.facts.fact import Json
from index.records.entries import Download, ReleaseInfo
from index.records.published import Source
from webapp.formats import json_bodies
from webapp.http import addresses

COVERAGE: Final = {
    "occupations": ("Occupations", ""),
    "occupations_with_tasks": ("Occupations that have tasks", "occupations"),
    "occupations_with_pay": ("Occupations with pay and employment", "occupations"),
    "occupations_with_outlook": ("Occupations with an outlook", "occupations"),
    "occupations_with_beta_gpt4": ("Occupations with exposure means by GPT-4", "occupations"),
    "occupations_with_beta_human": (
        "Occupations with exposure means by human raters",
        "occupations",
    ),
    "occupations_with_applicability": ("Occupations with AI applicability", "occupations"),
    "occupations_with_observed_exposure": ("Occupations with observed exposure", "occupations"),
    "occupations_with_conversations": (
        "Occupations with a share of the Index’s conversations",
        "occupations",
    ),
    "tasks": ("Tasks", ""),
    "tasks_untyped": ("Tasks that are neither core nor supplemental yet", "tasks"),
    "tasks_rated": ("Tasks with a rating of importance", "tasks"),
    "tasks_with_relevance": ("Tasks with a rating of relevance", "tasks"),
    "tasks_rated_by_incumbents": ("Tasks rated by workers", "tasks"),
    "tasks_rated_by_experts": ("Tasks rated by occupational experts", "tasks"),
    "tasks_rated_by_analysts": ("Tasks rated by O*NET’s analysts", "tasks"),
    "tasks_with_activities": ("Tasks linked to a detailed work activity", "tasks"),
    "tasks_labelled": ("Tasks with exposure labels", "tasks"),
    "tasks_labelled_in_other_words": (
        "Tasks whose label is of an earlier wording",
        "tasks_labelled",
    ),
    "tasks_on_which_raters_disagree": (
        "Tasks on which GPT-4 and the human raters differ",
        "tasks_labelled",
    ),
    "tasks_with_a_second_automation_label": (
        "Tasks with a second automation label by GPT-4",
        "tasks_labelled",
    ),
    "tasks_with_the_same_automation_label_twice": (
        "Tasks with the same automation label twice",
        "tasks_with_a_second_automation_label",
    ),
    "tasks_with_an_automation_label_by_people": (
        "Tasks with an automation label by human raters",
        "tasks_labelled",
    ),
    "tasks_observed": ("Tasks observed in at least one release of the Index", "tasks"),
    "esco_occupations": ("Occupations of ESCO", ""),
    "esco_occupations_by_crosswalk": (
        "Occupations of ESCO that a crosswalk matches",
        "esco_occupations",
    ),
    "esco_occupations_by_title": (
        "Other occupations of ESCO whose English titles match",
        "esco_occupations",
    ),
    "occupations_with_foreign_titles": (
        "Occupations with names in other languages",
        "occupations",
    ),
    "tasks_observed_through_the_api": ("Tasks observed in the Index’s use of the API", "tasks"),
    "activities_with_copilot_use": ("Intermediate activities with use of Bing Copilot", ""),
    "activities_with_chatgpt_use": ("Intermediate activities with use of ChatGPT", ""),
    "activities_with_index_use": ("Activities with a figure in the Index", ""),
}
"""Figure of the coverage report → its words, and the figure that it is a share of."""
COVERED: Final = {
    "occupations": "Occupations",
    "tasks": "Tasks",
    "esco": "Occupations of ESCO",
    "activities": "Work activities with a figure of use",
}
"""First word of a figure's name → what it counts, in the order of the page."""
CONFLICTS: Final = {
    "task-without-occupation": "Tasks without an occupation",
    "emerging-without-occupation": "Emerging tasks of an occupation that O*NET does not have",
    "rating-without-task": "Ratings without a task",
    "activity-link-to-nothing": "Links to an activity that does not exist",
    "label-of-retired-task": "Exposure labels of tasks that are retired",
    "use-of-no-activity": "Use of activities that O*NET does not have today",
    "label-of-edited-text": "Exposure labels of an earlier wording",
    "usage-texts-of-one-task": "Two published texts for one task",
    "usage-of-no-task": "Published texts that match no task of today",
    "crosswalk-to-nothing": "Crosswalk entries for an occupation that O*NET does not have",
    "patterns-above-100-percent": "Patterns that add up to more than 100%",
}


def sources(release: ReleaseInfo) -> Json:
    """Every dataset with its licence, credit line and files, and how well they join."""
    return {
        "sources": [
            {
                **json_bodies.source(source),
                "files": [
                    {
                        "path": file.path,
                        "sha256": file.sha256,
                        "byte_count": file.byte_count,
                        "row_count": file.row_count,
                    }
                    for file in release.files
                    if file.source_key == source.key
                ],
            }
            for source in release.sources
        ],
        "coverage": coverage(release.coverage),
        "conflicts": conflicts(release.coverage),
        "missing_files": _texts(release.coverage.get("missing_files")),
        "release": release.release_id,
    }


def coverage(report: Mapping[str, object]) -> Json:
    """Counts of the whole release, and of each release of the Index."""
    usage = report.get("usage")
    return {
        **{name: count for name, count in report.items() if isinstance(count, int)},
        "usage": [
            {
                "release": name,
                "texts": counts.get("texts", 0),
                "shared_texts": counts.get("shared_texts", 0),
                "tasks": counts.get("tasks", 0),
                "tasks_by_text": counts.get("tasks_by_text", 0),
                "tasks_by_old_id": counts.get("tasks_by_onet-20.1-id", 0),
                "tasks_by_task_id": counts.get("tasks_by_task-id", 0),
            }
            for name, counts in (usage.items() if isinstance(usage, Mapping) else ())
        ],
    }


def conflicts(report: Mapping[str, object]) -> list[Json]:
    """Where the datasets do not agree, with a few examples of each kind."""
    found = report.get("conflicts")
    return [
        {
            "kind": one["kind"],
            "meaning": one["meaning"],
            "count": one["count"],
            "examples": list(one["examples"]),
        }
        for one in (found if isinstance(found, (list, tuple)) else ())
    ]


def releases(release: ReleaseInfo, files: Sequence[Download], version: str) -> Json:
    """The release that is served, the releases of the datasets in it, and its files."""
    return {
        "release": release.release_id,
        "is_sample": release.is_sample,
        "software": version,
        "counts": {
            "tasks": release.task_count,
            "occupations": release.occupation_count,
            "activities": release.activity_count,
            "lay_titles": release.lay_title_count,
        },
        "datasets": list(datasets(release)),
        "files": [
            {
                "name": file.name,
                "url": addresses.absolute(addresses.download(file.name)),
                "byte_count": file.byte_count,
                "sha256": file.sha256,
            }
            for file in files
        ],
    }


def datasets(release: ReleaseInfo) -> Iterator[Json]:
    """Each dataset with its releases, oldest first, and the one that its figures are of."""
    names = {
        "onet": "O*NET",
        "esco": "ESCO",
        "eloundou": "GPTs are GPTs",
        "aei": "Anthropic Economic Index",
    }
    families: dict[str, list[Source]] = {}
    for source in release.sources:
        families.setdefault(_family(source.key), []).append(source)
    for family, members in families.items():
        members.sort(key=lambda source: [*map(_number, source.release.split("."))])
        newest = next((source for source in members if source.key == family), members[-1])
        yield {
            "dataset": family,
            "name": names.get(family, newest.name),
            "publisher": newest.publisher,
            "newest": newest.release,
            "releases": [
                {"key": source.key, "release": source.release, "date": source.date}
                for source in members
            ],
        }


def _family(key: str) -> str:
    """The dataset of a release: aei-2026-01-15 → aei, and bls-oews is one of its own."""
    head, _, release = key.partition("-")
    return head if release[:1].isdigit() else key


def _number(part: str) -> tuple[int, str]:
    """30.3 comes after 29.1, and 9.1 before both."""
    return (int(part), "") if part.isdecimal() else (0, part)


def _texts(found: object) -> list[str]:
    return [str(one) for one in found] if isinstance(found, (list, tuple)) else []
