"""Tables of one score for each SOC occupation → records. Called by the loaders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.records.measures import SocScore
from index.sources.folders import Folder
from index.sources.tables import Ledger, read_rows
from index.sources.values import cells_of, number, plain_text

_SOC = re.compile(r"[0-9]{2}-[0-9]{4}")


def soc_scores(
    folder: Folder, name: str, ledger: Ledger, measure: str, columns: tuple[str, str, str]
) -> Iterator[SocScore]:
    """`columns` are those of code, title and score (0 to 1). Codes are unique."""
    path = folder.display(name)
    seen: set[str] = set()
    for line, texts in read_rows(folder, name, columns, ledger, delimiter=",", quoted=True):
        code, title, score = cells_of(texts, path, line, columns)
        if not _SOC.fullmatch(code.text) or code.text in seen:
            raise code.error(f"is {code.text[:40]!r}: no code, or one that an earlier row has.")
        seen.add(code.text)
        yield SocScore(measure, code.text, plain_text(title), number(score, 0, 1), None)
