"""The Model Context Protocol on standard input and output: a message a line.

Called by `taskdex mcp`.
"""

from __future__ import annotations

import json
from typing import BinaryIO, Final

from webapp import close, create_app
from webapp.config import Config
from webapp.mcp import protocol

MAX_BYTES: Final = 64 * 1024
"""Of a line."""


def serve(config: Config, base: str, given: BinaryIO, answers: BinaryIO) -> None:
    """Answers until the input ends. `base` is the site whose addresses the answers name."""
    app = create_app(config)
    try:
        while line := given.readline(MAX_BYTES):
            if not line.strip():
                continue
            with app.test_request_context(base_url=config.site_url or base):
                answer = protocol.answer(line)
            if answer is not None:
                answers.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
                answers.flush()
    finally:
        close(app)
