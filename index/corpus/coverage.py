"""How many tasks, occupations and activities have what: the coverage report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from index.corpus.core import Core
from index.corpus.figures import Figures
from index.corpus.use import Use
from index.records.joined import Exposure, JoinedText, Rating
from index.records.measures import MEASURES
from index.records.terms import RATERS


def coverage(
    core: Core,
    ratings: Mapping[int, Rating],
    task_activities: Mapping[int, tuple[str, ...]],
    exposures: Mapping[int, Exposure],
    use: Use,
    figures: Figures,
    titles: Mapping[str, int],
) -> Mapping[str, object]:
    """`titles` are the counts of names in other languages."""
    return {
        **_of_tasks(core, ratings, task_activities, exposures, use.usage),
        "tasks_observed_through_the_api": len(
            {task_id for text in use.api_usage for task_id in text.task_ids}
        ),
        "activities_with_copilot_use": len(use.copilot or ()),
        "activities_with_chatgpt_use": len({one.activity_id for one in use.chatgpt or ()}),
        "activities_with_index_use": len({one.activity_id for one in use.activity_usage}),
        "occupations_with_pay": len(figures.pay or ()),
        "occupations_with_outlook": len(figures.outlook or ()),
        **titles,
        **{
            f"occupations_with_{name}": sum(each.measure == name for each in figures.measures)
            for name in MEASURES
        },
    }


def _of_tasks(
    core: Core,
    ratings: Mapping[int, Rating],
    task_activities: Mapping[int, tuple[str, ...]],
    exposures: Mapping[int, Exposure],
    usage: Iterable[JoinedText],
) -> Mapping[str, object]:
    """How many tasks have what. Counts are of tasks unless their name says otherwise."""
    releases: dict[str, Counter[str]] = {}
    for text in usage:
        count = releases.setdefault(text.source.release, Counter())
        count["texts"] += 1
        count["tasks"] += len(text.task_ids)
        count["shared_texts"] += len(text.task_ids) > 1
        for matching in text.task_ids.values():
            count[f"tasks_by_{matching}"] += 1
    observed = {task_id for text in usage for task_id in text.task_ids}
    with_tasks = {task.occupation_code for task in core.tasks.values()}
    return {
        "occupations": len(core.occupations),
        "occupations_with_tasks": len(with_tasks),
        "tasks": len(core.tasks),
        "tasks_untyped": sum(task.type is None for task in core.tasks.values()),
        "tasks_rated": sum(r.importance is not None for r in ratings.values()),
        "tasks_with_relevance": sum(r.relevance_percent is not None for r in ratings.values()),
        "tasks_with_activities": len(task_activities),
        "tasks_labelled": len(exposures),
        "tasks_labelled_in_other_words": sum(
            exposure.labelled_text is not None for exposure in exposures.values()
        ),
        "tasks_on_which_raters_disagree": sum(
            exposure.human is not None and not exposure.raters_agree
            for exposure in exposures.values()
        ),
        "tasks_with_a_second_automation_label": sum(
            exposure.automation_second is not None for exposure in exposures.values()
        ),
        "tasks_with_the_same_automation_label_twice": sum(
            exposure.automation_second == exposure.automation for exposure in exposures.values()
        ),
        "tasks_with_an_automation_label_by_people": sum(
            exposure.automation_human is not None for exposure in exposures.values()
        ),
        **{
            f"tasks_rated_by_{raters}": sum(one.rated_by == raters for one in ratings.values())
            for raters in RATERS
        },
        "tasks_observed": len(observed),
        "usage": {release: dict(count) for release, count in sorted(releases.items())},
    }
