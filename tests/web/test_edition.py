"""The ETag of a page covers all the code that makes it: a change of any module is a new edition."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.support import ROOT, run

CHANGE_EACH = """
import sys
from pathlib import Path

from webapp import create_app
from webapp.config import Config
from webapp.http import render

root = Path(sys.argv[1])
app = create_app(Config(home=root / "nothing"))
last = app.extensions["taskdex-edition"]
for file in sorted([*root.glob("webapp/**/*.py"), *root.glob("index/**/*.py"),
                    *(one for one in root.glob("templates/**/*") if one.is_file())]):
    with file.open("a", encoding="utf-8") as changed:
        changed.write("\\n")
    render.init_app(app)
    if app.extensions["taskdex-edition"] == last:
        sys.exit(f"{file.relative_to(root)} does not count")
    last = app.extensions["taskdex-edition"]
"""


def test_a_change_of_any_module_or_template_is_another_edition(tmp_path: Path) -> None:
    for name in ("webapp", "index", "templates", "static"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    run(
        [sys.executable, "-W", "ignore", "-c", CHANGE_EACH, str(tmp_path)],
        cwd=tmp_path,
        PYTHONPATH=str(tmp_path),
    )
