"""Where releases lie if nobody says so: index.home."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Encyclopedia, home
from index.errors import ReleaseError


def test_a_named_home_comes_first() -> None:
    assert home.default_home({"TASKDEX_HOME": " /srv/taskdex "}) == Path("/srv/taskdex")


@pytest.mark.parametrize("environment", [{}, {"TASKDEX_HOME": " "}])
def test_a_checkout_has_its_home_in_the_working_folder(environment: dict[str, str]) -> None:
    assert home.default_home(environment) == Path("var")


def test_a_tool_has_its_home_where_the_platform_keeps_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(home, "_ROOT", tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    found = home.default_home({})
    assert found.is_absolute()
    assert found.name == "taskdex"


def test_a_library_opens_the_home_that_the_command_line_has(
    monkeypatch: pytest.MonkeyPatch, sample_home: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("TASKDEX_HOME", str(sample_home))
    with Encyclopedia.open() as opened:
        assert opened.release.task_count == 27
    monkeypatch.setenv("TASKDEX_HOME", str(tmp_path))
    with pytest.raises(ReleaseError):
        Encyclopedia.open()
