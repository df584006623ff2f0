"""Every column of the CSV files that a release gives away: its type, unit and meaning.

They stand in the `datapackage.json` beside the files. An empty cell is never zero: the description
says what it means. Called by `index.catalogue.exports`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple


class Column(NamedTuple):
    """A column of a CSV file."""

    type: Literal["integer", "number", "string"]
    description: str


_TASK_ID = Column("integer", "O*NET's Task ID.")
_CODE = Column("string", "O*NET-SOC 2019 code of the occupation, 29-1129.01.")
_TITLE = Column("string", "Title of the occupation.")
_EMPTY_PATTERN = "Empty: not published in this release; it may be zero or not."


def _pattern(what: str) -> Column:
    return Column(
        "number", f"Percent (0 to 100) of the text's conversations {what}. {_EMPTY_PATTERN}"
    )


def _mean(what: str) -> Column:
    return Column("number", f"{what}, mean over the text's conversations. Empty: not published.")


COLUMNS: Final[Mapping[str, Mapping[str, Column]]] = {
    "tasks": {
        "task_id": _TASK_ID,
        "occupation_code": _CODE,
        "occupation": _TITLE,
        "task": Column("string", "The statement, as O*NET has it."),
        "type": Column("string", "core or supplemental. Empty: O*NET has not classified it yet."),
        "importance": Column(
            "number",
            "Mean rating by workers, 1 to 5 (O*NET scale IM). Empty: not rated or not published.",
        ),
        "importance_lower": Column(
            "number", "Lower bound of its 95 % confidence interval. Empty: not published."
        ),
        "importance_upper": Column(
            "number", "Upper bound of its 95 % confidence interval. Empty: not published."
        ),
        "relevance_percent": Column(
            "number",
            "Percent (0 to 100) of workers asked to whom the task applies (O*NET scale RT). Empty:"
            " not rated or not published.",
        ),
        "relevance_lower": Column(
            "number", "Lower bound of its 95 % confidence interval, percent. Empty: not published."
        ),
        "relevance_upper": Column(
            "number", "Upper bound of its 95 % confidence interval, percent. Empty: not published."
        ),
        "rank": Column(
            "integer",
            "Place by importance among the rated tasks of the occupation, 1 the highest; ties share"
            " the better place. Worked out by Taskdex. Empty: not rated.",
        ),
        "rated_tasks": Column(
            "integer", "Rated tasks of the occupation: what the rank is of. Empty: not rated."
        ),
        "tied_with": Column(
            "integer", "Other tasks of the occupation of the same importance. Empty: not rated."
        ),
        "exposure_gpt4": Column(
            "string", "GPT-4's exposure label: E0, E1 or E2. Empty: not among the study's tasks."
        ),
        "exposure_human": Column(
            "string", "The human annotators' label: E0, E1 or E2. Empty: none is published."
        ),
        "alpha": Column(
            "number", "1 if GPT-4's label is E1, else 0. Empty: not among the study's tasks."
        ),
        "beta": Column(
            "number",
            "1 if GPT-4's label is E1, 0.5 if it is E2, else 0. Empty: not among the study's"
            " tasks.",
        ),
        "gamma": Column(
            "number", "1 if GPT-4's label is E1 or E2, else 0. Empty: not among the study's tasks."
        ),
        "automation": Column(
            "string",
            "GPT-4's automation label, T0 (lowest) to T4. Empty: not among the study's tasks.",
        ),
    },
    "occupations": {
        "occupation_code": _CODE,
        "title": _TITLE,
        "major_group": Column("string", "Title of its major group in the SOC of 2018."),
        "job_zone": Column(
            "integer",
            "How much preparation it takes, 1 (little) to 5; from O*NET 30.3 on, 2 stands for zones"
            " 1 and 2. Empty: no zone has been assigned.",
        ),
        "description": Column("string", "What people in it do. Empty: O*NET gives none."),
        "tasks": Column("integer", "Tasks that O*NET lists for it; 0 is none."),
    },
    "activities": {
        "activity_id": Column("string", "O*NET's element id, 4.A.2.b.2.o.9."),
        "level": Column("string", "gwa (generalized), iwa (intermediate) or dwa (detailed)."),
        "title": Column("string", "Title of the activity."),
        "parent_id": Column("string", "Id of the activity above it. Empty: it is generalized."),
        "description": Column("string", "Empty: O*NET describes generalized activities only."),
        "task_count": Column("integer", "Tasks linked to it, or to one below it."),
        "occupation_count": Column("integer", "Occupations of these tasks."),
    },
    "usage": {
        "task_id": _TASK_ID,
        "matched_by": Column(
            "string",
            "How the Index's text found the task: text (the same words), onet-20.1-id (the number"
            " that the text had in O*NET 20.1) or task-id (the number that the Index gives).",
        ),
        "usage_id": Column(
            "integer", "The text in one release; tasks that share a text share it and its figures."
        ),
        "source_key": Column("string", "Key of the source, as under sources."),
        "release": Column("string", "Release of the Anthropic Economic Index, YYYY-MM-DD."),
        "text": Column("string", "The text that the Index names."),
        "share_percent": Column(
            "number",
            "Percent (0 to 100) of all conversations of the sample. Empty: not published.",
        ),
        "conversation_count": Column("integer", "Conversations. Empty: not published."),
        "directive_percent": _pattern("in which the task was handed over"),
        "feedback_loop_percent": _pattern("in which the model did it and was told what happened"),
        "task_iteration_percent": _pattern("in which person and model worked on it in turns"),
        "learning_percent": _pattern("in which the person wanted to understand something"),
        "validation_percent": _pattern("in which the person had work checked"),
        "none_percent": _pattern("without any of these patterns"),
        "not_classified_percent": _pattern(
            "not classified, or in cells below the publication floor"
        ),
        "work_percent": _pattern("for work"),
        "coursework_percent": _pattern("for coursework"),
        "personal_percent": _pattern("for personal ends"),
        "human_only_ability_yes_percent": _pattern("in which a person could do it without AI"),
        "task_success_percent": _pattern("in which the task succeeded"),
        "multitasking_percent": _pattern("about several tasks"),
        "autonomy_mean": _mean("Autonomy of the AI, 1 (none) to 5 (full)"),
        "human_only_hours_mean": _mean("Hours that a person alone would need"),
        "human_with_ai_minutes_mean": _mean("Minutes that the person needed with AI"),
        "human_education_years_mean": _mean("Years of schooling to understand the request"),
        "ai_education_years_mean": _mean("Years of schooling to understand the answer"),
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
    "software": {
        "software_id": Column(
            "string", "The product's part of its page's address, microsoft-excel."
        ),
        "name": Column("string", "Name of the product, as O*NET has it."),
        "category": Column("string", "The kind of software that O*NET names most often for it."),
        "hot": Column(
            "integer", "1: employers often ask for it, over all occupations; 0: not so often."
        ),
        "occupation_code": Column("string", "An occupation that uses it, 29-1129.01."),
        "occupation": _TITLE,
        "in_demand": Column(
            "integer", "1: employers often ask for it in this occupation; 0: not so often."
        ),
    },
    "emerging": {
        "occupation_code": _CODE,
        "occupation": _TITLE,
        "task": Column("string", "The statement that O*NET proposes."),
        "category": Column("string", "New, or Revision of a task of today."),
        "original_task_id": Column(
            "integer", "Task ID of the task that it is to replace. Empty: it is to replace none."
        ),
        "date": Column("string", "Month of the proposal, MM/YYYY. Empty: not given."),
        "origin": Column(
            "string", "Where it comes from, in O*NET's words (Domain Source). Empty: not given."
        ),
    },
}
"""File (without its ending) → column → what it holds, in the order of the file."""
