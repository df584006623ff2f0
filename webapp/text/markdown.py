"""Publishers' texts inside Markdown: a filter for templates/*/*.md."""

from __future__ import annotations

import re
from typing import Final

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>|~&]")


def inline(text: object) -> str:
    """The text on one line, with a backslash before every mark that Markdown would read."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(str(text).split()))
