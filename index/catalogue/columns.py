"""Every column of the CSV files that a release gives away: its type, what it holds, and where the
catalogue has it.

What it holds stands in the `datapackage.json` beside the files, in the words of `index.facts`. An
empty cell is never zero: the description says what it means. Called by `index.catalogue.exports`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from index.catalogue.schema import USAGE_FIGURES
from index.catalogue.use_rows import SIDES
from index.facts.activities import ACTIVITY, ACTIVITY_SUMMARY
from index.facts.assistants import COPILOT_FACT, COPILOT_SIDE, COPILOT_USE, MONTH_SHARE
from index.facts.exposure import EXPOSURE
from index.facts.fact import ONET, Fact, Facts, Origin
from index.facts.foreign import FOREIGN_TITLE
from index.facts.labour import FIGURES
from index.facts.measures import APPLICABILITY, APPLICABILITY_SIDE, REACH
from index.facts.names import (
    ACTIVITY_ID,
    ACTIVITY_LEVEL,
    ACTIVITY_TITLE,
    OCCUPATION_CODE,
    OCCUPATION_SUMMARY,
    OCCUPATION_TITLE,
)
from index.facts.null import NOT_IN_RELEASE, NOT_LABELLED, NOT_PUBLISHED, Null, said
from index.facts.occupations import EMERGING_TASK, OCCUPATION
from index.facts.ratings import RATING
from index.facts.software import SOFTWARE, SOFTWARE_IN_OCCUPATION
from index.facts.sources import SOURCE
from index.facts.statements import STATEMENT, TASK_ID, TYPE
from index.facts.tasks import TASK_SUMMARY
from index.facts.usage import INDEX_USE, PATTERN_SHARES, USAGE, USE_CASE_SHARES
from index.parquet import Type
from index.records.joined import Usage


class Column(NamedTuple):
    """A column of a CSV file."""

    type: Type
    description: str
    sql: str = ""
    """Its expression in the statement; empty: the column of the same name."""


def of(fact: Fact, sql: str = "", *, meaning: str = "") -> Column:
    """The column of a fact; `meaning` where the file says it in other words."""
    kind: Type = "string"
    if fact.kind in ("integer", "number"):
        kind = "number" if fact.kind == "number" else "integer"
    parts = [meaning or fact.meaning]
    if fact.kind == "boolean":
        kind = "integer"
        parts.append("1: yes, 0: no.")
    if fact.unit == "percent":
        parts.append("Percent, 0 to 100.")
    elif fact.unit:
        parts.append(f"In {fact.unit}.")
    if fact.origin is not None:
        parts.append(f"Source: {fact.origin}.")
    if fact.null:
        parts.append(f"Empty: {said(*fact.null)}")
    return Column(kind, " ".join(parts), sql)


def bound(which: str, name: str) -> Column:
    """One end of the interval of a rating."""
    figure, interval = RATING[name], RATING[f"{name.removesuffix('_percent')}_ci"]
    meaning = f"{which} bound of its {interval.meaning}"
    scale = "IM" if name == "importance" else "RT"
    origin = Origin(ONET, "Task Ratings.txt", f"{which} CI Bound, scale {scale}")
    return of(replace(figure, null=interval.null, origin=origin), meaning=meaning)


def label(name: str) -> Column:
    """A figure that all tasks of the study have."""
    return of(replace(EXPOSURE[name], null=(NOT_LABELLED,)), f"exposure.{name}")


def _index_columns(what: str, facts: Facts[Usage]) -> dict[str, Column]:
    """The figures of one release of the Index, of a task's text or of an activity."""
    return {
        "source_key": of(SOURCE["key"], meaning="Key of the source, as under sources."),
        "release": of(facts["release"]),
        "text": Column("string", f"The {what} that the Index names."),
        **{name: of(facts[name]) for name in ("share_percent", "conversation_count")},
        **{
            f"{fact.name}_percent": of(fact)
            for part in (PATTERN_SHARES, USE_CASE_SHARES)
            for fact in part
        },
        **{name: of(facts[name]) for name in USAGE_FIGURES},
        "share_percent_at_most": of(facts["share_percent_at_most"]),
        "rounded_away": of(
            replace(facts["rounded_to_zero"], null=(Null("", "none"),)),
            meaning="Other percentages that the publisher rounded to 0.00, by name, with spaces "
            "between them: at most 0.005 percent, and empty here.",
        ),
    }


_IN_LIST: Final = TASK_SUMMARY["rank"].null
_TITLE: Final = "Title of the occupation."
_GROUP: Final = "Title of its major group in the Standard Occupational Classification of 2018."

COLUMNS: Final[Mapping[str, Mapping[str, Column]]] = {
    "tasks": {
        "task_id": of(TASK_ID),
        "occupation_code": of(OCCUPATION_CODE),
        "occupation": of(OCCUPATION_TITLE, "occupation.title", meaning=_TITLE),
        "task": of(STATEMENT, "text"),
        "type": of(TYPE),
        "importance": of(TASK_SUMMARY["importance"]),
        "importance_lower": bound("Lower", "importance"),
        "importance_upper": bound("Upper", "importance"),
        "relevance_percent": of(TASK_SUMMARY["relevance_percent"]),
        "relevance_lower": bound("Lower", "relevance_percent"),
        "relevance_upper": bound("Upper", "relevance_percent"),
        "rated_by": of(TASK_SUMMARY["rated_by"], "task.rated_by"),
        "rank": of(TASK_SUMMARY["rank"]),
        "rated_tasks": of(TASK_SUMMARY["rated_tasks"]),
        "tied_with": of(replace(RATING["tied_with"], null=_IN_LIST)),
        "exposure_gpt4": of(TASK_SUMMARY["exposure"], "exposure.gpt4"),
        "exposure_human": of(TASK_SUMMARY["human_exposure"], "exposure.human"),
        "alpha": label("alpha"),
        "beta": label("beta"),
        "gamma": label("gamma"),
        "automation": label("automation"),
        "automation_second": of(
            replace(EXPOSURE["automation_second"], null=(NOT_LABELLED, NOT_IN_RELEASE))
        ),
        "automation_human": of(EXPOSURE["automation_human"]),
    },
    "occupations": {
        "occupation_code": of(OCCUPATION_CODE),
        "title": of(OCCUPATION_TITLE, "occupation.title", meaning=_TITLE),
        "major_group": Column("string", _GROUP, "major_group.title"),
        "job_zone": of(OCCUPATION["job_zone"], "occupation.job_zone"),
        "description": of(replace(OCCUPATION["description"], null=(Null("", "O*NET gives none"),))),
        "tasks": of(
            OCCUPATION_SUMMARY["task_count"],
            "(SELECT count(*) FROM task WHERE task.occupation_code = occupation.occupation_code)",
        ),
        **{fact.name: of(fact) for fact in OCCUPATION.beside("job_zone")},
        **{fact.name: of(fact, f"figures.{fact.name}") for fact in (*FIGURES, *REACH)},
        **{
            f"applicability_{side}_{fact.name}": of(
                replace(fact, null=OCCUPATION["applicability"].null),
                f"parts.{side}_{fact.name}",
                meaning=f"{APPLICABILITY[side].meaning} {fact.meaning}",
            )
            for side in SIDES
            for fact in APPLICABILITY_SIDE
        },
    },
    "activities": {
        "activity_id": of(ACTIVITY_ID),
        "level": of(
            ACTIVITY_LEVEL, meaning="gwa (generalized), iwa (intermediate) or dwa (detailed)."
        ),
        "title": of(ACTIVITY_TITLE),
        "parent_id": of(
            replace(ACTIVITY_ID, null=ACTIVITY["parent"].null), meaning=ACTIVITY["parent"].meaning
        ),
        "description": of(ACTIVITY["description"]),
        "task_count": of(ACTIVITY_SUMMARY["task_count"]),
        "occupation_count": of(ACTIVITY["occupation_count"]),
        **{
            f"copilot_{side}_{fact.name}": of(
                replace(fact, null=COPILOT_FACT.null),
                f"copilot_use.{side}_{fact.name}",
                meaning=f"{COPILOT_USE.meaning} {COPILOT_USE[side].meaning} {fact.meaning}",
            )
            for side in SIDES
            for fact in COPILOT_SIDE
        },
    },
    "activity_usage": {
        "activity_id": of(ACTIVITY_ID),
        **_index_columns("activity", INDEX_USE),
    },
    "chatgpt": {"activity_id": of(ACTIVITY_ID), **{fact.name: of(fact) for fact in MONTH_SHARE}},
    "api_usage": {
        "task_id": of(TASK_ID),
        "matched_by": of(USAGE["matched_by"]),
        "api_usage_id": Column(
            "integer", "The text in one release; tasks that share a text share it and its figures."
        ),
        **_index_columns("text", USAGE),
    },
    "usage": {
        "task_id": of(TASK_ID),
        "matched_by": of(USAGE["matched_by"]),
        "usage_id": Column(
            "integer", "The text in one release; tasks that share a text share it and its figures."
        ),
        **_index_columns("text", USAGE),
    },
    "changes": {
        "older": Column("string", "O*NET release that is compared with: the one before."),
        "newer": Column("string", "O*NET release in which it has changed."),
        "kind": Column(
            "string",
            "added, reworded, retyped, moved or retired for a task; occupation-added,"
            " occupation-renamed or occupation-removed for an occupation.",
        ),
        "task_id": Column("integer", "O*NET's Task ID. Empty: the occupation itself changed."),
        "occupation_code": Column(
            "string", "O*NET-SOC code in the newer release; of what is gone, in the older one."
        ),
        "occupation_title": Column(
            "string", "Title of the occupation. Empty: no release that was read has it."
        ),
        "text": Column(
            "string",
            "The statement in the newer release; of a retired task, in the older one. Empty: the"
            " occupation itself changed.",
        ),
        "before": Column(
            "string",
            "Reworded: the older statement; retyped: the older type (empty: not classified); moved:"
            " the older code; renamed: the older title. Empty for the other kinds.",
        ),
        "after": Column("string", "The same in the newer release."),
    },
    "emerging": {
        "occupation_code": of(OCCUPATION_CODE),
        "occupation": of(OCCUPATION_TITLE, "occupation.title", meaning=_TITLE),
        "task": of(EMERGING_TASK["task"], "text"),
        "category": of(EMERGING_TASK["category"], meaning="New, or Revision of a task."),
        "original_task_id": of(
            replace(TASK_ID, null=EMERGING_TASK["revises"].null),
            meaning="Task that it would replace.",
        ),
        "date": of(replace(EMERGING_TASK["date"], null=(NOT_PUBLISHED,))),
        "origin": of(EMERGING_TASK["origin"]),
    },
    "foreign_titles": {
        "occupation_code": of(OCCUPATION_CODE),
        "occupation": of(OCCUPATION_TITLE, "occupation.title", meaning=_TITLE),
        "language": of(FOREIGN_TITLE["language"]),
        "title": of(FOREIGN_TITLE["title"], "foreign_title.title"),
        "preferred": of(FOREIGN_TITLE["preferred"], "is_preferred"),
        "concept": of(FOREIGN_TITLE["concept"], "concept_uri"),
        "match": of(FOREIGN_TITLE["match"]),
        "confidence": of(FOREIGN_TITLE["confidence"]),
    },
    "software": {
        "software_id": of(SOFTWARE["id"], "slug"),
        "name": of(SOFTWARE["name"], "software.name"),
        "category": of(SOFTWARE["category"]),
        "hot": of(SOFTWARE["hot"], "is_hot"),
        "occupation_code": of(OCCUPATION_CODE),
        "occupation": of(OCCUPATION_TITLE, "occupation.title", meaning=_TITLE),
        "in_demand": of(SOFTWARE_IN_OCCUPATION["in_demand"]),
    },
}
"""File (without its ending) → column → what it holds, in the order of the file."""
