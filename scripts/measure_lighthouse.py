"""Serves a release and prints what Lighthouse thinks of its pages. Called by scripts/lighthouse.

The scores of a category are from 0 to 100. Performance depends on the machine and on what else it
does; the other three do not. With --runs 3 a page is measured three times, and the run whose
performance is in the middle counts. With --keep the reports stay in a folder, to be read.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from scripts.bench_serve import taskdex

VERSION = "12.8.2"
PAGES = {
    "home": "/",
    "results": "/search?q=therapy",
    "task": "/tasks/task-19147",
    "occupation": "/occupations/29-1129.01",
    "activity": "/activities/4.A.2.b.2.o.9",
    "rankings": "/rankings",
    "ranking": "/rankings/occupations-by-exposure",
    "comparison": "/compare?tasks=19147,19156",
    "methodology": "/methodology",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEFT_OUT = {"results": ["is-crawlable"], "comparison": ["is-crawlable"]}
"""Searches and comparisons are kept out of crawlers' indexes on purpose."""
ATTEMPTS = 3
"""On a busy machine the browser sometimes misses the beginning of its own recording."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def report(url: str, form: str, left_out: list[str], browser: str, target: Path) -> dict[str, Any]:
    """Lighthouse's report on one page; `form` is mobile or desktop."""
    command = ["npx", "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json"]
    command += [f"--output-path={target}", f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    command += ["--preset=desktop"] if form == "desktop" else []
    command += [f"--skip-audits={','.join(left_out)}"] if left_out else []
    for _ in range(ATTEMPTS):
        done = subprocess.run(
            command,
            check=False,
            env={**os.environ, "CHROME_PATH": browser},
            capture_output=True,
            text=True,
        )
        if done.returncode == 0:
            found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
            return found
    sys.exit(f"Lighthouse cannot measure {url}:\n{done.stderr}")


def performance(found: dict[str, Any]) -> float:
    return float(found["categories"]["performance"]["score"])


def complaints(found: dict[str, Any]) -> list[str]:
    """What keeps a category below 100: the audits that count in it and are not passed."""
    return [
        f"{audit['id']}: {audit['title']}"
        for category in found["categories"].values()
        for part in category["auditRefs"]
        if part["weight"]
        and (audit := found["audits"][part["id"]])["score"] is not None
        and audit["score"] < (0.9 if category["id"] == "performance" else 1)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("TASKDEX_HOME", "var")))
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the reports")
    asked = parser.parse_args()
    names = (os.environ.get("TASKDEX_CHROMIUM"), *map(shutil.which, BROWSERS))
    browser = next((name for name in names if name), None)
    if browser is None or shutil.which("npx") is None:
        sys.exit("Lighthouse needs npx (Node 18 or later) and Chromium; TASKDEX_CHROMIUM names it.")
    if not (asked.home / "current").exists():
        sys.exit(f"There is no release in {asked.home}. Build one with “taskdex build”.")
    print(f"Lighthouse {VERSION}")
    print(f"| page | form | {' | '.join(CATEGORIES)} | largest paint | shift | blocked |")
    print("|---|---|---|---|---|---|---|---|---|")
    with taskdex(asked.home, workers=2) as server, tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        said: dict[str, None] = {}
        for name, path in PAGES.items():
            for form in ("mobile", "desktop"):
                left_out = LEFT_OUT.get(name, [])
                url = f"http://127.0.0.1:{server.port}{path}"
                runs = [
                    report(url, form, left_out, browser, folder / f"{name}-{form}-{number}.json")
                    for number in range(1, asked.runs + 1)
                ]
                found = sorted(runs, key=performance)[asked.runs // 2]
                scores = [round(100 * found["categories"][one]["score"]) for one in CATEGORIES]
                audits = ("largest-contentful-paint", "cumulative-layout-shift")
                times = [
                    found["audits"][one]["displayValue"] for one in (*audits, "total-blocking-time")
                ]
                print(f"| {' | '.join(map(str, (name, form, *scores, *times)))} |", flush=True)
                said |= dict.fromkeys(f"{name}, {form}: {one}" for one in complaints(found))
    print("\n".join(said) or "Nothing keeps a category below 100.")


if __name__ == "__main__":
    main()
