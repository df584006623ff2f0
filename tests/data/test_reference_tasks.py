"""Three tasks whose figures other pages publish: we say what they say."""

from __future__ import annotations

import pytest

from index import Encyclopedia
from index.records.joined import Usage

pytestmark = pytest.mark.full

# Importances of the tasks of the same occupation, in the order of the published lists; those cut
# off after so many. One decimal, as published.
SIBLINGS = {
    19147: [4.7, 4.7, 4.6, 4.5, 4.5, 4.5, 4.4, 4.3, 4.1, 4.1, 4.0, 4.0, 4.0, 3.9],
    19156: [4.7, 4.7, 4.6, 4.5, 4.5, 4.5, 4.5, 4.4, 4.3, 4.1, 4.1, 4.0, 4.0, 4.0],
    392: [4.6, 4.6, 4.5, 4.5, 4.5, 4.5, 4.4, 4.4, 4.2, 4.0],
}


@pytest.mark.parametrize(
    ("task_id", "type_", "code", "rank", "rated", "importance", "relevance"),
    [
        (19147, "core", "29-1129.01", 7, 25, 4.45, 96.88),
        (19156, "supplemental", "29-1129.01", 24, 25, 2.64, 78.12),
        (392, "core", "29-1125.00", 2, 11, 4.61, 89.47),
    ],
)
def test_ratings_and_ranks(
    onet_30_3: Encyclopedia,
    task_id: int,
    type_: str,
    code: str,
    rank: int,
    rated: int,
    importance: float,
    relevance: float,
) -> None:
    entry = onet_30_3.task(task_id)
    assert (entry.task.type, entry.task.occupation_code) == (type_, code)
    assert entry.rating is not None
    assert (entry.rating.rank, entry.rating.rated_tasks, entry.rating.tied_with) == (rank, rated, 0)
    assert (entry.rating.importance, entry.rating.relevance_percent) == (importance, relevance)


@pytest.mark.parametrize(
    ("task_id", "gpt4", "human", "alpha", "beta", "gamma"),
    [
        (19147, "E0", "E2", 0.0, 0.0, 0.0),
        (19156, "E2", "E0", 0.0, 0.5, 1.0),
        (392, "E0", "E1", 0.0, 0.0, 0.0),
    ],
)
def test_exposure_by_both_raters(
    onet_30_3: Encyclopedia,
    task_id: int,
    gpt4: str,
    human: str,
    alpha: float,
    beta: float,
    gamma: float,
) -> None:
    exposure = onet_30_3.task(task_id).exposure
    assert exposure is not None
    assert (exposure.gpt4, exposure.human, exposure.automation) == (gpt4, human, "T1")
    assert (exposure.alpha, exposure.beta, exposure.gamma) == (alpha, beta, gamma)
    assert exposure.labelled_text is None


def usage_of(encyclopedia: Encyclopedia, task_id: int) -> dict[str, Usage]:
    return {usage.source.release: usage for usage in encyclopedia.task(task_id).usage}


def test_observed_use_in_the_release_of_january_2026(onet_30_3: Encyclopedia) -> None:
    usage = usage_of(onet_30_3, 19147)["2026-01-15"]
    measures = usage.measures
    published = {name: share for name, share in measures.patterns.items() if share is not None}
    assert published == pytest.approx(
        {"task_iteration": 60.4651, "not_classified": 39.5349}, abs=5e-5
    )
    assert measures.use_case == {"work": 63, "coursework": None, "personal": None}
    assert (measures.autonomy_mean, measures.human_only_ability_yes_percent) == (3.6, 67)
    assert measures.share_percent == pytest.approx(0.0043, abs=5e-5)
    assert (usage.matched_by, usage.shared_with) == ("text", ())


def test_no_use_is_claimed_where_none_was_observed(onet_30_3: Encyclopedia) -> None:
    for task_id in (19156, 392):
        assert usage_of(onet_30_3, task_id) == {}
        assert not onet_30_3.task_summary(task_id).observed
        assert onet_30_3.task_summary(task_id).latest_share_percent is None


@pytest.mark.parametrize("task_id", SIBLINGS)
def test_the_other_tasks_come_in_the_published_order(onet_30_3: Encyclopedia, task_id: int) -> None:
    published = SIBLINGS[task_id]
    code = onet_30_3.task(task_id).occupation.code
    others = [one for one in onet_30_3.occupation_tasks(code) if one.task_id != task_id]
    importances = [task.importance for task in others]
    assert [round(i, 1) for i in importances[: len(published)] if i is not None] == published
    rating = onet_30_3.task(task_id).rating
    assert rating is not None
    assert len([i for i in importances if i is not None]) == rating.rated_tasks - 1


def test_every_figure_names_its_source(onet_30_3: Encyclopedia) -> None:
    entry = onet_30_3.task(19147)
    assert entry.rating is not None
    assert entry.exposure is not None
    used = {entry.rating.source, entry.exposure.source}
    used |= {usage.source for usage in (*entry.usage, *entry.api_usage)}
    used |= {source for kind in entry.kinds_of_work for source in kind.sources}
    assert used == set(entry.sources)
    assert all(source.licence and source.url and source.attribution for source in used)
