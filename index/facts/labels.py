"""What labels mean, in words: for descriptions, pages and Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EXPOSURE: Final[Mapping[str, str]] = {
    "E0": "no direct exposure",
    "E1": "direct exposure",
    "E2": "exposure with tools",
}
"""Of the exposure study's labels, in the study's words."""
EXPOSURE_WORDS: Final[Mapping[str, str]] = {
    "E0": "none",
    "E1": "model alone",
    "E2": "with tools",
}
"""The same in the words of a person, to stand after "AI exposure:"."""
EXPOSURES: Final = "; ".join(f"{label}: {name}" for label, name in EXPOSURE.items())
"""All of them in a sentence."""
RATERS: Final[Mapping[str, str]] = {
    "incumbents": "workers",
    "experts": "occupational experts",
    "analysts": "O*NET’s analysts",
}
"""Whose ratings they are: O*NET calls them incumbents, occupational experts, and analysts."""
PATTERNS: Final[Mapping[str, str]] = {
    "directive": "the person hands the task over, and the model does it with little back and forth",
    "feedback_loop": "the model does the task, and the person passes errors or results back to it",
    "task_iteration": "person and model work on it together, in several rounds",
    "learning": "the person wants to understand something; the model explains",
    "validation": "the person has done the work and has it checked",
    "none": "none of these was recognised in the conversation",
    "not_classified": "not classified by the publisher",
}
"""Collaboration patterns of the Anthropic Economic Index."""
NEW_POPULATIONS: Final[Mapping[str, str]] = {
    "2026-06-26": "from this release on the sample holds conversations with a second product "
    "beside the chat assistant, counts a calendar month, and is rounded to two decimals",
}
"""Release of the Index → why its figures cannot be set against those of the releases before it."""
USE_CASES: Final[Mapping[str, str]] = {
    "work": "Work",
    "coursework": "Coursework",
    "personal": "Personal",
}
