"""Claims about the icon that is asked for at the root."""

from __future__ import annotations

import struct

from flask.testing import FlaskClient

from webapp.folders import folder


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
