"""Claims about the script that partners load."""

from __future__ import annotations

import gzip
import hashlib

from webapp.embed.script_versions import newest, published
from webapp.folders import folder

FOLDER = folder("static") / "embed"
MAX_COMPRESSED_BYTES = 4096


def test_what_is_published_stays_as_it_is() -> None:
    lines = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split() for line in lines)}
    there = {path.name for path in FOLDER.glob("*.js")}
    # A change is a new file with a higher version, and a new line.
    assert there == set(sums)
    for name, digest in sums.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, name


def test_the_newest_is_the_last_of_the_published() -> None:
    assert newest().version == max(published())


def test_the_script_is_small_and_needs_no_permission() -> None:
    content = newest().content
    assert len(gzip.compress(content, 9)) <= MAX_COMPRESSED_BYTES
    forbidden = (b"eval", b"Function(", b"innerHTML", b"document.write", b"srcdoc")
    for word in (*forbidden, b"import(", b"import "):
        assert word not in content
