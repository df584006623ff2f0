"""Publishers' files in, a published release out: index.build."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Encyclopedia, corpus, release
from index.build import build, coverage_report, identify
from index.errors import ReleaseError, SourceError, TaskdexError
from index.release import BUILDING, MANIFEST
from tests.support import ART, DWA, FUN, ROOT, write_everything, write_onet


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    write_everything(tmp_path / "sources")
    return tmp_path / "sources"


def nothing_published(home: Path) -> bool:
    return release.release_ids(home) == () and release.current_id(home) is None


def onet(sources: Path, name: str) -> Path:
    return sources / "onet" / "db_30_3_text" / f"{name}.txt"


def edit(path: Path, old: str, new: str) -> None:
    content = path.read_bytes()
    assert old.encode() in content
    path.write_bytes(content.replace(old.encode(), new.encode("utf-8", "surrogateescape"), 1))


# What is wrong → makes it so; then what the message says of it.
BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "a column has another name": (
        lambda s: edit(onet(s, "Task Ratings"), "Data Value", "Value"),
        r"Task Ratings\.txt, line 1: .*Data Value",
    ),
    "an id is there twice": (
        lambda s: edit(onet(s, "Task Statements"), "\t2\t", "\t1\t"),
        r"Task Statements\.txt, line 3: .*Task ID",
    ),
    "a figure is NaN": (
        lambda s: edit(onet(s, "Task Ratings"), "IM\t4.5", "IM\tNaN"),
        r"Task Ratings\.txt, line 2: .*Data Value",
    ),
    "a statement holds HTML": (
        lambda s: edit(onet(s, "Task Statements"), "Lead games.", "Lead <b>games</b>."),
        r"Task Statements\.txt, line 4: .*HTML",
    ),
    "a file is not UTF-8": (
        lambda s: edit(onet(s, "Task Statements"), "Lead", "L\udcffad"),
        r"Task Statements\.txt, line 4",
    ),
    "a file is a web page": (
        lambda s: edit(s / "eloundou" / "full_labelset.tsv", "O*NET-SOC Code", "<html>"),
        r"full_labelset\.tsv, line 1",
    ),
    "a file is missing": (lambda s: onet(s, "Tasks to DWAs").unlink(), r"Tasks to DWAs\.txt"),
    "the Index has another layout": (
        lambda s: edit(
            s / "aei/release_2026_06_26/data/aei_claude_ai_2026-06-26.csv", "metric_id", "metric"
        ),
        r"aei_claude_ai_2026-06-26\.csv",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_stops_the_build_and_nothing_is_published(
    sources: Path, tmp_path: Path, what: str
) -> None:
    spoil, told = BAD[what]
    home = tmp_path / "home"
    spoil(sources)
    with pytest.raises(SourceError, match=told):
        build(sources, home, quiet=True)
    assert nothing_published(home)
    assert not list(home.rglob(f"*{BUILDING}"))


def test_a_bad_file_leaves_the_release_that_was_there(sources: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    before = build(sources, home, quiet=True).manifest.release_id
    edit(onet(sources, "Task Ratings"), "IM\t4.5", "IM\t45")
    with pytest.raises(SourceError):
        build(sources, home, quiet=True)
    assert release.current_id(home) == before
    assert release.release_ids(home) == (before,)


@pytest.mark.parametrize(
    "step", ["build.exports.write", "engines.whoosh.writer.write", "release._sync_tree"]
)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EMFILE])
def test_a_disk_that_does_not_take_it_is_one_clear_error(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, "the disk says no")

    home = tmp_path / "home"
    monkeypatch.setattr(f"index.{step}", fail)
    with pytest.raises(ReleaseError, match="the disk says no"):
        build(sources, home, quiet=True)
    assert nothing_published(home)


def test_a_home_that_cannot_be_written_is_one_clear_error(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ReleaseError, match="file"):
        build(sources, tmp_path / "file" / "home", quiet=True)


def test_a_finished_release_that_does_not_answer_is_not_published(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_text(*_: object, **__: object) -> None:
        raise ReleaseError("Task 1 is not found by its own statement.")

    home = tmp_path / "home"
    monkeypatch.setattr("index.build.check_answers", other_text)
    with pytest.raises(ReleaseError, match="own statement"):
        build(sources, home, quiet=True)
    assert nothing_published(home)


def test_the_same_sources_are_built_once(sources: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = build(sources, home, quiet=True)
    again = build(sources, home, quiet=True)
    assert (first.was_there, again.was_there) == (False, True)
    assert again.manifest == first.manifest


def test_another_file_makes_another_release(sources: Path, tmp_path: Path) -> None:
    first = build(sources, tmp_path / "home", quiet=True).manifest
    edit(onet(sources, "Task Statements"), "Lead games.", "Lead the games.")
    second = build(sources, tmp_path / "home", quiet=True).manifest
    assert first.release_id != second.release_id
    assert first.release_id.startswith("onet-30.3-")


@pytest.mark.parametrize(
    "changed",
    [
        "engines/whoosh/writer.py",
        "catalogue/schema.sql",
        "sources/onet_releases.toml",
        "relevance/lists/stop_words.txt",
    ],
)
def test_another_program_makes_another_release(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    package = tmp_path / "index"
    ignored = shutil.ignore_patterns("__pycache__", "sample")
    shutil.copytree(ROOT / "index", package, ignore=ignored)
    monkeypatch.setattr("index.build.__file__", str(package / "build.py"))
    joined = corpus.read(sources)
    before = identify(joined, "1")
    with (package / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert identify(joined, "1") != before


def test_the_manifest_says_what_is_in_the_release(sources: Path, tmp_path: Path) -> None:
    manifest = build(sources, tmp_path / "home", quiet=True).manifest
    with Encyclopedia.open(tmp_path / "home") as opened:
        info = opened.release
        assert info.task_count == len(list(opened.task_ids())) == opened.search("").tasks.total
        assert info.occupation_count == len(opened.occupations()) == 2
        assert info.activity_count == 4
        assert info.lay_title_count == 2
        assert info.sources == manifest.sources
        assert info.onet.release == "30.3"
        assert not info.is_sample
    assert manifest.counts["retired_tasks"] == 2
    assert manifest.missing == (
        "Sample of Reported Titles.txt",
        "automation_vs_augmentation_by_task.csv",
    )


def test_the_report_names_figures_conflicts_and_what_is_missing(
    sources: Path, tmp_path: Path
) -> None:
    manifest = build(sources, tmp_path / "home", quiet=True).manifest
    report = coverage_report(manifest)
    assert manifest.release_id in report
    for told in ("2026-01-15", "label-of-edited-text", "Sample of Reported Titles.txt"):
        assert told in report
    written = json.loads((tmp_path / "home" / "current" / MANIFEST).read_text(encoding="utf-8"))
    assert written["release_id"] == manifest.release_id


ODD_STATEMENTS = [
    "Use Foo™ tools.",
    "Cut ½ inch off.",
    "Fit ﬁttings … quickly.",
    "Work in cafés – naïvely.",
    "Say \"no\" to 'it'.",
    "-based work of self -help.",
    "Type type:core exposure:E9 only.",
    "Write C++ and C#.",
    "Read 日本語.",
    "Do a of the.",
    "1 2 3.",
    "Assess " + "very " * 400 + "long statements.",
]


@pytest.mark.parametrize("odd", ODD_STATEMENTS, ids=ascii)
def test_a_statement_of_any_characters_is_built_and_found(tmp_path: Path, odd: str) -> None:
    fillers = [(n, FUN, f"Lead game number {n} of some {n * n}.") for n in range(2, 40)]
    rated = {n: 4.0 for n, _, _ in fillers}
    write_onet(
        tmp_path / "s",
        [(1, ART, odd), *fillers],
        importance=rated,
        links=[(1, DWA)],
        occupations={ART: f"People who {odd[:60]}", FUN: "Recreational Therapists"},
    )
    build(tmp_path / "s", tmp_path / "home", quiet=True)
    with Encyclopedia.open(tmp_path / "home") as opened:
        assert opened.task(1).task.text == odd.strip()
        assert opened.search("").tasks.total == len(fillers) + 1


def test_a_release_without_anything_optional_is_built(tmp_path: Path) -> None:
    write_onet(tmp_path / "s", [(1, ART, "Draw.")])
    build(tmp_path / "s", tmp_path / "home", quiet=True)
    with Encyclopedia.open(tmp_path / "home") as opened:
        assert [hit.task_id for hit in opened.search("draw").tasks.hits] == [1]
        assert opened.engine_ready()


def test_no_statements_at_all_is_no_release(tmp_path: Path) -> None:
    write_onet(tmp_path / "s", [])
    with pytest.raises(TaskdexError):
        build(tmp_path / "s", tmp_path / "home", quiet=True)
    assert nothing_published(tmp_path / "home")
