"""Claims about the sentences that answer first."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from index.records.published import Source
from index.records.terms import EXPOSURE_LABELS
from webapp.text import charts
from webapp.text.answers import Said, exposed, labelled, raters_say, tasks_exposed, tasks_used
from webapp.text.citations import short_name

STUDY = Source("eloundou", "GPTs", "p", "2023", None, "MIT", "https://l", "https://s", "credit")


def test_a_figure_without_its_source_cannot_be_said() -> None:
    with pytest.raises(ValueError, match="without its source"):
        Said("7th of 25 tasks")
    assert Said("7th of 25 tasks", (STUDY,)).text == "7th of 25 tasks"
    assert Said("Not observed").sources == ()


def test_every_pair_of_labels_has_its_own_sentence() -> None:
    pairs = list(itertools.product(EXPOSURE_LABELS, (*EXPOSURE_LABELS, None)))
    said = {pair: raters_say(*pair) for pair in pairs}
    assert len(set(said.values())) == len(pairs)
    for (gpt4, human), text in said.items():
        assert text.endswith(".")
        assert ("agree" in text.lower()) == (human is not None)
        assert text.startswith("Raters disagree") == (
            human is not None and gpt4 != human and "E0" in (gpt4, human)
        )
    assert raters_say("E1", "E2").endswith(
        "GPT-4 thinks a language model alone is enough; human raters think it takes software built "
        "on one."
    )
    assert "Human raters think a language model alone" in raters_say("E2", "E1")


def counts(e0: int = 0, e1: int = 0, e2: int = 0, none: int = 0) -> dict[str, int]:
    return {"E0": e0, "E1": e1, "E2": e2, "unlabelled": none}


@pytest.mark.parametrize(
    ("gpt4", "human", "expected"),
    [
        (counts(none=3), counts(none=3), ["The exposure study did not look at these tasks."]),
        (
            counts(2, 1, 8),
            counts(3, 0, 8),
            [
                "GPT-4 thinks AI could halve the time of 9 of the 11 tasks.",
                "Human raters think so of 8 of them.",
            ],
        ),
        (
            counts(2, 1, 8, 1),
            counts(2, 8, 1, 1),
            [
                "GPT-4 and human raters each think AI could halve the time of 9 of the 11 tasks "
                "that were judged."
            ],
        ),
        (
            counts(4),
            counts(4),
            ["GPT-4 and human raters each think AI could halve the time of none of the 4 tasks."],
        ),
        (
            counts(e2=2),
            counts(e0=2),
            [
                "GPT-4 thinks AI could halve the time of all 2 tasks.",
                "Human raters think so of none of them.",
            ],
        ),
        (
            counts(e2=1),
            counts(none=1),
            [
                "GPT-4 thinks AI could halve the time of the only task.",
                "What human raters think is not published.",
            ],
        ),
    ],
)
def test_tasks_are_counted_in_words(
    gpt4: dict[str, int], human: dict[str, int], expected: list[str]
) -> None:
    assert [one.text for one in tasks_exposed(gpt4, human, [STUDY])] == expected


def test_counts_leave_out_what_has_no_label() -> None:
    assert (exposed(counts(1, 2, 3, 4)), labelled(counts(1, 2, 3, 4))) == (5, 6)


def test_no_use_is_not_zero_use() -> None:
    assert tasks_used(0, 12, []).text.endswith("which is not the same as no use.")
    begin, end = "Conversations with Claude were seen on", "in one release of the Index or more."
    assert tasks_used(6, 12, [STUDY]).text == f"{begin} 6 of the 12 tasks, {end}"
    assert tasks_used(1, 1, [STUDY]).text == f"{begin} its only task, {end}"


@pytest.mark.parametrize("human", [*EXPOSURE_LABELS, None])
@pytest.mark.parametrize("gpt4", EXPOSURE_LABELS)
def test_a_scale_marks_every_rater_on_its_step(gpt4: str, human: str | None) -> None:
    scale = charts.rater_scale(gpt4, human)  # type: ignore[arg-type]
    steps = {label: (x, x + scale.step_width) for label, x, _, _ in scale.steps}
    for mark, label in zip(scale.marks, (gpt4, human), strict=False):
        assert steps[str(label)][0] < mark.x < steps[str(label)][1]
    assert len(scale.marks) == (1 if human is None else 2)
    assert len({mark.x for mark in scale.marks}) == len(scale.marks)
    assert "GPT-4" in scale.marks[0].label
    assert ("Human raters" in scale.description) == (human is not None)


def test_sources_are_named_in_short() -> None:
    named = [
        ("O*NET 30.3 Database", "30.3", "O*NET 30.3"),
        ("GPTs are GPTs", "arXiv 2303.10130; Science 384 (2024)", "GPTs are GPTs"),
        ("Anthropic Economic Index", "2026-03-24", "Economic Index 2026-03-24"),
        ("Occupational Employment and Wage Statistics", "May 2025", "BLS wages, May 2025"),
        ("Employment Projections", "2024–34", "BLS projections 2024–34"),
    ]
    for name, release, expected in named:
        assert short_name(replace(STUDY, name=name, release=release)) == expected
