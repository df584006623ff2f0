"""Where sources and releases lie if nobody says so. Called by the command line, the web app's
settings and `Encyclopedia.open`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

VARIABLE: Final = "TASKDEX_HOME"
_ROOT: Final = Path(__file__).resolve().parent.parent


def default_home(environment: Mapping[str, str] | None = None) -> Path:
    """TASKDEX_HOME; else `var` in the working folder, where this is a checkout; else the folder
    that the platform has for data of programs (Linux: `~/.local/share/taskdex`)."""
    given = named_home(environment)
    if given is not None:
        return given
    if is_checkout():
        return Path("var")
    from platformdirs import user_data_path  # not needed where a home is named

    return user_data_path("taskdex", appauthor=False)


def named_home(environment: Mapping[str, str] | None = None) -> Path | None:
    """TASKDEX_HOME; None: it is not set, or empty."""
    value = (os.environ if environment is None else environment).get(VARIABLE, "").strip()
    return Path(value) if value else None


def is_checkout() -> bool:
    """Whether this code lies in a checkout, or is installed from one that stays where it is."""
    return (_ROOT / "pyproject.toml").is_file()
