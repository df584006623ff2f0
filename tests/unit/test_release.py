"""Releases on disk: index.release, and what of it is served: index.encyclopedia."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from index import Encyclopedia, release
from index.build import build, prune, use
from index.engines.backends import backend
from index.errors import EngineError, ReleaseError
from index.release import BUILDING, MANIFEST, Manifest
from index.sources import sample as packaged
from tests.support import ROOT, run


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """A home of one's own with a release of the sample."""
    copy = tmp_path / "home"
    shutil.copytree(sample_home, copy, symlinks=True)
    return copy


@pytest.fixture
def other_sources(tmp_path: Path) -> Path:
    """The sample with one word changed: another release."""
    folder = tmp_path / "sources"
    shutil.copytree(packaged.folder(), folder)
    path = folder / "onet" / "db_30_3_text" / "Occupation Data.txt"
    path.write_bytes(path.read_bytes().replace(b"Art Therapists", b"Art Teachers"))
    return folder


def current(home: Path) -> Path:
    return (home / "current").resolve()


def titles(home: Path) -> set[str]:
    with Encyclopedia.open(home) as opened:
        return {occupation.title for occupation in opened.occupations()}


def names_of_leftovers(home: Path) -> list[str]:
    known = {*release.release_ids(home), "current", "build.lock", "releases"}
    return [
        p.name for p in (*home.iterdir(), *(home / "releases").iterdir()) if p.name not in known
    ]


OLD, NEW = "Art Therapists", "Art Teachers"


# --- one release ---------------------------------------------------------------------------------


def test_a_whole_release_verifies(home: Path) -> None:
    manifest = release.verify(current(home))
    assert manifest == Manifest.read(current(home))
    assert manifest.release_id == release.current_id(home)


def files_of(folder: Path) -> list[Path]:
    """Every file once: the catalogue has a second name among the exports."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def test_the_manifest_names_every_file_and_no_other(home: Path) -> None:
    folder = current(home)
    on_disk = {p.relative_to(folder).as_posix() for p in files_of(folder)}
    assert {file.path for file in Manifest.read(folder).files} == on_disk - {MANIFEST}


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "truncated": truncate,
    "lengthened": lengthen,
    "emptied": empty,
    "first bit flipped": lambda path: flip(path, 0),
    "middle bit flipped": lambda path: flip(path, path.stat().st_size // 2),
    "last bit flipped": lambda path: flip(path, -1),
    "missing": Path.unlink,
    "a folder": make_a_folder,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_named_whichever_it_is(home: Path, damage: str) -> None:
    folder = current(home)
    for path in files_of(folder):
        if damage == "truncated" and path.name == MANIFEST:
            continue  # below
        if not path.stat().st_size and damage != "missing":
            continue  # JSON Lines without a line: there is nothing in it to damage
        whole = path.read_bytes()
        DAMAGES[damage](path)
        with pytest.raises(ReleaseError) as caught:
            release.verify(folder)
        told = str(caught.value)
        assert path.relative_to(folder).as_posix() in told
        assert folder.name in told
        assert "taskdex build" in told
        if path.is_dir():
            path.rmdir()
        path.write_bytes(whole)
    release.verify(folder)


def test_a_bit_flipped_anywhere_in_the_manifest_is_noticed(home: Path) -> None:
    path = current(home) / MANIFEST
    whole = path.read_bytes()
    unnoticed = []
    for place in range(0, len(whole), 23):
        flip(path, place)
        with suppress(ReleaseError):
            release.verify(current(home))
            unnoticed.append(place)
        path.write_bytes(whole)
    assert unnoticed == []


def test_a_manifest_cut_off_anywhere_is_noticed(home: Path) -> None:
    path = current(home) / MANIFEST
    whole = path.read_bytes()
    for length in (*range(0, len(whole), 97), len(whole) - 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(ReleaseError, match=MANIFEST):
            release.verify(current(home))


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", "{}", '{"manifest_version": 99}', '{"manifest_version": 1}']
)
def test_a_manifest_that_is_none_is_refused(home: Path, content: str) -> None:
    (current(home) / MANIFEST).write_text(content)
    with pytest.raises(ReleaseError, match=MANIFEST):
        release.verify(current(home))


def test_a_release_under_another_name_is_refused(home: Path) -> None:
    folder = current(home)
    with pytest.raises(ReleaseError, match="is that of"):
        release.verify(folder.rename(folder.with_name("onet-1.0-0123456789")))


# --- what is served ------------------------------------------------------------------------------


def test_a_damaged_current_release_gives_way_to_the_newest_whole_one(
    home: Path, other_sources: Path, caplog: pytest.LogCaptureFixture
) -> None:
    build(other_sources, home, quiet=True)
    assert titles(home) >= {NEW}
    truncate(current(home) / "exports" / "tasks.csv")
    assert titles(home) >= {OLD}
    assert "exports/tasks.csv" in caplog.text
    assert "Serving release" in caplog.text
    shutil.rmtree(current(home))
    assert titles(home) >= {OLD}


def test_without_any_whole_engine_the_pages_are_served(home: Path) -> None:
    for path in (current(home) / "whoosh").glob("*.arrays"):
        truncate(path)
    with Encyclopedia.open(home) as opened:
        assert opened.task(19156).rating is not None
        assert opened.occupations()
        assert not opened.engine_ready()
        for ask in (opened.search, opened.suggest):
            with pytest.raises(EngineError):
                ask("art")


def test_a_damaged_catalogue_is_never_served(home: Path) -> None:
    flip(current(home) / "catalogue.sqlite", 5000)
    with pytest.raises(ReleaseError, match=r"catalogue\.sqlite is damaged.*taskdex build"):
        Encyclopedia.open(home)


def test_a_home_without_releases_says_what_to_run(tmp_path: Path) -> None:
    for home in (tmp_path, tmp_path / "none"):
        with pytest.raises(ReleaseError, match="taskdex build --sample"):
            Encyclopedia.open(home)
    assert list(tmp_path.iterdir()) == []


def test_who_has_a_release_open_keeps_it(home: Path, other_sources: Path) -> None:
    with Encyclopedia.open(home) as opened:
        before = opened.search("art therapy")
        build(other_sources, home, quiet=True)
        assert prune(home, backend(), keep=1)
        assert titles(home) >= {NEW}
        assert opened.search("art therapy") == before
        assert opened.occupation("29-1129.01").occupation.title == OLD


# --- changing places -----------------------------------------------------------------------------


def test_publishing_makes_current_and_using_goes_back(home: Path, other_sources: Path) -> None:
    old = release.current_id(home)
    assert old is not None
    new = build(other_sources, home, quiet=True).manifest.release_id
    assert release.current_id(home) == new
    assert set(release.release_ids(home)) == {old, new}
    release.use(home, old)
    assert titles(home) >= {OLD}
    assert not (home / "current").readlink().is_absolute()


def test_nothing_is_made_current_or_removed_while_another_does_so(home: Path) -> None:
    there = current(home)
    with release.lock(home):
        with pytest.raises(ReleaseError, match="Another build"):
            use(home, there.name, backend())
        with pytest.raises(ReleaseError, match="Another build"):
            prune(home, backend(), keep=1)
    use(home, there.name, backend())


def test_a_release_that_is_not_there_or_not_whole_cannot_be_used(
    home: Path, other_sources: Path
) -> None:
    old = current(home)
    new = build(other_sources, home, quiet=True).manifest.release_id
    with pytest.raises(ReleaseError, match=f"There is: .*{old.name}"):
        release.use(home, "onet-99.9-0000000000")
    for strange in ("..", "", "../..", f"{new}{BUILDING}"):
        with pytest.raises(ReleaseError):
            release.use(home, strange)
    truncate(old / "catalogue.sqlite")
    with pytest.raises(ReleaseError, match="damaged"):
        release.use(home, old.name)
    assert release.current_id(home) == new


@pytest.mark.parametrize("keep", [0, 1, 2, 3, 9])
def test_pruning_keeps_the_current_release_and_the_newest_others(home: Path, keep: int) -> None:
    first = current(home)
    for number in range(3):
        later = first.with_name(f"onet-30.3-{number:010}")
        shutil.copytree(first, later)
        os.utime(later, ns=(0, 10**18 + number * 10**9))
    os.utime(first, ns=(0, 10**18 - 1))
    newest_first = ("onet-30.3-0000000002", "onet-30.3-0000000001", "onet-30.3-0000000000")
    assert release.release_ids(home) == (*newest_first, first.name)
    kept = max(0, keep - 1)
    assert set(prune(home, backend(), keep=keep)) == set(newest_first[kept:])
    assert set(release.release_ids(home)) == {first.name, *newest_first[:kept]}
    assert titles(home) >= {OLD}
    assert names_of_leftovers(home) == []


# --- builds that end badly -----------------------------------------------------------------------


def kept_as_it_was(home: Path) -> dict[str, str]:
    folder = current(home)
    release.verify(folder)
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.*")}


# Where a build is stopped → whether the new release already has its name by then.
MOMENTS = {
    "index.build.corpus.read": False,
    "index.engines.backends.WhooshBackend.write": False,
    "index.build.exports.write": False,
    "index.release.verify": False,
    "index.release._sync_tree": False,
    "index.release._link": True,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_that_is_killed_leaves_the_old_release_and_the_next_one_cleans_up(
    home: Path, other_sources: Path, moment: str
) -> None:
    before = kept_as_it_was(home)
    module, _, name = moment.rpartition(".")
    owner, _, attribute = module.rpartition(".") if moment.count(".") > 2 else (module, "", "")
    script = (
        f"import importlib, os, signal, pathlib, time, index.build, index.release\n"
        f"owner = importlib.import_module({owner!r})\n"
        f"owner = getattr(owner, {attribute!r}) if {attribute!r} else owner\n"
        f"build = os.getpid()\n"
        # Where another process of the build does it, that one would go on.
        f"stop = lambda *_, **__: (os.kill(build, signal.SIGKILL), time.sleep(600))\n"
        f"setattr(owner, {name!r}, stop)\n"
        f"index.build.build(pathlib.Path({str(other_sources)!r}), pathlib.Path({str(home)!r}))\n"
    )
    killed = subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=False, cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    assert kept_as_it_was(home) == before
    assert titles(home) >= {OLD}
    assert (len(release.release_ids(home)) == 2) == MOMENTS[moment]

    built = build(other_sources, home, quiet=True)
    assert built.was_there == MOMENTS[moment]
    assert titles(home) >= {NEW}
    assert names_of_leftovers(home) == []
    release.verify(current(home))


@pytest.mark.parametrize("error", [RuntimeError("a bug"), KeyboardInterrupt(), MemoryError()])
def test_a_build_that_fails_leaves_nothing_behind(
    home: Path, other_sources: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    before = kept_as_it_was(home)

    def fail(*_: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr("index.build.exports.write", fail)
        with pytest.raises(type(error)):
            build(other_sources, home, quiet=True)
    assert kept_as_it_was(home) == before
    assert names_of_leftovers(home) == []
    build(other_sources, home, quiet=True)
    assert titles(home) >= {NEW}


def test_a_damaged_release_of_the_same_sources_is_built_anew(home: Path) -> None:
    truncate(current(home) / "exports" / "tasks.csv")
    built = build(packaged.folder(), home, is_sample=True, quiet=True)
    assert not built.was_there
    release.verify(current(home))


# --- one at a time -------------------------------------------------------------------------------


def test_a_second_builder_stops_at_the_lock_and_says_who_holds_it(
    home: Path, other_sources: Path
) -> None:
    before = kept_as_it_was(home)
    with (
        release.lock(home),
        pytest.raises(ReleaseError, match=f"Another build .*process {os.getpid()}"),
    ):
        build(other_sources, home, quiet=True)
    assert kept_as_it_was(home) == before
    build(other_sources, home, quiet=True)


def test_a_lock_is_let_go_when_its_holder_dies(home: Path) -> None:
    script = (
        "import os, pathlib, signal, index.release\n"
        f"with index.release.lock(pathlib.Path({str(home)!r})):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=False, cwd=ROOT)
    with release.lock(home):
        assert (home / "build.lock").read_text().strip() == str(os.getpid())


def test_who_waits_outside_does_not_clean_up(home: Path) -> None:
    with release.lock(home), release.building(home, "onet-1.0-0") as folder:
        with pytest.raises(ReleaseError), release.lock(home):
            pass
        assert folder.is_dir()


# --- the same sources, the same bytes ------------------------------------------------------------


def checksums(home: Path) -> Iterator[tuple[str, str]]:
    folder = current(home)
    for path in files_of(folder):
        yield (
            f"{folder.name}/{path.relative_to(folder)}",
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )


def test_clock_locale_and_place_change_no_byte_of_a_release(tmp_path: Path) -> None:
    surroundings = [
        ("Pacific/Kiritimati", "C", "1"),
        ("America/Los_Angeles", "C.UTF-8", "22"),
    ]
    homes = [tmp_path / "one", tmp_path / "a deeper place" / "two"]
    for home, (zone, locale, seed) in zip(homes, surroundings, strict=True):
        copy = home / "s"
        shutil.copytree(packaged.folder(), copy)
        script = "import sys; from index.cli import main; sys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-W", "ignore", "-c", script, "build"]
        command += ["--sources", str(copy), "--home", str(home)]
        run(command, TZ=zone, LC_ALL=locale, PYTHONHASHSEED=seed)
    one, two = (dict(checksums(home)) for home in homes)
    assert one == two


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.EIO])
def test_a_file_system_without_locks_is_not_taken_for_another_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with (
        pytest.raises(
            ReleaseError, match=r"build\.lock cannot be locked: .*choose a --home"
        ) as told,
        release.lock(tmp_path),
    ):
        pass
    assert "Another build" not in str(told.value)
