"""Takes the screenshots that the README shows: the answer of a task page, in light and in dark.

    .venv/bin/python -m scripts.take_screenshots

They show the sample, so they can be taken anywhere and hold nothing that the repository lacks.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import sync_playwright

from index.build import build
from index.sources import sample
from scripts.bench_serve import taskdex

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "images"
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
PAGE: Final = "/tasks/19147"
WIDTH, HEIGHT = 1180, 900
MARGIN: Final = 24


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(sample.folder(), Path(folder), is_sample=True, quiet=True)
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TASKDEX_CHROMIUM"), args=["--no-sandbox"]
        )
        with taskdex(Path(folder), workers=1) as server:
            for scheme in SCHEMES:
                page = browser.new_page(
                    base_url=f"http://127.0.0.1:{server.port}",
                    viewport={"width": WIDTH, "height": HEIGHT},
                    color_scheme=scheme,
                )
                page.goto(PAGE)
                first = page.locator("main .crumbs").bounding_box()
                answer = page.locator(".answer").bounding_box()
                assert first is not None
                assert answer is not None
                top = first["y"] - MARGIN
                picture = page.screenshot(
                    clip={
                        "x": answer["x"] - MARGIN,
                        "y": top,
                        "width": answer["width"] + 2 * MARGIN,
                        "height": answer["y"] + answer["height"] + MARGIN - top,
                    }
                )
                file = FOLDER / f"task-{scheme}.png"
                file.write_bytes(picture)
                print(f"{file.name}: {file.stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
