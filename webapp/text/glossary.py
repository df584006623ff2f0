"""Every term and abbreviation that pages use, each with one meaning. Pure.

Shown by `webapp.about.glossary`; templates link to a term by its name (`macros/terms.html`). What a
term does not mean, and where its figure comes from, is in the methodology: each group leads there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from index.facts import labels, null
from index.records.measures import MeasureName
from webapp.text.vocabulary import PATTERN_NAMES, capitalize_first


@dataclass(frozen=True, slots=True)
class Term:
    """A term, as the glossary explains it."""

    name: str
    """The anchor: `e2`, `job-zone`."""
    title: str
    meaning: str
    """One to three sentences."""
    also: str = ""
    """Other names and abbreviations that pages, files or publishers use for it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that belong together."""

    name: str
    title: str
    section: str
    """Of the methodology: where to read more."""
    terms: tuple[Term, ...]


def _of_patterns(names: Iterable[str]) -> tuple[Term, ...]:
    return tuple(
        Term(
            name.replace("_", "-"),
            PATTERN_NAMES[name],
            f"A pattern: {labels.PATTERNS[name]}.",
        )
        for name in names
    )


GROUPS: Final = (
    Group(
        "work",
        "Tasks, occupations and activities",
        "tasks",
        (
            Term(
                "onet",
                "O*NET",
                "The occupational database of the U.S. Department of Labor. Tasks, occupations, "
                "work activities, ratings and job zones come from it.",
            ),
            Term(
                "task",
                "Task",
                "One thing that people do in an occupation, in one sentence. O*NET calls it a task "
                "statement. It belongs to one occupation and has a number, the task id.",
                "task statement, task id",
            ),
            Term(
                "core",
                "Core task",
                "A task that most workers do and find important: relevance at least 67%, "
                "importance at least 3.0.",
            ),
            Term(
                "supplemental",
                "Supplemental task",
                "A rated task that is less relevant or less important than a core task.",
            ),
            Term(
                "emerging",
                "Emerging task",
                "A statement that O*NET proposes as a task. It has no number or rating yet, and no "
                "figure counts it.",
            ),
            Term(
                "retired",
                "Retired task",
                "A task that O*NET no longer lists. Its page stays and names what replaced it, "
                "where that is known.",
            ),
            Term(
                "occupation",
                "Occupation",
                "A kind of job, such as Registered Nurses. O*NET describes each by its tasks.",
            ),
            Term(
                "soc",
                "SOC and O*NET-SOC code",
                "SOC is the Standard Occupational Classification of the United States: "
                "29-1141 is Registered Nurses. O*NET divides some of its occupations further and "
                "adds two digits: 29-1141.01 is Acute Care Nurses.",
                "Standard Occupational Classification",
            ),
            Term(
                "major-group",
                "Major group",
                "One of the widest groups of occupations in the SOC, such as Legal. Its two digits "
                "begin the code.",
            ),
            Term(
                "all-other",
                "All Other",
                "An occupation for jobs not listed elsewhere in its group. O*NET lists no tasks "
                "for it.",
                "catch-all",
            ),
            Term(
                "job-zone",
                "Job zone",
                "How much preparation an occupation usually needs, from 1 (little or none) to "
                "5 (extensive).",
            ),
            Term(
                "activity",
                "Work activity",
                "A kind of work that tasks of several occupations share. There are three levels: "
                "detailed, intermediate and generalized.",
            ),
            Term(
                "dwa",
                "Detailed work activity (DWA)",
                "The narrowest level. O*NET links each task to one or more of them.",
            ),
            Term(
                "iwa",
                "Intermediate work activity (IWA)",
                "The middle level: detailed activities of the same kind.",
            ),
            Term(
                "gwa",
                "Generalized work activity (GWA)",
                "The widest level: a few dozen activities that cover all work.",
            ),
            Term(
                "in-demand",
                "In demand, hot",
                "Software that job advertisements often ask for. In demand: in advertisements for "
                "this occupation. Hot: in advertisements for all kinds of jobs.",
            ),
        ),
    ),
    Group(
        "ratings",
        "Ratings",
        "ratings",
        (
            Term(
                "importance",
                "Importance",
                "How important a task is to the job, as the mean of answers from 1 (not important) "
                "to 5 (extremely important).",
                "scale IM",
            ),
            Term(
                "relevance",
                "Relevance",
                "The percentage of those surveyed who say that the task is part of the job.",
                "scale RT, part of the job",
            ),
            Term(
                "rank",
                "Rank",
                "The place of a task among the rated tasks of its occupation, by importance. 1st "
                "is the most important. Tied tasks have the same importance and share a rank.",
                "tied with",
            ),
            Term(
                "rated-by",
                "Rated by",
                "Whose answers they are. Workers do the job (O*NET: incumbents). Occupational "
                "experts know it well. O*NET’s analysts rate a few tasks.",
                "workers, occupational experts, analysts",
            ),
            Term(
                "low-precision",
                "Low precision",
                "Few answers, or answers that differ a lot. The publisher recommends not to rely "
                "on the figure.",
            ),
            Term(
                "confidence-interval",
                "95% confidence interval",
                "A range around a mean. Of 100 such surveys, about 95 would give a range that "
                "holds the true mean.",
            ),
        ),
    ),
    Group(
        "exposure",
        "AI exposure",
        "exposure",
        (
            Term(
                "ai-exposure",
                "AI exposure",
                "A judgement, made in 2023, of whether a language model could halve the time that "
                "a task takes, at equal quality. It does not say that anyone uses one.",
                "label",
            ),
            Term(
                "language-model",
                "Language model",
                "Software that reads and writes text, such as the one behind ChatGPT.",
                "model",
            ),
            Term(
                "e0",
                "E0, none",
                "A language model would save little or no time.",
                labels.EXPOSURE["E0"],
            ),
            Term(
                "e1",
                "E1, model alone",
                "A language model alone could halve the time.",
                labels.EXPOSURE["E1"],
            ),
            Term(
                "e2",
                "E2, with tools",
                "A language model alone could not halve the time. Software built on one could, for "
                "example with access to a company’s documents.",
                labels.EXPOSURE["E2"],
            ),
            Term(
                "human-raters",
                "Human raters",
                "The people who labelled the tasks for the exposure study: its authors, and people "
                "who had judged the output of OpenAI’s models before.",
            ),
            Term(
                "gpt-4",
                "GPT-4",
                "OpenAI’s language model of 2023. The study had it label all tasks, beside the "
                "human raters.",
            ),
            Term(
                "alpha",
                "α (alpha)",
                "A score from 0 to 1 that counts the model alone: E1 is 1, all else is 0. For an "
                "occupation it is a mean over its tasks.",
            ),
            Term(
                "beta",
                "β (beta)",
                "A score from 0 to 1 that counts tools half: E1 is 1, E2 is 0.5, E0 is 0. For an "
                "occupation it is a mean over its tasks.",
            ),
            Term(
                "gamma",
                "γ (gamma)",
                "A score from 0 to 1 that counts tools fully: E1 and E2 are 1, E0 is 0. For an "
                "occupation it is a mean over its tasks.",
                "ζ (zeta) in the paper",
            ),
            Term(
                "automation-label",
                "Automation label, T0 to T4",
                "Another label of the same study, on automation: five levels from T0, the lowest, "
                "to T4, the highest. The study’s data do not say what each level stands for.",
                "T0, T1, T2, T3, T4",
            ),
        ),
    ),
    Group(
        "measures",
        "Measures of occupations",
        "measures",
        (
            Term(
                "applicability",
                "AI applicability",
                "How far Bing Copilot was used, with success, for the work activities of an "
                "occupation. From Microsoft’s study “Working with AI”.",
            ),
            Term(
                "observed-exposure",
                "Observed exposure",
                "How much of the work that a language model could speed up was seen in "
                "conversations with Claude. From the Anthropic Economic Index.",
            ),
            Term(
                "percentile",
                "Percentile",
                "The percentage of occupations that have a lower figure. At the 80th percentile, "
                "80% are lower.",
            ),
            Term(
                "agree",
                "Agree, differ, disagree",
                "How far apart the percentiles of several measures are: up to 25 points, up to 50, "
                "or more.",
            ),
        ),
    ),
    Group(
        "use",
        "Observed AI use",
        "use",
        (
            Term(
                "economic-index",
                "Economic Index",
                "Anthropic’s published figures on how people use Claude. A model sorts a sample of "
                "conversations by the O*NET task that each resembles most.",
                "the Index",
            ),
            Term(
                "claude",
                "Claude, ChatGPT, Bing Copilot",
                "AI assistants of Anthropic, OpenAI and Microsoft: programs that people chat with.",
                "assistant",
            ),
            Term(
                "observed",
                "Observed in AI use",
                "The task occurs in at least one release of the Economic Index used here.",
            ),
            Term(
                "share",
                "Share of Claude conversations",
                "The percentage of all conversations in the sample that resemble the task. For one "
                "task it is small: 0.004% is one conversation in 25,000.",
            ),
            Term(
                "wilson",
                "95% interval (Wilson)",
                "A range around a percentage, from the number of conversations behind it. With "
                "other conversations of the same weeks, about 95 of 100 such ranges would hold the "
                "true percentage.",
                "Wilson interval",
            ),
            Term(
                "pattern",
                "Interaction pattern",
                "How person and model share the work in a conversation. There are five, in two "
                "groups: together, and handed over.",
                "collaboration pattern",
            ),
            Term(
                "together",
                "Together",
                "Person and model work on it together: task iteration, learning and validation. "
                "The Index calls this augmentation.",
                "augmentation",
            ),
            Term(
                "handed-over",
                "Handed over",
                "The model does the work: directive and feedback loop. The Index calls this "
                "automation.",
                "automation",
            ),
            *_of_patterns(
                ("task_iteration", "learning", "validation", "directive", "feedback_loop", "none")
            ),
            Term(
                "autonomy",
                "Autonomy",
                "How much the model decided by itself, from 1 (none) to 5 (full), as a model "
                "judges it.",
            ),
            Term(
                "api",
                "API",
                "The way by which programs use a model, without a person who chats. Its figures "
                "are never added to those of chats.",
                "application programming interface",
            ),
            Term(
                "completed",
                "Completed, scope, thumbs up",
                "Figures of Microsoft’s study. Completed: the percentage of an activity’s "
                "conversations in which the AI did what was asked. Scope: the percentage in which "
                "it could do a moderate or larger part of the activity. Thumbs up: their "
                "percentage of all ratings.",
            ),
        ),
    ),
    Group(
        "labour",
        "Pay and outlook",
        "labour",
        (
            Term(
                "bls",
                "BLS",
                "The U.S. Bureau of Labor Statistics. It publishes pay, the number of jobs and the "
                "outlook.",
                "Bureau of Labor Statistics",
            ),
            Term(
                "median",
                "Median",
                "The middle: half are below it, half above.",
            ),
            Term(
                "growth",
                "Growth",
                "The change in jobs over ten years that the BLS projects, in percent.",
                "outlook, projection",
            ),
            Term(
                "openings",
                "Openings",
                "New jobs, plus jobs that people leave for another occupation or for good. Given "
                "as a yearly average.",
            ),
        ),
    ),
    Group(
        "missing",
        "When there is no figure",
        "states",
        (
            Term(
                "not-rated",
                capitalize_first(null.NOT_RATED.word),
                "O*NET publishes neither importance nor relevance for the task.",
            ),
            Term(
                "not-observed",
                capitalize_first(null.NOT_OBSERVED.word),
                "The task is not in the sample of conversations, or too rarely. That is not zero.",
            ),
            Term(
                "not-published",
                capitalize_first(null.NOT_PUBLISHED.word),
                "The publisher gives no value here, though it gives others.",
            ),
            Term(
                "not-labelled",
                capitalize_first(null.NOT_LABELLED.word),
                "The exposure study did not look at the task.",
            ),
            Term(
                "not-available",
                capitalize_first(null.NOT_AVAILABLE.word),
                "The BLS could make no estimate.",
            ),
        ),
    ),
)
TERMS: Final[Mapping[str, Term]] = {term.name: term for group in GROUPS for term in group.terms}
"""Anchor → term."""
OF_MEASURES: Final[Mapping[MeasureName, str]] = {
    "beta_gpt4": "beta",
    "beta_human": "beta",
    "applicability": "applicability",
    "observed_exposure": "observed-exposure",
    "conversations": "share",
}
"""Measure of an occupation → its term."""
