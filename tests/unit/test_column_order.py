"""Where a column stands in a table says nothing: index.catalogue."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import catalogue, corpus
from index.catalogue import Catalogue, exports, schema
from index.records.joined import Corpus
from index.records.terms import CHANGE_KINDS
from tests.support import write_everything

INSERTED = 777_001


def widened(sql: str) -> str:
    """The schema with another column before each column, the first one as well."""
    numbers = iter(range(10**6))
    tables, views = sql[: sql.index("CREATE VIEW")], sql[sql.index("CREATE VIEW") :]
    column = re.compile(r"^    (?=[a-z_0-9]+ +(?:TEXT|INTEGER|REAL)\b)", re.MULTILINE)
    tables = column.sub(
        lambda _: f"    inserted_{next(numbers)} INTEGER DEFAULT {INSERTED},\n    ", tables
    )
    views = views.replace("SELECT task.task_id,", f"SELECT {INSERTED} AS a, task.task_id,")
    views = views.replace("task.importance, ", f"{INSERTED} AS b, task.importance, ")
    views = views.replace("SELECT occupation.occ", f"SELECT {INSERTED} AS d, occupation.occ")
    views = views.replace("pay.people AS", f"{INSERTED} AS e, pay.people AS")
    return tables + re.sub(r"exposure.human (?=AS)", f"{INSERTED} AS c, exposure.human ", views)


def everything(opened: Catalogue, joined: Corpus) -> Iterator[object]:
    """All that a catalogue can be asked."""
    yield opened.sources
    task_ids = opened.tasks.ids()
    yield task_ids
    yield opened.tasks.entries(task_ids)
    yield opened.tasks.summaries(task_ids)
    for task_id in task_ids:
        yield opened.tasks.entry(task_id)
        yield opened.tasks.similar(task_id, 8)
        yield opened.changes.rewordings(task_id)
        yield opened.changes.proposals(task_id)
    yield opened.tasks.retired([task.task_id for task in joined.retired])
    yield opened.occupations.groups()
    for occupation in opened.occupations.all(None):
        yield occupation
        yield opened.occupations.entry(occupation.code)
        yield opened.occupations.tasks(occupation.code)
        yield opened.occupations.shares(occupation.code)
        yield opened.changes.emerging_of_occupation(occupation.code)
    for activity_id in opened.activities.ids():
        yield opened.activities.entry(activity_id, 1, 50)
        yield opened.activities.occupations(activity_id)
        yield opened.activities.below(activity_id)
    for product in opened.software.all():
        yield opened.software.entry(product.slug)
        yield opened.software.named(product.name.lower().split(), 3, unfinished=True)
    yield opened.changes.emerging()
    for step in opened.changes.steps():
        yield step
        yield opened.changes.counts(step.newer)
        yield opened.changes.retypings(step.newer)
        for kind in CHANGE_KINDS:
            yield opened.changes.of_kind(step.newer, kind, None, 0)


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    sources = tmp_path_factory.mktemp("sources")
    write_everything(sources)
    return corpus.read(sources)


@pytest.fixture(scope="module")
def as_it_is(joined: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plain") / catalogue.FILE_NAME
    catalogue.write(joined, path)
    return path


@pytest.fixture(scope="module")
def with_more(joined: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue whose tables have columns that nobody has heard of, between all others."""
    path = tmp_path_factory.mktemp("widened") / catalogue.FILE_NAME
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.catalogue.writer.sql", lambda: widened(schema.sql()))
        catalogue.write(joined, path)
    return path


def test_every_table_is_widened(with_more: Path) -> None:
    with closing(sqlite3.connect(with_more)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema"
            " WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        for (table,) in tables:
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
            assert rows
            assert all(row[0] == INSERTED and row.count(INSERTED) > 1 for row in rows), table


def test_a_column_put_into_the_middle_moves_no_figure(
    joined: Corpus, as_it_is: Path, with_more: Path
) -> None:
    plain, wide = Catalogue(as_it_is), Catalogue(with_more)
    for one, other in zip(everything(plain, joined), everything(wide, joined), strict=True):
        assert one == other


def test_a_column_put_into_the_middle_changes_no_table_to_download(
    as_it_is: Path, with_more: Path, tmp_path: Path
) -> None:
    exports.write(as_it_is, tmp_path / "plain", "onet-30.3-x")
    exports.write(with_more, tmp_path / "wide", "onet-30.3-x")
    tables = sorted((tmp_path / "plain").glob("*.csv"))
    assert len(tables) > 5
    for table in tables:
        assert table.read_bytes() == (tmp_path / "wide" / table.name).read_bytes()
