"""A base for the image where none can be pulled: Debian's own packages under the base's name.

Called by the test of the image. Needs root, buildah and debootstrap.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.support import run

SUITE = "trixie"
PACKAGES = "python3,python3-venv,ca-certificates"


def ensure(name: str, scratch: Path) -> None:
    """Has an image of this name: the one that is there, the one that is published, or our own."""
    if _succeeds("buildah", "inspect", "--type", "image", name):
        return
    if _succeeds("buildah", "pull", "--quiet", name):
        return
    root = scratch / "root"
    run(["debootstrap", "--variant=minbase", f"--include={PACKAGES}", SUITE, root])
    (root / "usr/bin/python").symlink_to("python3")
    # Python's own images trust what Debian does; so does this one, and what this machine adds.
    authorities = os.environ.get("SSL_CERT_FILE")
    if authorities:
        (root / "etc/ssl/certs/ca-certificates.crt").write_bytes(Path(authorities).read_bytes())
    container = run(["buildah", "from", "scratch"]).stdout.strip()
    run(["buildah", "add", "--quiet", container, root, "/"])
    if authorities:
        trusted = "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"
        run(["buildah", "config", "--env", trusted, container])
    run(["buildah", "commit", "--quiet", "--rm", container, name])


def _succeeds(*command: str) -> bool:
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    return done.returncode == 0
