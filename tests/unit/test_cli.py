"""The command line: index.cli. Called in this process, but for what happens at its edges."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index import release
from index.cli import main
from index.query import FILTERS
from index.release import Manifest
from index.sources import sample as packaged
from index.version import __version__
from tests.support import ROOT, write_everything

Captured = pytest.CaptureFixture[str]
SCRIPT = "import sys; from index.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TASKDEX_HOME", "TASKDEX_SOURCES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "home"
    shutil.copytree(sample_home, copy, symlinks=True)
    return copy


def fails(captured: Captured, *arguments: str) -> str:
    """Runs a command that must end with one message on standard error; returns it."""
    assert main(arguments) == 1
    out, error = captured.readouterr()
    assert out == ""
    told = [line for line in error.splitlines() if line.startswith("taskdex: ")]
    assert len(told) == 1, error
    assert "Traceback" not in error
    return told[0]


def test_build_tells_coverage_and_what_is_current(tmp_path: Path, capsys: Captured) -> None:
    assert main(["build", "--sample", "--home", str(tmp_path)]) == 0
    out, error = capsys.readouterr()
    current = release.current_id(tmp_path)
    assert f"Release {current} is current in {tmp_path}." in out
    assert "tasks                                     27" in out
    assert "Verifying" in error
    assert main(["build", "--sample", "--home", str(tmp_path)]) == 0
    assert "was there already" in capsys.readouterr().out


def test_build_takes_sources_from_the_option_then_the_variable_then_the_home(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    shutil.copytree(packaged.folder(), home / "sources")
    monkeypatch.setenv("TASKDEX_HOME", str(home))
    assert main(["build"]) == 0
    monkeypatch.setenv("TASKDEX_SOURCES", str(tmp_path / "nowhere"))
    assert main(["build"]) == 1
    assert main(["build", "--sources", str(packaged.folder())]) == 0
    assert main(["build", "--sample"]) == 0
    capsys.readouterr()


def test_build_of_bad_sources_ends_with_one_message(tmp_path: Path, capsys: Captured) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(packaged.folder(), sources)
    path = sources / "onet" / "db_30_3_text" / "Task Statements.txt"
    path.write_bytes(path.read_bytes().replace(b"\t19156\t", b"\tmany\t"))
    told = fails(capsys, "build", "--sources", str(sources), "--home", str(tmp_path / "home"))
    assert "Task Statements.txt, line" in told
    assert release.current_id(tmp_path / "home") is None


def test_build_takes_the_sample_or_sources_but_not_both(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["build", "--sample", "--sources", "x"])
    assert caught.value.code == 2
    capsys.readouterr()


def test_search_prints_tasks_and_occupations(home: Path, capsys: Captured) -> None:
    assert main(["search", "--home", str(home), "art", "showcases"]) == 0
    out = capsys.readouterr().out
    assert "  19156  Coordinate art showcases" in out
    assert "\033" not in out
    assert "exposure E2" in out


def test_search_takes_words_that_are_left_out(home: Path, capsys: Captured) -> None:
    assert main(["search", "--home", str(home), "art"]) == 0
    both = capsys.readouterr().out
    assert main(["search", "--home", str(home), "art", "-showcases"]) == 0
    without = capsys.readouterr().out
    assert "  19156  " in both
    assert "  19156  " not in without
    for unknown in (["search", "art", "--colour"], ["build", "-x"]):
        with pytest.raises(SystemExit):
            main(unknown)
        assert unknown[-1] in capsys.readouterr().err


def test_a_release_of_another_engine_is_neither_used_nor_removed_nor_called_whole(
    home: Path, capsys: Captured
) -> None:
    """Only the engine that is set knows what lies elsewhere."""
    current = home / "current"
    manifest = Manifest.read(current)
    elsewhere = replace(manifest, versions={**manifest.versions, "engine": "opensearch, mapping 2"})
    for number in range(3):
        later = current.resolve().with_name(f"{manifest.release_id}{number}")
        shutil.copytree(current.resolve(), later)
        elsewhere.write(later)
        os.utime(later, (number, number))
    there = release.release_ids(home)
    assert "opensearch" in fails(capsys, "releases", "prune", "--home", str(home))
    assert release.release_ids(home) == there
    current.unlink()
    current.symlink_to(f"releases/{there[-1]}")
    assert "TASKDEX_ENGINE" in fails(capsys, "verify", "--home", str(home))


def test_search_names_the_rankings_that_answer(home: Path, capsys: Captured) -> None:
    for query, told in (
        ("lowest paid jobs", "jobs by median annual pay, the lowest first."),
        ("well paid legal jobs without a degree", "in job zone 2, in Legal."),
    ):
        assert main(["search", "--home", str(home), query]) == 0
        out = capsys.readouterr().out
        assert "Rankings on the site answer this: " in out
        assert told in out
    assert main(["search", "--home", str(home), "--json", "lowest paid jobs"]) == 0
    assert "wished" not in json.loads(capsys.readouterr().out)


def test_search_says_which_name_a_query_was_read_as(tmp_path: Path, capsys: Captured) -> None:
    write_everything(tmp_path / "sources")
    home = str(tmp_path / "home")
    assert main(["build", "--sources", str(tmp_path / "sources"), "--home", home, "-q"]) == 0
    for typed, told in (
        ("kunsttherapeutin", 'Read as "Kunsttherapeutin" (ESCO, de): Art Therapists.'),
        ("leisure officers", 'Read as "leisure officer" (ESCO, en): Recreational Therapists.'),
    ):
        capsys.readouterr()
        assert main(["search", "--home", home, typed]) == 0
        assert capsys.readouterr().out.splitlines()[0] == told
    assert main(["search", "--home", home, "art therapists"]) == 0
    assert "Read as" not in capsys.readouterr().out


def test_search_as_json_is_json(home: Path, capsys: Captured) -> None:
    assert main(["search", "--home", str(home), "--json", "--size", "2", "therapy"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["release"] == release.current_id(home)
    assert len(answer["tasks"]["hits"]) == 2
    assert answer["tasks"]["total"] > 2
    assert set(answer["facets"]) >= {"exposure", "type", "group"}


def test_search_with_a_size_that_cannot_be_says_so(home: Path, capsys: Captured) -> None:
    assert "size" in fails(capsys, "search", "--home", str(home), "--size", "0", "art")


def test_search_survives_what_no_terminal_can_print(home: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", SCRIPT, "search", "--home", str(home)]
    odd = b"art \xff \xed\xa0\x80"
    for options in ((), ("--json",)):
        done = subprocess.run(
            [*map(os.fsencode, (*command, *options)), odd],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_verify_says_whole_or_names_the_file(home: Path, capsys: Captured) -> None:
    assert main(["verify", "--home", str(home)]) == 0
    assert "all of them whole" in capsys.readouterr().out
    (home / "current" / "exports" / "tasks.csv").write_text("damaged")
    assert "exports/tasks.csv" in fails(capsys, "verify", "--home", str(home))


def test_releases_are_listed_used_and_pruned(home: Path, capsys: Captured) -> None:
    current = release.current_id(home)
    assert main(["releases", "list", "--home", str(home)]) == 0
    assert capsys.readouterr().out == f"* {current}\n"
    assert main(["releases", "use", str(current), "--home", str(home)]) == 0
    assert main(["releases", "prune", "--home", str(home)]) == 0
    assert f"Release {current} is current." in capsys.readouterr().out
    assert release.current_id(home) == current


@pytest.mark.parametrize(
    "arguments",
    [
        ["releases", "use", "onet-1.0-0000000000"],
        ["releases", "use"],
        ["releases", "list", "extra"],
    ],
)
def test_a_release_that_cannot_be_meant_is_an_error(
    home: Path, capsys: Captured, arguments: list[str]
) -> None:
    fails(capsys, *arguments, "--home", str(home))


@pytest.mark.parametrize("arguments", [["search", "art"], ["verify"]])
def test_without_a_release_it_is_said_what_to_run(
    tmp_path: Path, capsys: Captured, arguments: list[str]
) -> None:
    assert "taskdex build" in fails(capsys, *arguments, "--home", str(tmp_path))


@pytest.mark.parametrize("arguments", [[], ["dance"], ["search"], ["releases", "dance"]])
def test_a_call_that_is_not_understood_has_status_2(
    capsys: Captured, arguments: Sequence[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: taskdex" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["fetch", "build", "serve", "search", "verify", "releases"])
def test_every_command_explains_itself(capsys: Captured, name: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main([name, "--help"])
    assert caught.value.code == 0
    assert "--home" in capsys.readouterr().out


def test_an_error_comes_without_a_traceback_and_with_status_1(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, "search", "--home", str(tmp_path), "art"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("taskdex: There is no release")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_reader_who_has_had_enough_is_no_error(home: Path) -> None:
    command = f"{sys.executable} -W ignore -c '{SCRIPT}' search --home {home} --json t | head -c 9"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_software_that_a_query_names_is_listed(tmp_path: Path, capsys: Captured) -> None:
    sources, home = tmp_path / "sources", tmp_path / "home"
    write_everything(sources)
    assert main(["build", "-q", "--sources", str(sources), "--home", str(home)]) == 0
    out, error = capsys.readouterr()
    assert "is current" in out
    assert error == ""
    assert main(["search", "--home", str(home), "photoshop"]) == 0
    found = capsys.readouterr().out
    assert "adobe-photoshop  Adobe Photoshop (Graphics software), used in 1 occupation\n" in found


@pytest.mark.parametrize("name", ["fetch", "build", "serve", "search", "verify", "releases"])
def test_every_option_is_explained_with_its_default_and_examples(
    capsys: Captured, name: str
) -> None:
    with pytest.raises(SystemExit):
        main([name, "--help"])
    told = capsys.readouterr().out
    assert f"examples:\n  taskdex {name}" in told
    options = told.partition("options:\n")[2].partition("examples:")[0]
    for option in re.split(r"\n  (?=-)", options):
        assert re.search(r"\S  +[a-z]|\n +[a-z]", option), option
        takes_value = re.match(r" *(-\S+, )?--[a-z]+ [A-Z]", option)
        assert not takes_value or "default: " in " ".join(option.split()), option


def test_the_filters_of_a_search_are_named(capsys: Captured) -> None:
    with pytest.raises(SystemExit):
        main(["search", "--help"])
    told = capsys.readouterr().out
    assert all(f"    {name}:{values[0]}|" in told for name, values in FILTERS.items())


def test_quiet_is_quiet_and_verbose_says_more(home: Path) -> None:
    def told(*options: str) -> str:
        command = [sys.executable, "-W", "ignore", "-c", SCRIPT, "build", "--sample", *options]
        done = subprocess.run(
            [*command, "--home", str(home)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stderr + done.stdout

    quiet, usual = told("-q"), told()
    assert quiet.count("\n") == 1
    assert len(quiet) < len(usual)
    with pytest.raises(subprocess.CalledProcessError):
        told("-q", "-v")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_and_options(capsys: Captured, shell: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--print-completion", shell])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("releases", "prune", "workers"))


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes_what_has_been_begun(capsys: Captured, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--print-completion", "bash"])
    (tmp_path / "completion").write_text(capsys.readouterr().out)
    script = (
        f"source {tmp_path}/completion; COMP_WORDS=(taskdex serve --wor); COMP_CWORD=2;"
        " _shtab_taskdex taskdex --wor serve; echo ${COMPREPLY[@]}"
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["--workers"]


def without(*modules: str) -> str:
    """A program that cannot import these, as on Windows."""
    return f"import sys; sys.modules.update(dict.fromkeys({modules})); {SCRIPT}"


def test_what_reads_needs_nothing_of_unix(home: Path) -> None:
    program = without("fcntl", "termios", "grp", "pwd", "resource")

    def told(*arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, "-W", "ignore", "-c", program, *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    assert told("--version") == (0, f"taskdex {__version__}\n", "")
    assert "19156" in told("search", "--home", str(home), "art")[1]
    assert told("verify", "--home", str(home))[0] == 0
    status, _, error = told("build", "--sample", "--home", str(home))
    assert (status, error.count("taskdex: ")) == (1, 1)
    assert "Linux or macOS" in error


@pytest.mark.parametrize(
    ("module", "status", "told"), [("index", 2, "usage: "), ("webapp", 1, "taskdex serve")]
)
def test_a_package_that_is_run_says_what_to_do(module: str, status: int, told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's /dev/full")
@pytest.mark.parametrize("command", ["search art", "releases list", "verify", "search --json art"])
def test_output_that_cannot_be_written_is_one_clear_line(home: Path, command: str) -> None:
    call = [sys.executable, "-c", SCRIPT, *command.split(), "--home", str(home)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.stderr == "taskdex: standard output: No space left on device.\n"
    assert done.returncode == 1


@pytest.mark.parametrize("command", ["search art", "releases list"])
def test_output_that_is_closed_is_no_error(home: Path, command: str) -> None:
    call = f"{shlex.join([sys.executable, '-c', SCRIPT, *command.split()])} --home {home} >&-"
    done = subprocess.run(call, shell=True, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root reads anything")
@pytest.mark.parametrize("command", ["search art", "releases list", "verify", "serve --bind :0"])
def test_a_home_that_may_not_be_read_is_one_clear_line(home: Path, command: str) -> None:
    call = [sys.executable, "-c", SCRIPT, *command.split(), "--home", str(home)]
    if os.geteuid() == 0:  # the same without what lets root read anything
        rights = "-dac_override,-dac_read_search"
        call = ["setpriv", "--bounding-set", rights, "--inh-caps", rights, *call]
        os.chown(home, 12345, -1)
    home.chmod(0)
    done = subprocess.run(call, capture_output=True, text=True, timeout=60, check=False)
    home.chmod(0o700)
    assert done.stderr == f"taskdex: {home / 'current'}: Permission denied.\n"
    assert done.returncode == 1


# --- serve ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--workers", "0", "--workers is '0'. It may be a whole number from 1 to 256."),
        ("--workers", "-1", "--workers is '-1'"),
        ("--workers", "100000", "--workers is '100000'"),
        ("--bind", "127.0.0.1:99999", "A port is a number up to 65535."),
        ("--bind", "127.0.0.1:65536", "A port is a number up to 65535."),
        ("--bind", "127.0.0.1", "It may be ADDRESS:PORT"),
        ("--bind", "127.0.0.1:", "It may be ADDRESS:PORT"),
        ("--bind", "127.0.0.1:http", "It may be ADDRESS:PORT"),
        ("--bind", "http://127.0.0.1:8000", "It may be ADDRESS:PORT"),
        ("--bind", "::1:8000", "It may be ADDRESS:PORT"),
        ("--bind", "", "It may be ADDRESS:PORT"),
        ("--bind", "192.0.2.1:8000", "192.0.2.1:8000 cannot be listened at"),
        ("--bind", "no-such-host.invalid:8000", "cannot be listened at"),
        ("--bind", "unix:/no-such-folder/socket", "there is no folder /no-such-folder"),
        ("--bind", "unix:/", "/ is there, and is no socket"),
    ],
)
def test_an_option_of_serve_that_cannot_be_is_one_clear_line(
    tmp_path: Path, capsys: Captured, option: str, value: str, told: str
) -> None:
    assert told in fails(capsys, "serve", "--home", str(tmp_path), f"{option}={value}")


def test_a_port_that_is_taken_is_one_clear_line(tmp_path: Path, capsys: Captured) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        assert f"{bind} cannot be listened at" in fails(
            capsys, "serve", "--home", str(tmp_path), "--bind", bind
        )


def test_a_home_that_is_a_file_is_one_clear_line(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").touch()
    bind = "127.0.0.1:0"
    told = fails(capsys, "serve", "--home", str(tmp_path / "file"), "--bind", bind)
    assert "is no folder" in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TASKDEX_SITE_URL", "example.org"),
        ("TASKDEX_RATE_LIMIT", "fast"),
        ("TASKDEX_TRUSTED_HOPS", "-1"),
        ("TASKDEX_ENGINE", "lucene"),
    ],
)
def test_a_setting_of_the_web_app_that_cannot_be_is_one_clear_line(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    told = fails(capsys, "serve", "--home", str(tmp_path), "--bind", "127.0.0.1:0")
    assert told.startswith(f"taskdex: {name} is {value!r}. It may be ")


def test_looking_at_the_settings_loads_no_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reload takes up new code: none of it may be in the process that stays."""
    program = (
        "import sys; from pathlib import Path; from index import serving;"
        "serving.check(Path('var'), '127.0.0.1:0', None);"
        "print([name for name in sys.modules if name.startswith(('webapp', 'flask'))])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", ["TASKDEX_WORKERS", "TASKDEX_MAX_REQUESTS", "WEB_CONCURRENCY"])
@pytest.mark.parametrize("value", ["0", "-2", "two", "1.5", "1e3", "٣"])
def test_a_setting_of_serve_that_cannot_be_is_one_clear_line(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    told = fails(capsys, "serve", "--home", str(tmp_path), "--bind", "127.0.0.1:0")
    assert told.startswith(f"taskdex: {name} is {value!r}. It may be a whole number from 1")
