"""A task, and a line of the bulk file."""

from __future__ import annotations

from typing import Final, get_args

from index.facts.null import NO_IMPORTANCE, NOT_LABELLED, NOT_PUBLISHED, NOT_RATED, Null
from index.records import PATTERNS, Matching
from webapp.api.schemas.parts import (
    SOURCE,
    activity_id,
    code,
    importance,
    label,
    rank,
    rated_tasks,
    release,
    relevance,
    statement,
    task_id,
    task_type,
    url,
)
from webapp.api.shapes import (
    INDEX,
    ONET,
    STUDY,
    Schema,
    address,
    choice,
    flag,
    maybe,
    number,
    percent,
    record,
    ref,
    several,
    text,
    whole,
)
from webapp.formats.json_bodies import USE_CASES
from webapp.text import vocabulary

_TASK: Final[dict[str, Schema]] = {
    "task_id": task_id(),
    "task": statement(),
    "url": url("task"),
    "type": task_type(),
    "occupation": ref("OccupationLink"),
    "rating": maybe(ref("Rating"), NOT_RATED),
    "activities": several(ref("ActivityPath"), "Its detailed work activities."),
    "exposure": maybe(ref("Exposure"), NOT_LABELLED),
    "usage": several(
        ref("Usage"),
        "One entry for each release of the Index that saw the task, oldest first. Empty: not "
        "observed, which is not zero.",
    ),
    "sources": several(ref("Source"), "Of every figure in this answer."),
    "release": release(),
}
SCHEMAS: Final[dict[str, Schema]] = {
    "Task": record("Everything the datasets say of one task.", **_TASK),
    "BulkTask": record(
        "A line of the bulk file: a Task whose addresses begin at the root of the site, and whose "
        "sources are keys of those in `datapackage.json` and `/api/v1/sources`.",
        **{
            **_TASK,
            "url": text("Path of the task’s page.", pattern="^/tasks/"),
            "sources": several(text("Key of a source."), "Of every figure in this line."),
        },
    ),
    "OccupationName": record("An occupation.", code=code(), title=text("Its title.", source=ONET)),
    "OccupationLink": record(
        "An occupation, with its address.",
        code=code(),
        title=text("Its title.", source=ONET),
        url=url("occupation"),
    ),
    "Rating": record(
        "How workers rate the task.",
        importance=importance(NOT_PUBLISHED),
        importance_ci=maybe(ref("Interval", "95% confidence interval."), NOT_PUBLISHED),
        relevance_percent=relevance(NOT_PUBLISHED),
        relevance_ci=maybe(ref("Interval", "95% confidence interval."), NOT_PUBLISHED),
        rank=rank(NO_IMPORTANCE),
        rated_tasks=rated_tasks(),
        tied_with=maybe(
            whole("Other tasks of the occupation with exactly this importance."),
            NO_IMPORTANCE,
        ),
        respondents=maybe(whole("Answers behind the figures.", source=ONET), NOT_PUBLISHED),
        low_precision=maybe(
            flag("The publisher recommends not to rely on a figure."),
            Null("", "the publisher does not say"),
        ),
        date=text("Month of the survey, MM/YYYY.", example="08/2021", source=ONET),
    ),
    "Interval": {
        "type": "array",
        "description": "Lower and upper bound, in the unit of the figure.",
        "items": {"type": "number"},
        "minItems": 2,
        "maxItems": 2,
        "x-source": ONET,
    },
    "ActivityPath": record(
        "A detailed work activity with the two levels above it.",
        dwa=ref("ActivityName"),
        iwa=ref("ActivityName"),
        gwa=ref("ActivityName"),
        task_count=whole("Tasks linked to the detailed activity, this one included.", 1),
        occupation_count=whole("Occupations of these tasks.", 1),
    ),
    "ActivityName": record(
        "A work activity, with its address.",
        id=activity_id(),
        title=text("Its title.", source=ONET),
        url=url("activity"),
    ),
    "Exposure": record(
        "Whether a language model could cut the time for the task by half, by two raters.",
        gpt4=label("GPT-4"),
        human=maybe(label("The annotators"), NOT_PUBLISHED),
        gpt4_alternative=maybe(
            label("GPT-4", "GPT-4’s label under a second wording of the rubric."), NOT_PUBLISHED
        ),
        alpha=number("1 if E1, else 0.", 0, 1, source=STUDY),
        beta=number("E1 counts 1, E2 one half.", 0, 1, source=STUDY),
        gamma=number("1 if E1 or E2, else 0.", 0, 1, source=STUDY),
        automation=text("GPT-4’s estimate of automation, T0 to T4.", example="T1", source=STUDY),
        labelled_text=maybe(
            text("The statement that was labelled.", source=STUDY),
            Null("", "it had the words of today"),
        ),
    ),
    "Usage": record(
        "How AI was used on the task, in one release of the Index, worldwide.",
        release=text("Of the Index.", example="2026-01-15", source=INDEX),
        share_percent=maybe(
            percent("Of all conversations of the sample.", source=INDEX), NOT_PUBLISHED
        ),
        conversation_count=maybe(whole("Conversations.", source=INDEX), NOT_PUBLISHED),
        patterns=record(
            "Percent of the task’s conversations, by how person and model worked together.",
            **{
                name: maybe(
                    percent(f"{meaning[0].upper()}{meaning[1:]}.", source=INDEX),
                    NOT_PUBLISHED,
                )
                for name in PATTERNS
                for meaning in [
                    vocabulary.PATTERN_MEANINGS.get(name, "not classified by the publisher")
                ]
            },
        ),
        use_case=record(
            "Percent of the task’s conversations, by what they were for.",
            **{
                name: maybe(percent(f"{vocabulary.USE_CASES[name]}.", source=INDEX), NOT_PUBLISHED)
                for name in USE_CASES
            },
        ),
        autonomy_mean=maybe(
            number("Autonomy of the model, 1 (none) to 5 (full).", 1, 5, source=INDEX),
            NOT_PUBLISHED,
        ),
        human_only_ability_yes_percent=maybe(
            percent("Conversations in which a person could do it without AI.", source=INDEX),
            NOT_PUBLISHED,
        ),
        task_success_percent=maybe(
            percent("Conversations in which the model succeeded.", source=INDEX), NOT_PUBLISHED
        ),
        multitasking_percent=maybe(
            percent("Conversations with several tasks at once.", source=INDEX), NOT_PUBLISHED
        ),
        human_only_hours_mean=maybe(
            number("Time that a person alone would need.", unit="hours", source=INDEX),
            NOT_PUBLISHED,
        ),
        human_with_ai_minutes_mean=maybe(
            number("Time that the person took with AI.", unit="minutes", source=INDEX),
            NOT_PUBLISHED,
        ),
        human_education_years_mean=maybe(
            number("Schooling needed to understand the request.", unit="years", source=INDEX),
            NOT_PUBLISHED,
        ),
        ai_education_years_mean=maybe(
            number("Schooling needed to understand the answer.", unit="years", source=INDEX),
            NOT_PUBLISHED,
        ),
        matched_by=choice(get_args(Matching), "How the published text was joined to the task."),
        shared_with=several(
            task_id(),
            "Other tasks that the same published text stands for: the figures are theirs as well, "
            "and must not be added up.",
        ),
    ),
    "Source": record("One release of one dataset.", **SOURCE),
    "RetiredTask": record(
        "A task of older releases of O*NET.",
        task_id=task_id(),
        task=text("Its last wording.", source=ONET),
        occupation_code=maybe(code(), Null("", "the release that had it does not say")),
        last_release=text("The last release of O*NET that had it.", example="29.1"),
        successor=maybe(
            record("The task that came after it.", task_id=task_id(), url=url("task")),
            Null("", "none is known"),
        ),
        url=address("Its page."),
    ),
}
