"""Records in SQLite and back: index.catalogue."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path

import pytest

from index import catalogue, corpus
from index.catalogue import Catalogue
from index.catalogue.schema import SCHEMA_VERSION
from index.errors import NotFoundError, ReleaseError
from index.records.joined import Corpus, Usage
from index.sources import sample as packaged
from tests.support import ART, DWA, FUN, GWA, IWA, OTHER_DWA, write_everything, write_onet

needs_proc = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs Linux's /proc")


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    sources = tmp_path_factory.mktemp("sources")
    write_everything(sources)
    return corpus.read(sources)


@pytest.fixture(scope="module")
def path(joined: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("catalogue") / catalogue.FILE_NAME
    catalogue.write(joined, path)
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[Catalogue]:
    with closing(Catalogue(path)) as opened:
        yield opened


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def descriptors(path: Path) -> int:
    """How many descriptors of this process lead to a file."""
    found = 0
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            found += link.readlink() == path.resolve()
    return found


# --- connections ---------------------------------------------------------------------------------


@needs_proc
def test_a_connection_ends_with_its_thread(path: Path) -> None:
    with closing(Catalogue(path)) as opened:
        for _ in range(20):
            thread = threading.Thread(target=opened.tasks.entry, args=(1,))
            thread.start()
            thread.join()
        assert descriptors(path) == 1


@needs_proc
def test_a_catalogue_that_is_let_go_leaves_nothing_open(path: Path) -> None:
    for _ in range(50):
        Catalogue(path).tasks.entry(1)
    assert descriptors(path) == 0
    closed = Catalogue(path)
    closed.close()
    assert descriptors(path) == 0


def test_a_thread_that_comes_after_the_file_has_gone_shares_the_first_connection(
    path: Path, tmp_path: Path
) -> None:
    pruned = Path(shutil.copy(path, tmp_path))
    with ThreadPoolExecutor(1) as first:  # the thread that opens it does not outlive it
        opened = first.submit(Catalogue, pruned).result()
    pruned.unlink()
    with closing(opened):
        assert opened.tasks.entry(1).task.task_id == 1


# --- the file ------------------------------------------------------------------------------------


def test_every_table_has_rows_and_every_reference_leads_somewhere(path: Path) -> None:
    assert rows(path, "PRAGMA foreign_key_check") == []
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    tables = rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table'")
    for (table,) in tables:
        assert rows(path, f"SELECT count(*) FROM {table}") != [(0,)], table


def test_references_of_the_sample_lead_somewhere(tmp_path: Path) -> None:
    path = tmp_path / catalogue.FILE_NAME
    catalogue.write(corpus.read(packaged.folder()), path)
    assert rows(path, "PRAGMA foreign_key_check") == []


def test_the_same_records_make_the_same_bytes(joined: Corpus, path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.sqlite"
    catalogue.write(joined, again)
    assert again.read_bytes() == path.read_bytes()


def test_a_file_of_another_schema_is_refused(path: Path, tmp_path: Path) -> None:
    other = tmp_path / catalogue.FILE_NAME
    other.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(other)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(ReleaseError, match=rf"catalogue\.sqlite has schema {SCHEMA_VERSION + 1}"):
        Catalogue(other)


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be one" * 9])
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(content)
    with pytest.raises(ReleaseError, match=r"catalogue\.sqlite .*taskdex build"):
        Catalogue(tmp_path / "catalogue.sqlite")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"catalogue\.sqlite"):
        Catalogue(tmp_path / "catalogue.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_records_that_contradict_one_another_are_not_written(
    joined: Corpus, tmp_path: Path
) -> None:
    related = joined.related[0]
    broken = Corpus(
        **{name: getattr(joined, name) for name in Corpus.__slots__ if name != "related"},
        related=(related, related),
    )
    with pytest.raises(ReleaseError, match="cannot be written"):
        catalogue.write(broken, tmp_path / catalogue.FILE_NAME)


# --- every record comes back as it went in --------------------------------------------------------


def test_tasks_come_back(joined: Corpus, opened: Catalogue) -> None:
    assert tuple(opened.tasks.ids()) == tuple(joined.tasks)
    for task_id, task in joined.tasks.items():
        entry = opened.tasks.entry(task_id)
        assert entry.task == task
        assert entry.occupation == joined.occupations[task.occupation_code]
        assert entry.rating == joined.ratings.get(task_id)
        assert entry.exposure == joined.exposures.get(task_id)
        assert entry.group_title == "Healthcare Practitioners and Technical"
        dwas = joined.task_activities[task_id]
        assert tuple(path.dwa.activity_id for path in entry.activities) == dwas


def test_activity_paths_come_back_with_their_counts(joined: Corpus, opened: Catalogue) -> None:
    (path,) = opened.tasks.entry(1).activities
    assert [path.dwa, path.iwa, path.gwa] == [joined.activities[i] for i in (DWA, IWA, GWA)]
    assert (path.task_count, path.occupation_count) == (2, 2)


def test_usage_comes_back_oldest_first_with_whom_it_is_shared(
    joined: Corpus, opened: Catalogue
) -> None:
    for task_id in joined.tasks:
        expected = [
            Usage(
                measures=text.measures,
                matched_by=text.task_ids[task_id],
                shared_with=tuple(other for other in text.task_ids if other != task_id),
                source=text.source,
            )
            for text in joined.usage
            if task_id in text.task_ids
        ]
        assert list(opened.tasks.entry(task_id).usage) == expected
    assert opened.tasks.entry(2).usage[0].shared_with == (4,)
    assert opened.tasks.entry(4).usage[0].shared_with == (2,)


def test_shares_of_an_occupation_are_those_of_its_tasks(joined: Corpus, opened: Catalogue) -> None:
    for code in joined.occupations:
        shares = opened.occupations.shares(code)
        expected = {
            (task.task_id, usage.measures.release): (
                usage.measures.share_percent,
                len(usage.shared_with),
                usage.source.key,
            )
            for task in opened.occupations.entry(code).tasks
            for usage in opened.tasks.entry(task.task_id).usage
        }
        assert {
            (one.task_id, one.release): (one.share_percent, one.shared_count, one.source_key)
            for one in shares
        } == expected
        assert [one.release for one in shares] == sorted(one.release for one in shares)


def test_occupations_of_an_activity_have_its_tasks(joined: Corpus, opened: Catalogue) -> None:
    for activity_id in joined.activities:
        entry = opened.activities.entry(activity_id, page=1, size=1000)
        counts: dict[str, int] = {}
        for task in entry.tasks:
            counts[task.occupation_code] = counts.get(task.occupation_code, 0) + 1
        found = opened.activities.occupations(activity_id)
        assert {one.code: one.task_count for one in found} == counts
        assert len(found) == entry.occupation_count


def test_retired_tasks_come_back(joined: Corpus, opened: Catalogue) -> None:
    assert joined.retired
    task_ids = [task.task_id for task in joined.retired]
    assert opened.tasks.retired(task_ids) == joined.retired
    assert opened.tasks.retired([1, *reversed(task_ids)]) == joined.retired[::-1]
    assert opened.tasks.retired([1]) == ()
    assert {task.task_id: task.successor_id for task in joined.retired} == {8: None, 9: 3}


def test_sources_come_back_in_their_order(joined: Corpus, opened: Catalogue) -> None:
    assert tuple(opened.sources.values()) == joined.sources


def test_an_entry_names_the_sources_of_its_figures(opened: Catalogue) -> None:
    assert [s.key for s in opened.tasks.entry(3).sources] == [
        *("onet", "aei-2026-06-26", "working-with-ai", "openai-signals")
    ]
    keys = [
        "onet",
        "eloundou",
        "aei-2025-03-27",
        "aei-2026-06-26",
        "working-with-ai",
        "openai-signals",
    ]
    assert [s.key for s in opened.tasks.entry(1).sources] == keys


def test_occupations_come_back(joined: Corpus, opened: Catalogue) -> None:
    entry = opened.occupations.entry(ART)
    assert entry.occupation == joined.occupations[ART]
    assert entry.job_zone == joined.job_zones[0]
    assert entry.titles == ("Certified Art Psychotherapist",)
    assert [task.task_id for task in entry.tasks] == [1, 2]
    assert entry.exposure_gpt4.means == joined.occupation_labels[ART].gpt4
    assert entry.exposure_human.means == joined.occupation_labels[ART].human
    assert entry.exposure_gpt4.counts == {"E0": 1, "E1": 0, "E2": 1, "unlabelled": 0}
    assert entry.exposure_human.counts == {"E0": 0, "E1": 1, "E2": 0, "unlabelled": 1}
    assert [other.code for other in entry.related] == [FUN]


def test_an_occupation_without_zone_or_means_has_none(opened: Catalogue) -> None:
    entry = opened.occupations.entry(FUN)
    assert entry.job_zone is None
    assert entry.exposure_gpt4.means is None
    assert entry.related == ()


def test_activities_come_back_at_all_three_levels(joined: Corpus, opened: Catalogue) -> None:
    for activity_id, ancestors, children in (
        (GWA, (), (IWA,)),
        (IWA, (GWA,), (DWA, OTHER_DWA)),
        (DWA, (GWA, IWA), ()),
    ):
        entry = opened.activities.entry(activity_id, 1, 50)
        assert entry.activity == joined.activities[activity_id]
        assert tuple(a.activity_id for a in entry.ancestors) == ancestors
        assert tuple(a.activity_id for a in entry.children) == children
        assert entry.task_count == len(entry.tasks)
    assert opened.activities.entry(GWA, 1, 50).task_count == 4


def test_summaries_say_what_entries_say(joined: Corpus, opened: Catalogue) -> None:
    for task_id in joined.tasks:
        entry, summary = opened.tasks.entry(task_id), opened.tasks.summary(task_id)
        assert (summary.text, summary.type) == (entry.task.text, entry.task.type)
        assert summary.occupation_title == entry.occupation.title
        assert summary.importance == (entry.rating.importance if entry.rating else None)
        assert summary.rank == (entry.rating.rank if entry.rating else None)
        assert summary.exposure == (entry.exposure.gpt4 if entry.exposure else None)
        assert summary.human_exposure == (entry.exposure.human if entry.exposure else None)
        assert summary.observed == bool(entry.usage)
        assert summary.latest_share_percent == joined.latest_shares.get(task_id)


# --- lists ---------------------------------------------------------------------------------------


def test_lists_of_tasks_begin_with_the_most_important_and_end_with_the_unrated(
    opened: Catalogue,
) -> None:
    tasks = opened.activities.entry(GWA, 1, 50).tasks
    assert [task.task_id for task in tasks] == [1, 3, 2, 4]
    assert [task.task_id for task in opened.occupations.tasks(FUN)] == [3, 4]


def test_pages_of_an_activity_are_the_list_cut_up(opened: Catalogue) -> None:
    pages = [opened.activities.entry(GWA, page, 3) for page in (1, 2)]
    assert [task.task_id for page in pages for task in page.tasks] == [1, 3, 2, 4]
    assert {page.page_count for page in pages} == {2}
    for page in (0, 3):
        with pytest.raises(NotFoundError):
            opened.activities.entry(GWA, page, 3)


def test_similar_tasks_share_activities_and_are_of_other_occupations(opened: Catalogue) -> None:
    assert [task.task_id for task in opened.tasks.similar(1, 8)] == [3]
    assert [task.task_id for task in opened.tasks.similar(2, 8)] == [4]
    assert opened.tasks.similar(2, 0) == ()


def test_of_those_that_share_as_many_the_ones_with_more_words_in_common_come_first(
    tmp_path: Path,
) -> None:
    statements = [(1, ART, "Draw tall trees."), (2, FUN, "Sing."), (3, FUN, "Draw trees.")]
    write_onet(tmp_path / "sources", statements, links=[(1, DWA), (2, DWA), (3, DWA)])
    catalogue.write(corpus.read(tmp_path / "sources"), tmp_path / "c.sqlite")
    with closing(Catalogue(tmp_path / "c.sqlite")) as small:
        assert [t.task_id for t in small.tasks.similar(1, 8)] == [3, 2]


def test_an_activity_of_few_tasks_brings_closer_than_one_of_many(tmp_path: Path) -> None:
    statements = [(1, ART, "Draw."), (2, FUN, "Sing."), (3, FUN, "Act."), (4, FUN, "Jump.")]
    links = [(1, DWA), (1, OTHER_DWA), (2, DWA), (3, OTHER_DWA), (4, DWA)]
    write_onet(tmp_path / "sources", statements, links=links)
    catalogue.write(corpus.read(tmp_path / "sources"), tmp_path / "c.sqlite")
    with closing(Catalogue(tmp_path / "c.sqlite")) as small:
        assert [t.task_id for t in small.tasks.similar(1, 8)] == [3, 2, 4]


def test_groups_and_occupations_are_listed_by_code(opened: Catalogue) -> None:
    (group,) = opened.occupations.groups()
    assert (group.code, group.occupation_count, group.task_count) == ("29", 2, 4)
    codes = [occupation.code for occupation in opened.occupations.all(None)]
    assert all(one < other for one, other in pairwise(codes))
    assert [o.code for o in opened.occupations.all("29")] == codes
    assert opened.occupations.all("11") == ()
    assert [a.activity_id for a in opened.activities.below(None)] == [GWA]


@pytest.mark.parametrize("task_id", [0, -1, 5, 10**18, 10**30])
def test_an_unknown_task_is_not_found(opened: Catalogue, task_id: int) -> None:
    with pytest.raises(NotFoundError):
        opened.tasks.entry(task_id)
    with pytest.raises(NotFoundError):
        opened.tasks.summary(task_id)
    assert opened.tasks.retired([task_id]) == ()
    assert opened.tasks.entries([task_id, 1]) == opened.tasks.entries([1])
    assert opened.tasks.similar(task_id, 8) == ()


@pytest.mark.parametrize("code", ["", "29-1129.99", "x' OR '1'='1"])
def test_an_unknown_occupation_or_activity_is_not_found(opened: Catalogue, code: str) -> None:
    with pytest.raises(NotFoundError):
        opened.occupations.entry(code)
    assert opened.occupations.tasks(code) == ()
    with pytest.raises(NotFoundError):
        opened.activities.entry(code, 1, 50)


def test_changes_come_back(joined: Corpus, opened: Catalogue) -> None:
    assert opened.changes.steps() == joined.steps
    (step,) = joined.steps
    counts = opened.changes.counts(step.newer)
    assert counts == {"added": 3, "reworded": 1, "retyped": 1, "retired": 1}
    for kind, count in counts.items():
        expected = tuple(change for change in joined.changes if change.kind == kind)
        assert opened.changes.of_kind(step.newer, kind, None, 0) == expected
        assert opened.changes.of_kind(step.newer, kind, 1, count - 1) == expected[-1:]
        assert opened.changes.of_kind(step.newer, kind, 9, count) == ()
    assert opened.changes.retypings(step.newer) == ((None, "core", 1),)
    assert opened.changes.rewordings(1) == opened.changes.of_kind(step.newer, "reworded", None, 0)
    assert opened.changes.rewordings(2) == ()


def test_emerging_tasks_come_back_with_what_they_revise(joined: Corpus, opened: Catalogue) -> None:
    assert tuple(one.task for one in opened.changes.emerging()) == joined.emerging
    (revision,) = opened.changes.proposals(2)
    assert (revision.original_text, revision.occupation_title) == (
        "Show artwork of clients.",
        "Art Therapists",
    )
    (new,) = opened.changes.emerging_of_occupation(FUN)
    assert (new.task.category, new.task.original_task_id, new.original_text) == ("New", None, None)
    assert opened.changes.proposals(1) == opened.changes.emerging_of_occupation("11-1011.00") == ()
