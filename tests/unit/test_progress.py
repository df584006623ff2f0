"""What a long job tells the person who waits: index.progress."""

from __future__ import annotations

import pytest

from index.progress import Progress

Captured = pytest.CaptureFixture[str]


def test_without_a_terminal_each_step_is_a_line_on_standard_error(capsys: Captured) -> None:
    with Progress("Building", 2) as progress:
        progress.step("Reading")
        progress.step("Writing")
        assert list(progress.each([1, 2], 2, "Rows")) == [1, 2]
    out, error = capsys.readouterr()
    assert out == ""
    assert [line.split("  ")[-1] for line in error.splitlines()] == ["Reading", "Writing"]


def test_quiet_says_nothing_at_all(capsys: Captured) -> None:
    with Progress("Building", 1, quiet=True) as progress:
        progress.step("Reading")
        assert list(progress.each(iter("ab"), 2, "Rows")) == ["a", "b"]
    assert capsys.readouterr() == ("", "")


def test_a_terminal_shows_a_bar(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with Progress("Building", 2) as progress:
        progress.step("Reading")
        progress.step("Writing")
    out, error = capsys.readouterr()
    assert out == ""
    assert "Building" in error
    assert "Reading" in error


def test_more_steps_than_announced_do_no_harm(capsys: Captured) -> None:
    with Progress("Building", 1) as progress:
        for number in range(5):
            progress.step(str(number))
    assert len(capsys.readouterr().err.splitlines()) == 5


def test_an_error_goes_through() -> None:
    with pytest.raises(ValueError, match="a bug"), Progress("Building", 1, quiet=True):
        raise ValueError("a bug")
