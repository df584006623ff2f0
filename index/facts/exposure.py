"""What we say of how exposed a task is to language models."""

from __future__ import annotations

from typing import Final

from index.facts import labels
from index.facts.fact import STUDY, Fact, Facts, Origin
from index.facts.null import NOT_IN_RELEASE, NOT_PUBLISHED, Null
from index.records.joined import Exposure
from index.records.terms import EXPOSURE_LABELS

_LABELS: Final = "full_labelset.tsv"

_AUTOMATION: Final = "automation_gpt4_human_labels.tsv"


def _label(name: str, meaning: str, column: str, label: str, *null: Null) -> Fact:
    return Fact(
        name=name,
        meaning=meaning,
        null=null,
        values=EXPOSURE_LABELS,
        origin=Origin(STUDY, _LABELS, column),
        label=label,
    )


def _score(name: str, meaning: str, label: str = "") -> Fact:
    return Fact(
        name=name,
        kind="number",
        meaning=meaning,
        high=1,
        origin=Origin(STUDY, _LABELS, name),
        label=label,
    )


EXPOSURE: Final[Facts[Exposure]] = Facts(
    "Exposure",
    "Whether a language model could cut the time for the task by half, by two raters.",
    _label("gpt4", f"GPT-4’s label. {labels.EXPOSURES}.", "gpt4_exposure", "GPT-4’s label"),
    _label(
        "human",
        f"The human raters’ label. {labels.EXPOSURES}.",
        "human_exposure_agg",
        "Human raters’ label",
        NOT_PUBLISHED,
    ),
    _label(
        "gpt4_alternative",
        "GPT-4’s label under a second wording of the rubric.",
        "gpt4_exposure_alt_rubric",
        "",
        NOT_PUBLISHED,
    ),
    _score("alpha", "α of GPT-4’s label: 1 if E1, else 0."),
    _score("beta", "β of GPT-4’s label: E1 counts 1, E2 one half.", "β of GPT-4’s label, 0 to 1"),
    _score("gamma", "γ of GPT-4’s label: 1 if E1 or E2, else 0."),
    Fact(
        name="automation",
        meaning="GPT-4’s estimate of automation, T0 (lowest of five levels) to T4 (highest).",
        example="T1",
        origin=Origin(STUDY, _LABELS, "gpt4_automation"),
        label="GPT-4’s automation label",
    ),
    Fact(
        name="automation_second",
        meaning="The same, when GPT-4 was asked again: often another level.",
        null=(NOT_IN_RELEASE,),
        example="T2",
        origin=Origin(STUDY, _AUTOMATION, "gpt4_automation"),
        label="GPT-4’s automation label, asked again",
    ),
    Fact(
        name="automation_human",
        meaning="Human raters’ automation label, T0 to T4: 100 tasks of the study have one.",
        null=(Null("not labelled", "not among the 100 tasks that human raters labelled"),),
        example="T1",
        origin=Origin(STUDY, _AUTOMATION, "human_automation"),
        label="Human raters’ automation label",
    ),
    Fact(
        name="labelled_text",
        meaning="The statement that was labelled.",
        null=(Null("", "it had the words of today"),),
        origin=Origin(STUDY, _LABELS, "Task"),
    ),
)
