"""What we promise of tasks, occupations, activities and software stays as it is, byte by byte.

`promises.json` holds what a small release answered. A change of it is a change of what others rely
on: `python -m tests.web.test_promises` writes it anew, for the eyes of whoever reviews it.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path

from flask import Flask

from index.build import build
from tests.support import write_everything
from webapp import create_app
from webapp.config import Config

KEPT = Path(__file__).with_name("promises.json")
ADDRESSES = (
    *(f"/tasks/task-{task}{ending}" for task in (1, 2, 3, 4) for ending in (".json", ".md")),
    *("/api/v1/tasks/9", "/api/v1/tasks", "/api/v1/occupations", "/api/v1/activities"),
    *(f"/occupations/29-11{end}" for end in ("29.01.json", "29.01.md", "29.01.csv")),
    *(f"/occupations/29-11{end}" for end in ("25.00.json", "25.00.md", "25.00.csv")),
    *("/activities/4.A.1.a.1.json", "/activities/4.A.1.a.1.a.json", "/activities/4.A.1.a.1.md"),
    *("/software/microsoft-excel.json", "/software/microsoft-excel.md", "/api/v1/software"),
)
EXPORTS = (
    *("tasks", "occupations", "activities", "usage", "software", "emerging"),
    *("activity_usage", "chatgpt", "api_usage"),
)


def answers(app: Flask, home: Path) -> dict[str, list[str]]:
    """Address or file → its lines, without what names the release."""
    client = app.test_client()
    release = client.get("/api/v1/releases").get_json()["release"]
    found = {}
    for address in ADDRESSES:
        response = client.get(address)
        is_json = response.is_json
        found[address] = json.dumps(response.get_json(), indent=1) if is_json else response.text
    exports = home / "current" / "exports"
    for name in EXPORTS:
        found[f"{name}.csv"] = (exports / f"{name}.csv").read_text(encoding="utf-8")
        lines = gzip.decompress((exports / f"{name}.jsonl.gz").read_bytes())
        found[f"{name}.jsonl"] = lines.decode()
    return {
        name: text.replace(release, "RELEASE")
        .encode("ascii", "xmlcharrefreplace")
        .decode()
        .split("\n")
        for name, text in found.items()
    }


def test_every_promise_is_kept(small_app: Flask) -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    home: Path = small_app.extensions["taskdex-config"].home
    given = answers(small_app, home)
    assert list(given) == list(kept)
    for name, lines in given.items():
        assert lines == kept[name], name


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sources, home = Path(folder) / "sources", Path(folder) / "home"
        write_everything(sources)
        build(sources, home, quiet=True)
        app = create_app(Config(home=home, search_budget_ms=60_000))
        written = json.dumps(answers(app, home), indent=1)
        KEPT.write_text(written + "\n", encoding="utf-8")
