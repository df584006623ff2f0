"""Tasks, occupations, activities and software, and a line of the bulk file."""

from __future__ import annotations

from typing import Final

from index.facts import (
    activities,
    assistants,
    exposure,
    foreign,
    labour,
    measures,
    names,
    occupations,
    ratings,
    software,
    sources,
    tasks,
    usage,
)
from index.facts.fact import ONET
from index.query import MAX_PAGE
from webapp.api.schemas.parts import release
from webapp.api.schemas.promised import schema
from webapp.api.shapes import Schema, text, whole

SCHEMAS: Final[dict[str, Schema]] = {
    "Task": schema(tasks.TASK, release=release()),
    "BulkTask": schema(
        tasks.BULK_TASK,
        url=text("Path of the task’s page.", pattern="^/tasks/"),
        release=release(),
    ),
    "OccupationName": schema(names.OCCUPATION_NAME),
    "SameStatement": schema(tasks.SAME_STATEMENT),
    "OccupationLink": schema(names.OCCUPATION_LINK),
    "Rating": schema(ratings.RATING),
    "Interval": {
        "type": "array",
        "description": "Lower and upper bound, in the unit of the figure.",
        "items": {"type": "number"},
        "minItems": 2,
        "maxItems": 2,
        "x-source": ONET,
    },
    "ActivityPath": schema(tasks.ACTIVITY_PATH),
    "ActivityName": schema(names.ACTIVITY_NAME),
    "Exposure": schema(exposure.EXPOSURE),
    "Usage": schema(usage.USAGE),
    "IndexUse": schema(usage.INDEX_USE),
    "KindOfWork": schema(usage.KIND_OF_WORK),
    "ActivityUse": schema(activities.ACTIVITY_USE),
    "CopilotUse": schema(assistants.COPILOT_USE),
    "CopilotSide": schema(assistants.COPILOT_SIDE),
    "MonthShare": schema(assistants.MONTH_SHARE),
    "Source": schema(sources.SOURCE),
    "RetiredTask": schema(tasks.RETIRED_TASK),
    "Occupation": schema(occupations.OCCUPATION, release=release()),
    "AnnualWages": schema(labour.ANNUAL),
    "HourlyWages": schema(labour.HOURLY),
    "Measure": schema(measures.MEASURE),
    "Applicability": schema(measures.APPLICABILITY),
    "ApplicabilitySide": schema(measures.APPLICABILITY_SIDE),
    "MeasurePair": schema(measures.PAIR),
    "Pay": schema(labour.PAY),
    "Outlook": schema(labour.OUTLOOK),
    "ForeignTitle": schema(foreign.FOREIGN_TITLE),
    "EmergingTask": schema(occupations.EMERGING_TASK),
    "TaskSummary": schema(tasks.TASK_SUMMARY),
    "ExposureProfile": schema(occupations.EXPOSURE_PROFILE),
    "OccupationUsage": schema(occupations.OCCUPATION_USAGE),
    "OccupationSummary": schema(names.OCCUPATION_SUMMARY),
    "Activity": schema(
        activities.ACTIVITY,
        tasks=schema(activities.TASKS_BELOW, page=whole("This page.", 1, MAX_PAGE)),
        release=release(),
    ),
    "TaskLine": schema(tasks.TASK_LINE),
    "ActivitySummary": schema(activities.ACTIVITY_SUMMARY),
    "Software": schema(software.SOFTWARE),
    "SoftwareInOccupation": schema(software.SOFTWARE_IN_OCCUPATION),
    "SoftwareEntry": schema(software.SOFTWARE_ENTRY, release=release()),
}
