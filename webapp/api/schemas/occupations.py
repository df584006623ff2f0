"""An occupation."""

from __future__ import annotations

from typing import Final

from index.facts.null import NO_MEAN, NO_ZONE, NOT_PUBLISHED, Null
from index.query import LABELS
from webapp.api.schemas.parts import (
    SUMMARY,
    code,
    release,
    task_count,
    task_id,
    url,
)
from webapp.api.shapes import (
    INDEX,
    ONET,
    STUDY,
    Schema,
    choice,
    maybe,
    number,
    percent,
    record,
    ref,
    several,
    text,
    whole,
)

SCHEMAS: Final[dict[str, Schema]] = {
    "Occupation": record(
        "An occupation with all its tasks.",
        code=code(),
        title=text("Its title.", source=ONET),
        description=text("What people in it do.", source=ONET),
        major_group=record(
            "Major group of the 2018 Standard Occupational Classification.",
            code=text("Two digits.", pattern="^[0-9]{2}$"),
            title=text("Its title."),
        ),
        job_zone=maybe(
            whole("Preparation usually needed, 1 (little) to 5 (extensive).", 1, 5, source=ONET),
            NO_ZONE,
        ),
        titles=several(text("A job title.", source=ONET), "Other titles, in alphabetical order."),
        tasks=several(ref("TaskSummary"), "Rated ones first, the most important at the top."),
        exposure=record(
            "Exposure of its tasks, by rater.",
            gpt4=ref("ExposureProfile"),
            human=ref("ExposureProfile"),
        ),
        usage=several(ref("OccupationUsage"), "By release of the Index, oldest first."),
        emerging=several(ref("EmergingTask"), "Statements that O*NET proposes, new ones first."),
        software=several(
            ref("SoftwareInOccupation"), "Products used: those in demand first, then hot ones."
        ),
        related=several(ref("OccupationSummary"), "Related occupations, the closest first."),
        url=url("occupation"),
        sources=several(ref("Source"), "Of every figure in this answer."),
        release=release(),
    ),
    "EmergingTask": record(
        "A statement that O*NET proposes and has not taken up as a task.",
        task=text("The statement, word for word.", source=ONET),
        category=choice(("new", "revision"), "Whether it would replace a task.", source=ONET),
        revises=maybe(
            record(
                "The task that it would replace.",
                task_id=task_id(),
                task=maybe(
                    text("Its statement of today, or the last known one.", source=ONET),
                    Null("", "no release that was read has the task"),
                ),
            ),
            Null("", "it is a new task"),
        ),
        date=text("When it was proposed, MM/YYYY.", source=ONET),
        origin=maybe(text("Who proposed it, in O*NET’s words.", source=ONET), NOT_PUBLISHED),
    ),
    "TaskSummary": record("A task in a list.", **SUMMARY),
    "ExposureProfile": record(
        "An occupation’s exposure by one rater. The means are the study’s own, over the tasks that "
        "it looked at; the counts are of today’s tasks.",
        **{
            name: maybe(
                number(f"Mean {name} of its tasks.", 0, 1, source=STUDY),
                NO_MEAN,
            )
            for name in ("alpha", "beta", "gamma")
        },
        **{label: whole(f"Tasks that are {label}.") for label in LABELS},
    ),
    "OccupationUsage": record(
        "Tasks of the occupation that one release of the Index saw.",
        release=text("Of the Index.", source=INDEX),
        observed_tasks=whole("How many it saw.", 1),
        shares=several(
            record(
                "A task and its share.",
                task_id=task_id(),
                share_percent=maybe(
                    percent("Of all conversations of the sample.", source=INDEX), NOT_PUBLISHED
                ),
                other_tasks_of_the_text=whole(
                    "Other tasks that the same published text stands for: do not add them up."
                ),
            ),
            "The largest first.",
        ),
    ),
    "OccupationSummary": record(
        "An occupation in a list.",
        code=code(),
        title=text("Its title.", source=ONET),
        task_count=task_count("occupation"),
        beta_gpt4=maybe(
            number("Mean β of its tasks by GPT-4’s labels.", 0, 1, source=STUDY), NO_MEAN
        ),
        url=url("occupation"),
    ),
}
