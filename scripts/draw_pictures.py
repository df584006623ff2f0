"""Draws the pictures that must be PNG: the card that a link to the site shows, and the icon.

    .venv/bin/python -m scripts.draw_pictures

They are made from scripts/card.svg and static/img/icon.svg in Chromium (TASKDEX_CHROMIUM, or
Playwright's own) and are part of the repository, so that nothing draws at run time. The card is one
for the whole site: one for each task would be about 400 MB.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "static" / "img"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
STEP = 17
"""Of a colour's three parts, so that the edges of letters need few colours."""


def drawn(page: Page, source: Path, width: int, height: int, *, transparent: bool) -> bytes:
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(
        "<!doctype html><style>html, body { margin: 0 } svg { display: block; width: 100% }</style>"
        + source.read_text(encoding="utf-8")
    )
    return page.screenshot(omit_background=transparent)


def with_palette(png: bytes) -> bytes:
    """The same picture, of opaque pixels of three bytes, with at most 256 colours."""
    width, height = struct.unpack(">II", png[16:24])
    data, place = b"", len(SIGNATURE)
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + size]
        place += size + 12
    colours: dict[bytes, int] = {}
    rows = bytearray()
    for row in unfiltered(zlib.decompress(data), 3 * width):
        rounded = bytes(STEP * round(byte / STEP) for byte in row)
        rows.append(0)
        for x in range(0, len(rounded), 3):
            rows.append(colours.setdefault(rounded[x : x + 3], len(colours)))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return SIGNATURE + b"".join(
        chunk(kind, content)
        for kind, content in (
            (b"IHDR", header),
            (b"PLTE", b"".join(colours)),
            (b"IDAT", zlib.compress(bytes(rows), 9)),
            (b"IEND", b""),
        )
    )


def unfiltered(data: bytes, width: int) -> list[bytearray]:
    """Rows of bytes as they were before PNG wrote them as differences (its section 9)."""
    rows = [bytearray(width)]
    for start in range(0, len(data), width + 1):
        kind, row, above = data[start], bytearray(data[start + 1 : start + 1 + width]), rows[-1]
        for x in range(width):
            left = row[x - 3] if x >= 3 else 0
            corner = above[x - 3] if x >= 3 else 0
            row[x] = (row[x] + predicted(kind, left, above[x], corner)) & 255
        rows.append(row)
    return rows[1:]


def predicted(kind: int, left: int, above: int, corner: int) -> int:
    if kind == 4:  # Paeth: the neighbour closest to left + above - corner
        middle = left + above - corner
        return min((left, above, corner), key=lambda near: abs(middle - near))
    return (0, left, above, (left + above) // 2)[kind]


def chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TASKDEX_CHROMIUM"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        card = with_palette(drawn(page, ROOT / "scripts/card.svg", 1200, 630, transparent=False))
        icon = drawn(page, IMAGES / "icon.svg", 32, 32, transparent=True)
        # Without transparent corners, which telephones fill with black.
        large = {
            f"icon-{size}.png": drawn(page, IMAGES / "icon.svg", size, size, transparent=False)
            for size in (180, 512)
        }
        browser.close()
    for name, picture in (("card.png", card), ("icon-32.png", icon), *large.items()):
        (IMAGES / name).write_bytes(picture)
        print(f"{name}: {len(picture):,} bytes")


if __name__ == "__main__":
    main()
