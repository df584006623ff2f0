"""Claims about the icon that is asked for at the root."""

from __future__ import annotations

import json
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp import close, create_app
from webapp.config import Config, ConfigError
from webapp.folders import folder

from .pages import Page


def test_the_icon_is_where_browsers_look_for_it(client: FlaskClient) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response.mimetype) == (200, "image/x-icon")
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert client.head("/favicon.ico").status_code == 200


def test_the_icon_is_the_picture_of_the_pages() -> None:
    icon = (folder("static") / "img/favicon.ico").read_bytes()
    picture = (folder("static") / "img/icon-32.png").read_bytes()
    reserved, kind, count = struct.unpack("<HHH", icon[:6])
    width, height, _, _, _, _, size, offset = struct.unpack("<BBBBHHII", icon[6:22])
    assert (reserved, kind, count, width, height) == (0, 1, 1, 32, 32)
    assert icon[offset : offset + size] == picture


@pytest.mark.parametrize("size", [180, 512])
def test_the_icons_of_telephones_have_their_size_and_no_holes(size: int) -> None:
    picture = (folder("static") / f"img/icon-{size}.png").read_bytes()
    width, height, _, colours = struct.unpack(">IIBB", picture[16:26])
    assert (width, height) == (size, size)
    assert colours in (2, 3)  # no transparency


def test_a_telephone_finds_its_icon_and_the_manifest(client: FlaskClient) -> None:
    page = Page(client.get("/").text)
    links = {link["rel"]: link["href"] for link in page.all("link")}
    icon = client.get(links["apple-touch-icon"])
    assert (icon.status_code, icon.mimetype) == (200, "image/png")
    answer = client.get(links["manifest"])
    assert answer.mimetype == "application/manifest+json"
    told = json.loads(answer.data)
    assert client.get(told["start_url"]).status_code == 200
    for each in told["icons"]:
        with client.get(each["src"]) as picture:
            assert picture.mimetype == each["type"]
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "manifest-src 'self'" in policy


def test_whom_to_tell_of_a_vulnerability(sample_home: Path, client: FlaskClient) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    contact = "mailto:security@example.org"
    app = create_app(
        Config(home=sample_home, security_contact=contact, site_url="https://tasks.example.org")
    )
    answer = app.test_client().get("/.well-known/security.txt")
    close(app)
    assert answer.mimetype == "text/plain"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == contact
    assert fields["Canonical"] == "https://tasks.example.org/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=150) < left < timedelta(days=365)


@pytest.mark.parametrize("value", ["security@example.org", "http://example.org", "mailto:x", "y z"])
def test_a_contact_that_nobody_can_reach_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match="TASKDEX_SECURITY_CONTACT"):
        Config.from_environment({"TASKDEX_SECURITY_CONTACT": value})
