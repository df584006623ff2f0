"""How AI is used: publishers' figures of tasks and work activities, joined to those of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.corpus import activity_uses
from index.corpus.conflicts import Conflicts
from index.corpus.publishers import Publishers
from index.corpus.usage import TaskTexts
from index.progress import Step
from index.records.assistants import CopilotUse, MonthShare
from index.records.joined import JoinedActivity, JoinedText
from index.records.published import WorkActivity


@dataclass(frozen=True, slots=True)
class Use:
    """Fields as in `Corpus`."""

    usage: tuple[JoinedText, ...]
    activity_usage: tuple[JoinedActivity, ...]
    api_usage: tuple[JoinedText, ...]
    copilot: Mapping[str, CopilotUse] | None
    chatgpt: tuple[MonthShare, ...] | None


def read_use(
    found: Publishers,
    activities: Mapping[str, WorkActivity],
    texts: TaskTexts,
    conflicts: Conflicts,
    step: Step,
) -> Use:
    """Reads what the Anthropic Economic Index, Microsoft and OpenAI publish of use."""
    usage: list[JoinedText] = []
    for release in found.index:
        step(f"Economic Index {release.release}: observed use")
        usage += texts.join(release.usage_texts(), release.source, conflicts)
    today = activity_uses.by_title(activities.values())
    activity_usage: list[JoinedActivity] = []
    api_usage: list[JoinedText] = []
    for release in found.index:
        activity_usage += activity_uses.join_index(
            release.activity_texts(), release.source, today, conflicts
        )
        if release.api is not None:
            step(f"Economic Index {release.release}: use through the API")
            api_usage += texts.join(release.api.usage_texts(), release.api.source, conflicts)
    copilot: Mapping[str, CopilotUse] | None = None
    titles = [
        (one.activity_id, one.title)
        for release in found.onet_releases
        if release.names_activities
        for one in (activities.values() if release is found.newest else release.work_activities())
        if one.level == "iwa"
    ]
    if found.working is not None and found.working.has_activities:
        step("Working with AI: Bing Copilot by work activity")
        rows = tuple(found.working.activity_use())
        copilot = activity_uses.join_copilot(rows, today, conflicts)
        titles += [(row.activity_id, row.title) for row in rows]
    chatgpt: tuple[MonthShare, ...] | None = None
    if found.openai is not None:
        step("OpenAI Signals: ChatGPT by work activity")
        ids = activity_uses.ids_of_today(titles, today)
        chatgpt = activity_uses.join_chatgpt(found.openai.shares(), ids, conflicts)
    return Use(tuple(usage), tuple(activity_usage), tuple(api_usage), copilot, chatgpt)
