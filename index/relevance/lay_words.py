"""Everyday words for which statements of tasks have others.

O*NET writes "repair", "physicians" and "refuse" where people type "fix", "doctors" and "garbage".
Job titles need no such list: O*NET collects 56,000 of them from people. Only words that statements
hardly use stand here, so that nobody who types O*NET's own words gets anything else.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.lists import table

LAY_WORDS: Mapping[str, tuple[str, ...]] = {
    lay: others for (lay,), others in table("lay_words").items()
}
"""Everyday word → what statements have instead."""
