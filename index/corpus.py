"""Records of all publishers in, one corpus out: the only place where datasets meet.

Called by `index.build`. What is joined how (and why) is said at each function; what could not be
joined, or only oddly, is counted in the coverage report with examples, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from index import activity_uses, foreign_titles
from index.assistants import CopilotUse, MonthShare
from index.changes import Snapshot, changes, steps
from index.errors import SourceError
from index.labour import SocOutlook, SocPay
from index.measures import (
    MEASURES,
    Applicability,
    MeasureName,
    OccupationMeasure,
    SocScore,
    pairs,
    standing,
)
from index.records import (
    PATTERNS,
    RATERS,
    AutomationLabel,
    Conflict,
    Corpus,
    EmergingTask,
    Exposure,
    ExposureMeans,
    ForeignTitle,
    JoinedActivity,
    JoinedText,
    LayTitle,
    Matching,
    Occupation,
    OccupationLabel,
    Rating,
    RetiredTask,
    ScaleRating,
    Source,
    TaskLabel,
    TaskStatement,
    UsageText,
    WorkActivity,
)
from index.soc import published_code
from index.sources import aei, bls, eloundou, esco, microsoft, onet, signals
from index.sources.folders import candidates
from index.text import matching_key

EXAMPLES = 5
"""How many examples of each conflict the coverage report keeps."""

_LIKE_A_RELEASE = re.compile(r"onet/db_|aei/release_", re.IGNORECASE)

Dataset = (
    onet.OnetRelease
    | eloundou.EloundouStudy
    | aei.IndexRelease
    | aei.ApiSlice
    | signals.Signals
    | bls.EmploymentStatistics
    | bls.EmploymentProjections
    | esco.EscoLabels
    | esco.EscoCrosswalk
    | esco.SocCrosswalk
    | microsoft.WorkingWithAI
    | aei.ObservedExposure
)
Figures = TypeVar("Figures")

Step = Callable[[str], None]
"""Told what is being done, for a progress display."""


@dataclass(slots=True)
class _Conflicts:
    """Counts while the joins run."""

    meanings: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, meaning: str, example: str) -> None:
        self.meanings[kind] = meaning
        self.counts[kind] += 1
        if len(self.examples[kind]) < EXAMPLES:
            self.examples[kind].append(example)

    def report(self) -> tuple[Conflict, ...]:
        return tuple(
            Conflict(kind, meaning, self.counts[kind], tuple(self.examples[kind]))
            for kind, meaning in self.meanings.items()
        )


@dataclass(frozen=True, slots=True)
class _Named:
    """What ESCO and its crosswalks came to; by default nothing."""

    titles: tuple[ForeignTitle, ...] = ()
    parts: tuple[Dataset, ...] = ()
    coverage: Mapping[str, int] = field(
        default_factory=lambda: dict.fromkeys(foreign_titles.COUNTS, 0)
    )


def read(sources: Path, step: Step = lambda _: None) -> Corpus:
    """Reads a sources folder and joins what is in it.

    Raises SourceError with file, line and remedy where a file is not as it should be.
    """
    releases = onet.find_releases(sources)
    releases = tuple(release for release in releases if release.has_any_required)
    if not releases or not releases[0].is_complete:
        raise _no_release(sources, releases)
    newest, *older = releases
    study = eloundou.find_study(sources)
    index_releases = aei.find_releases(sources)
    statistics = bls.find_statistics(sources)
    projections = bls.find_projections(sources)
    working = microsoft.find_working_with_ai(sources)
    observed = aei.find_observed_exposure(sources)
    openai = signals.find_signals(sources)
    conflicts = _Conflicts()

    step("O*NET: occupations and tasks")
    occupations = {occupation.code: occupation for occupation in newest.occupations()}
    tasks = {
        task.task_id: task
        for task in sorted(newest.task_statements(), key=lambda task: task.task_id)
        if _known(task.occupation_code in occupations, conflicts, "task-without-occupation", task)
    }
    if not tasks:
        raise SourceError(sources / "onet", None, f"O*NET {newest.release} has no tasks at all.")
    job_zones = tuple(newest.job_zones())
    lay_titles = tuple(t for t in newest.lay_titles() if t.occupation_code in occupations)
    related = tuple(
        r
        for r in newest.related_occupations()
        if r.occupation_code in occupations and r.related_code in occupations
    )
    software = tuple(s for s in newest.software() if s.occupation_code in occupations)
    step("O*NET: ratings")
    ratings = _join_ratings(newest.task_ratings(), tasks, newest.source, conflicts)
    step("O*NET: work activities")
    activities = {activity.activity_id: activity for activity in newest.work_activities()}
    task_activities = _join_activities(newest.activity_links(), tasks, activities, conflicts)

    step("GPTs are GPTs: exposure labels")
    labels: list[TaskLabel] = []
    exposures: Mapping[int, Exposure] = {}
    occupation_labels: dict[str, OccupationLabel] = {}
    if study is not None:
        labels = list(study.task_labels())
        again = {label.task_id: label for label in study.automation_labels()}
        exposures = _join_labels(labels, again, tasks, study.source, conflicts)
        occupation_labels = {
            label.occupation_code: label
            for label in study.occupation_labels()
            if label.occupation_code in occupations
        }

    pay: Mapping[str, SocPay] | None = None
    outlook: Mapping[str, SocOutlook] | None = None
    if statistics is not None:
        step("BLS: pay and jobs")
        pay = _by_occupation(occupations, {each.soc_code: each for each in statistics.figures()})
    if projections is not None:
        step("BLS: outlook")
        figures = {each.soc_code: each for each in projections.figures()}
        outlook = _by_occupation(occupations, figures)

    named = _Named()
    if (esco_labels := esco.find_labels(sources)) and (walks := esco.find_crosswalks(sources)):
        step("ESCO: names in other languages")
        named = _join_esco(
            esco_labels, walks, esco.find_codes(sources), occupations, lay_titles, conflicts
        )
    scores: dict[MeasureName, Iterable[SocScore]] = _study_scores(occupation_labels.values())
    if working is not None and working.has_scores:
        step("Working with AI: applicability")
        scores["applicability"] = working.applicability()
    if observed is not None:
        step("Economic Index: observed exposure")
        scores["observed_exposure"] = observed.scores()
    for release in index_releases:  # oldest first: the newest that has them stays
        if shares := release.occupation_shares():
            scores["conversations"] = shares
    measures = _measures(occupations, scores)
    applicability = {} if working is None else _parts_of(working, measures)

    statements_20_1: list[tuple[int, str]] = []
    for release in index_releases:
        statements_20_1.extend(release.statements_20_1())
    by_text = _ids_by_key((task.task_id, task.text) for task in tasks.values())
    by_old_text = _ids_by_key(pair for pair in statements_20_1 if pair[0] in tasks)
    usage: list[JoinedText] = []
    for release in index_releases:
        step(f"Economic Index {release.release}: observed use")
        usage += _join_usage(
            release.usage_texts(), tasks, by_text, by_old_text, release.source, conflicts
        )

    titles_today = activity_uses.by_title(activities.values())
    activity_usage: list[JoinedActivity] = []
    api_usage: list[JoinedText] = []
    for release in index_releases:
        activity_usage += activity_uses.join_index(
            release.activity_texts(), release.source, titles_today, conflicts.add
        )
        if release.api is not None:
            step(f"Economic Index {release.release}: use through the API")
            api_usage += _join_usage(
                release.api.usage_texts(),
                tasks,
                by_text,
                by_old_text,
                release.api.source,
                conflicts,
            )
    copilot_use: Mapping[str, CopilotUse] | None = None
    iwa_titles: list[tuple[str, str]] = [
        (one.activity_id, one.title)
        for each in releases
        if each.names_activities
        for one in (activities.values() if each is newest else each.work_activities())
        if one.level == "iwa"
    ]
    if working is not None and working.has_activities:
        step("Working with AI: Bing Copilot by work activity")
        rows = tuple(working.activity_use())
        copilot_use = activity_uses.join_copilot(rows, titles_today, conflicts.add)
        iwa_titles += [(row.activity_id, row.title) for row in rows]
    chatgpt: tuple[MonthShare, ...] | None = None
    if openai is not None:
        step("OpenAI Signals: ChatGPT by work activity")
        ids = activity_uses.ids_of_today(iwa_titles, titles_today)
        chatgpt = activity_uses.join_chatgpt(openai.shares(), ids, conflicts.add)

    step("Retired tasks and changes")
    emerging = _known_emerging(newest.emerging_tasks(), occupations, conflicts)
    titles = {code: occupation.title for code, occupation in occupations.items()}
    today = Snapshot(newest.release, newest.source.date, tasks, titles)
    past = [_snapshot(release) for release in older]
    retired = _find_retired(
        [
            (one.release, release.source, one.tasks.values())
            for one, release in zip(past, older, strict=True)
        ],
        labels,
        study,
        statements_20_1,
        index_releases,
        tasks,
        by_text,
        emerging,
    )

    parts: list[Dataset] = [newest, *older, *([study] if study else []), *index_releases]
    parts += [release.api for release in index_releases if release.api is not None]
    others = (working, openai, statistics, projections, observed)
    parts += [part for part in others if part is not None]
    parts += named.parts
    taken = {release.path for release in releases} | {release.path for release in index_releases}
    missing = tuple(
        name for part in (newest, study, *index_releases) if part for name in part.missing
    ) + _passed_over(sources, taken)
    return Corpus(
        sources=tuple(part.source for part in parts if part.files),
        files=tuple(file for part in parts for file in part.files),
        occupations=occupations,
        job_zones=job_zones,
        lay_titles=lay_titles,
        related=related,
        software=software,
        tasks=tasks,
        ratings=ratings,
        activities=activities,
        task_activities=task_activities,
        exposures=exposures,
        occupation_labels=occupation_labels,
        usage=tuple(usage),
        retired=retired,
        steps=steps([today, *past]),
        changes=changes([today, *past]),
        emerging=emerging,
        coverage={
            **_coverage(occupations, tasks, ratings, task_activities, exposures, usage),
            "tasks_observed_through_the_api": len(
                {task_id for text in api_usage for task_id in text.task_ids}
            ),
            "activities_with_copilot_use": len(copilot_use or ()),
            "activities_with_chatgpt_use": len({one.activity_id for one in chatgpt or ()}),
            "activities_with_index_use": len({one.activity_id for one in activity_usage}),
            "occupations_with_pay": len(pay or ()),
            "occupations_with_outlook": len(outlook or ()),
            **named.coverage,
            **{
                f"occupations_with_{name}": sum(each.measure == name for each in measures)
                for name in MEASURES
            },
        },
        conflicts=conflicts.report(),
        missing=missing,
        foreign_titles=named.titles,
        pay=pay,
        outlook=outlook,
        measures=measures,
        measure_pairs=tuple(pairs(measures)),
        applicability=applicability,
        activity_usage=tuple(activity_usage),
        api_usage=tuple(api_usage),
        copilot=copilot_use,
        chatgpt=chatgpt,
    )


def _by_occupation(
    occupations: Iterable[str], figures: Mapping[str, Figures]
) -> dict[str, Figures]:
    """Occupation → its figures by SOC code; without the occupations that there are none of."""
    codes = {code: published_code(code, figures) for code in occupations}
    return {code: figures[found] for code, found in codes.items() if found is not None}


def _join_esco(
    labels: esco.EscoLabels,
    crosswalks: Sequence[esco.EscoCrosswalk],
    codes: esco.SocCrosswalk | None,
    occupations: Mapping[str, Occupation],
    lay_titles: Iterable[LayTitle],
    conflicts: _Conflicts,
) -> _Named:
    """Labels of ESCO become titles of O*NET's occupations: see `index.foreign_titles`."""
    joined = foreign_titles.join(
        list(labels.labels()),
        [crosswalk.matches() for crosswalk in crosswalks],
        codes.successors() if codes else {},
        occupations,
        lay_titles,
    )
    for match in joined.unknown:
        conflicts.add(
            "crosswalk-to-nothing",
            "A crosswalk from ESCO names an occupation that O*NET does not have; left out.",
            f"{match.occupation_code}: {match.concept_uri}",
        )
    parts: tuple[Dataset, ...] = (labels, *crosswalks, *([codes] if codes else []))
    return _Named(joined.titles, parts, joined.coverage)


def _study_scores(labels: Iterable[OccupationLabel]) -> dict[MeasureName, Iterable[SocScore]]:
    """The study's own means by both raters; it names O*NET occupations, not SOC codes."""
    known = sorted(labels, key=lambda label: label.occupation_code)
    raters: tuple[tuple[MeasureName, Callable[[OccupationLabel], ExposureMeans]], ...] = (
        ("beta_gpt4", lambda label: label.gpt4),
        ("beta_human", lambda label: label.human),
    )
    return {
        name: [
            SocScore(name, label.occupation_code, "", means(label).beta, None) for label in known
        ]
        for name, means in raters
    }


def _measures(
    occupations: Iterable[str], scores: Mapping[MeasureName, Iterable[SocScore]]
) -> tuple[OccupationMeasure, ...]:
    """Scores by code become measures of occupations, ranked among all that have one."""
    codes = sorted(occupations)
    found: list[OccupationMeasure] = []
    for name in MEASURES:
        by_code = {score.soc_code: score for score in scores.get(name, ())}
        own = {code: by_code[code] for code in codes if code in by_code}
        found += standing(name, {**_by_occupation(codes, by_code), **own})
    return tuple(found)


def _parts_of(
    working: microsoft.WorkingWithAI, measures: Iterable[OccupationMeasure]
) -> dict[str, Applicability]:
    """SOC code → what its AI applicability is made of, for the codes that occupations have."""
    used = {each.soc_code for each in measures if each.measure == "applicability"}
    parts = (part for part in working.applicability_parts() if part.soc_code in used)
    return {part.soc_code: part for part in parts}


def _no_release(sources: Path, releases: Sequence[onet.OnetRelease]) -> SourceError:
    remedy = 'Get one with "taskdex fetch", or build the sample with "taskdex build --sample".'
    if not releases:
        return SourceError(
            sources / "onet", None, "There is no O*NET text archive (db_30_3_text) here.", remedy
        )
    newest = releases[0]
    lacking = ", ".join(newest.missing_required)
    complete = next((release for release in releases if release.is_complete), None)
    if complete is not None:
        remedy = (
            f"Take it away (then O*NET {complete.release} is taken), or put the whole release in"
            ' its place ("taskdex fetch").'
        )
    return SourceError(
        sources / newest.path,
        None,
        f"O*NET {newest.release} is not complete: no {lacking}.",
        remedy,
    )


def _passed_over(sources: Path, taken: Set[str]) -> tuple[str, ...]:
    """What has the name of a release, or nearly so, and is none."""
    paths = (*candidates(sources / "onet"), *candidates(sources / "aei"))
    shown = (path.relative_to(sources).as_posix() for path in paths)
    return tuple(
        f"what is to be read in {path}"
        for path in shown
        if path not in taken and _LIKE_A_RELEASE.match(path)
    )


def _known(known: bool, conflicts: _Conflicts, kind: str, task: TaskStatement) -> bool:
    if not known:
        conflicts.add(
            kind,
            "A task names an occupation that Occupation Data.txt does not have; left out.",
            f"task {task.task_id}: {task.occupation_code}",
        )
    return known


def _join_ratings(
    rows: Iterable[ScaleRating],
    tasks: Mapping[int, TaskStatement],
    source: Source,
    conflicts: _Conflicts,
) -> Mapping[int, Rating]:
    """IM and RT of one task become one Rating, ranked within the occupation by importance."""
    importance: dict[int, ScaleRating] = {}
    relevance: dict[int, ScaleRating] = {}
    for row in rows:
        if row.task_id not in tasks:
            conflicts.add(
                "rating-without-task",
                "Task Ratings.txt rates a task that Task Statements.txt does not have; left out.",
                f"task {row.task_id}, scale {row.scale}",
            )
            continue
        (importance if row.scale == "IM" else relevance)[row.task_id] = row
    values: dict[str, list[float]] = defaultdict(list)
    for task_id, row in importance.items():
        values[tasks[task_id].occupation_code].append(row.value)
    ratings: dict[int, Rating] = {}
    for task_id in sorted(importance.keys() | relevance.keys()):
        important = importance.get(task_id)
        relevant = relevance.get(task_id)
        row = important or relevance[task_id]
        peers = values[tasks[task_id].occupation_code]
        rank = tied_with = None
        if important is not None:
            rank = 1 + sum(value > important.value for value in peers)
            tied_with = peers.count(important.value) - 1
        ratings[task_id] = Rating(
            importance=important.value if important else None,
            importance_interval=important.interval if important else None,
            relevance_percent=relevant.value if relevant else None,
            relevance_interval=relevant.interval if relevant else None,
            rank=rank,
            rated_tasks=len(peers),
            tied_with=tied_with,
            # Where Task Ratings.txt has no N, the statement says how many incumbents responded.
            respondents=row.respondents or tasks[task_id].respondents,
            low_precision=row.low_precision,
            date=row.date,
            rated_by=row.rated_by,
            source=source,
        )
    return ratings


def _join_activities(
    links: Iterable[tuple[int, str]],
    tasks: Mapping[int, TaskStatement],
    activities: Mapping[str, WorkActivity],
    conflicts: _Conflicts,
) -> Mapping[int, tuple[str, ...]]:
    joined: dict[int, list[str]] = defaultdict(list)
    for task_id, activity_id in links:
        if task_id in tasks and activity_id in activities:
            joined[task_id].append(activity_id)
        else:
            conflicts.add(
                "activity-link-to-nothing",
                "Tasks to DWAs.txt links a task or an activity that the release does not have;"
                " left out.",
                f"task {task_id}, activity {activity_id}",
            )
    return {task_id: tuple(sorted(set(ids))) for task_id, ids in sorted(joined.items())}


def _join_labels(
    labels: Iterable[TaskLabel],
    again: Mapping[int, AutomationLabel],
    tasks: Mapping[int, TaskStatement],
    source: Source,
    conflicts: _Conflicts,
) -> Mapping[int, Exposure]:
    """By task id, which is stable; a label of a statement edited since then says so.

    `again` holds the automation labels that were given a second time, by task.
    """
    exposures: dict[int, Exposure] = {}
    for label in labels:
        task = tasks.get(label.task_id)
        if task is None:
            conflicts.add(
                "label-of-retired-task",
                "The study labels a task that O*NET has retired since; left out.",
                f"task {label.task_id}: {label.text}",
            )
            continue
        edited = label.text != task.text and matching_key(label.text) != matching_key(task.text)
        if edited:
            conflicts.add(
                "label-of-edited-text",
                "The study labelled an earlier wording of the task; kept, and said on the page.",
                f"task {label.task_id}: {label.text} → {task.text}",
            )
        exposures[label.task_id] = Exposure(
            gpt4=label.gpt4,
            human=label.human,
            gpt4_alternative=label.gpt4_alternative,
            alpha=label.alpha,
            beta=label.beta,
            gamma=label.gamma,
            automation=label.automation,
            automation_second=second.gpt4 if (second := again.get(label.task_id)) else None,
            automation_human=second.human if second else None,
            labelled_text=label.text if edited else None,
            source=source,
        )
    return dict(sorted(exposures.items()))


def _ids_by_key(texts: Iterable[tuple[int, str]]) -> Mapping[str, list[int]]:
    """Matching key → the ids of the tasks whose text has it."""
    grouped: dict[str, list[int]] = defaultdict(list)
    for task_id, text in texts:
        grouped[matching_key(text)].append(task_id)
    return dict(grouped)


def _join_usage(
    texts: Iterable[UsageText],
    tasks: Mapping[int, TaskStatement],
    by_text: Mapping[str, list[int]],
    by_old_text: Mapping[str, list[int]],
    source: Source,
    conflicts: _Conflicts,
) -> list[JoinedText]:
    """By published Task ID where there is one, else by text, else through the O*NET 20.1 ids.

    The Index names a task by its lower-cased 20.1 statement, so one text can stand for several
    tasks; its figures are then the text's, and every task that shares it is told so.
    """
    rows = sorted(texts, key=lambda row: row.text)
    published = {row.text for row in rows}
    joined: list[JoinedText] = []
    taken: dict[int, str] = {}
    # Texts that match by themselves come first, so that a task which has one is never given
    # another text through its old id.
    keyed = [(row, matching_key(row.text)) for row in rows]
    for row, key in sorted(keyed, key=lambda pair: pair[1] not in by_text):
        matching: Matching = "text"
        # Where texts differ in no more than a comma, a task takes the one that is its own.
        ids = [
            task_id
            for task_id in by_text.get(key, [])
            if (own := tasks[task_id].text.lower()) == row.text or own not in published
        ]
        if row.task_id is not None:
            matching, ids = "task-id", [row.task_id] if row.task_id in tasks else []
        elif key not in by_text:
            matching, ids = "onet-20.1-id", by_old_text.get(key, [])
        free = [task_id for task_id in ids if task_id not in taken]
        for task_id in set(ids) - set(free):
            conflicts.add(
                "usage-texts-of-one-task",
                "Two published texts of one release lead to the same task; the first one counts.",
                f"{source.release}, task {task_id}: {taken[task_id]} / {row.text}",
            )
        if not ids:
            conflicts.add(
                "usage-of-no-task",
                "A published text is that of no task of today; left out. Counted once in each"
                " file that has it.",
                f"{source.name} {source.release}: {row.text}",
            )
        if free:
            taken.update(dict.fromkeys(free, row.text))
            joined.append(JoinedText(row, source, dict.fromkeys(sorted(free), matching)))
        pattern_sum = sum(row.patterns.get(name) or 0.0 for name in PATTERNS)
        if pattern_sum > 100.5:
            conflicts.add(
                "patterns-above-100-percent",
                "The patterns of a text add up to more than 100 %; kept as published.",
                f"{source.release}: {row.text} ({pattern_sum:.2f})",
            )
    return joined


def _snapshot(release: onet.OnetRelease) -> Snapshot:
    """What a release lists, to be compared with its neighbours."""
    return Snapshot(
        release=release.release,
        date=release.source.date,
        tasks={task.task_id: task for task in release.task_statements()},
        titles={one.code: one.title for one in release.occupations()}
        if release.lists_occupations
        else None,
    )


def _known_emerging(
    emerging: Iterable[EmergingTask],
    occupations: Mapping[str, Occupation],
    conflicts: _Conflicts,
) -> tuple[EmergingTask, ...]:
    """By occupation, revisions after new ones, as the file has them within that."""
    known = []
    for task in emerging:
        if task.occupation_code in occupations:
            known.append(task)
        else:
            conflicts.add(
                "emerging-without-occupation",
                "Emerging Tasks.txt proposes a task for an occupation that Occupation Data.txt"
                " does not have; left out.",
                f"{task.occupation_code}: {task.text}",
            )
    return tuple(sorted(known, key=lambda task: (task.occupation_code, task.category)))


def _find_retired(
    older: Iterable[tuple[str, Source, Iterable[TaskStatement]]],
    labels: Iterable[TaskLabel],
    study: eloundou.EloundouStudy | None,
    statements_20_1: Iterable[tuple[int, str]],
    index_releases: Iterable[aei.IndexRelease],
    tasks: Mapping[int, TaskStatement],
    by_text: Mapping[str, list[int]],
    emerging: Iterable[EmergingTask],
) -> tuple[RetiredTask, ...]:
    """Ids of older releases that today's does not have; the newest mention of each counts.

    Besides older archives in the sources folder, the exposure study (made from O*NET 27.2) and
    the Index's copy of O*NET 20.1 name tasks that are no more. What came after one has its words
    today, or had them once, or has those that were proposed in its place.
    """
    revisions = _revisions(emerging)

    mentions: list[tuple[int, str, str, str, Source]] = []
    for release, source, statements in older:
        mentions += [(t.task_id, t.occupation_code, t.text, release, source) for t in statements]
    if study is not None:
        labelled = study.source
        mentions += [(x.task_id, x.occupation_code, x.text, "27.2", labelled) for x in labels]
    copy_20_1 = next((r.source for r in index_releases if r.release == "2025-03-27"), None)
    if copy_20_1 is not None:
        mentions += [(task_id, "", text, "20.1", copy_20_1) for task_id, text in statements_20_1]

    by_wording = _ids_by_key(
        {
            (task_id, text)
            for task_id, _, text, _, _ in mentions
            if task_id in tasks and text != tasks[task_id].text
        }
    )
    retired: dict[int, RetiredTask] = {}
    newest_first = sorted(mentions, key=lambda m: [-int(n) for n in m[3].split(".")])
    for task_id, code, text, release, source in newest_first:
        if task_id in tasks or task_id in retired:
            continue
        key = matching_key(text)
        ids = (
            by_text.get(key) or by_wording.get(key) or by_text.get(revisions.get(task_id, "")) or []
        )
        same = [tasks[other] for other in sorted(set(ids))]
        successor = next((t for t in same if t.occupation_code == code), None)
        if successor is None and len(same) == 1:
            successor = same[0]
        retired[task_id] = RetiredTask(
            task_id=task_id,
            occupation_code=code,
            text=text,
            last_release=release,
            successor_id=successor.task_id if successor else None,
            source=source,
        )
    return tuple(retired[task_id] for task_id in sorted(retired))


def _revisions(emerging: Iterable[EmergingTask]) -> Mapping[int, str]:
    """Task id → matching key of the statement that was proposed in its place."""
    return {
        task.original_task_id: matching_key(task.text)
        for task in emerging
        if task.original_task_id is not None
    }


def _coverage(
    occupations: Mapping[str, Occupation],
    tasks: Mapping[int, TaskStatement],
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
    with_tasks = {task.occupation_code for task in tasks.values()}
    return {
        "occupations": len(occupations),
        "occupations_with_tasks": len(with_tasks),
        "tasks": len(tasks),
        "tasks_untyped": sum(task.type is None for task in tasks.values()),
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
