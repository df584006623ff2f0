"""The script that partners load, `static/embed/v1.X.Y.js`. Called by the views that give it out.

What has been published under a version stays as it is for ever, because partners name its hash
(`SHA256SUMS` beside it, compared by a test): a change is a new file with a higher version.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from webapp.folders import folder

_NAME: Final = re.compile(r"v1\.([0-9]+)\.([0-9]+)\.js")

Version = tuple[int, int]
"""Minor and patch: the major version is 1."""


@dataclass(frozen=True, slots=True)
class Script:
    """One published version."""

    version: Version
    content: bytes
    integrity: str
    """For subresource integrity: `sha384-…`."""


@lru_cache(maxsize=1)
def published() -> dict[Version, Script]:
    """Every version, oldest first."""
    found = []
    for path in folder("static").joinpath("embed").iterdir():
        if match := _NAME.fullmatch(path.name):
            content = path.read_bytes()
            digest = b64encode(hashlib.sha384(content).digest()).decode()
            found.append(Script((int(match[1]), int(match[2])), content, f"sha384-{digest}"))
    return {script.version: script for script in sorted(found, key=lambda one: one.version)}


def newest() -> Script:
    """The version that `/embed/v1.js` gives out."""
    return list(published().values())[-1]
