"""The sources folder that comes with Taskdex: 27 tasks, see its README."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def folder() -> Path:
    """The sample's sources folder, laid out as a full one is; in a checkout and in a wheel."""
    return Path(str(resources.files("index") / "sample"))
