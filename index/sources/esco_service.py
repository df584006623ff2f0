"""ESCO's web service, page by page → a file as ESCO's download has it.

The download asks for an e-mail address; the service asks for nothing. Called by
`index.sources.download` for entries of its list that say `service = "esco"`. The layout of the
answers is as reported: `_embedded` holds the concepts, `total` says how many there are, and
`_links.next.href` leads on.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from index.errors import DownloadError
from index.sources.web import NETWORK_ERRORS, Client, UnreachableError

MAX_PAGES = 2_000
MAX_BYTES = 50_000_000
"""Of one page."""
COLUMNS = ("conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels")


def gather(
    client: Client, url: str, part: Path, advance: Callable[[int, int | None], None]
) -> None:
    """Writes the labels of all concepts, by concept, to a file that is on disk when this returns.

    `url` is that of the first page, with the language in its parameter `language`; `advance` is
    told how many concepts there are so far, and in all. Raises DownloadError for answers that are
    not as they should be, and where concepts are missing at the end.
    """
    (language,) = parse_qs(urlsplit(url).query).get("language", [""])
    if not language:
        raise DownloadError(f"{url}: the address names no language.")
    rows: dict[str, tuple[str, ...]] = {}
    address: str | None = url
    total = 0
    for _ in range(MAX_PAGES):
        if address is None:
            break
        page = _page(client, address)
        total = _total(address, page)
        for concept in _mapping(address, page, "_embedded").values():
            row = _row(address, concept, language)
            rows[row[1]] = row
        advance(len(rows), total)
        address = _next(address, page)
    if len(rows) != total or not rows:
        raise DownloadError(
            f"{url}: the service told of {total} occupations and gave {len(rows)}. Try again; if"
            " it stays so, its answers are laid out in another way."
        )
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows[uri] for uri in sorted(rows))
        file.flush()
        os.fsync(file.fileno())


def _page(client: Client, address: str) -> Mapping[str, Any]:
    try:
        with client.open(address, {"Accept": "application/json"}) as response:
            body = response.read(MAX_BYTES + 1)
    except NETWORK_ERRORS as error:
        raise UnreachableError(f"{address}: the answer was cut off ({error}).") from error
    if len(body) > MAX_BYTES:
        raise DownloadError(f"{address}: a page has more than {MAX_BYTES:,} bytes.")
    try:
        page = json.loads(body)
    except ValueError as error:
        raise DownloadError(f"{address}: what came is no JSON: {error}.") from error
    if not isinstance(page, dict):
        raise DownloadError(f"{address}: what came is no page of occupations.")
    return page


def _total(address: str, page: Mapping[str, Any]) -> int:
    total = page.get("total")
    if not isinstance(total, int) or total < 0:
        raise DownloadError(f'{address}: "total" is {str(total)[:40]!r}.')
    return total


def _mapping(address: str, page: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = page.get(name, {})
    if not isinstance(found, dict):
        raise DownloadError(f'{address}: "{name}" is {str(found)[:40]!r}.')
    return found


def _row(address: str, concept: object, language: str) -> tuple[str, ...]:
    """A concept as a row of the table. One that has no name in the language has that of its title,
    which the service gives in the language asked for."""
    if not isinstance(concept, dict) or not isinstance(concept.get("uri"), str):
        raise DownloadError(f"{address}: a concept has no uri: {str(concept)[:80]!r}.")
    preferred = _mapping(address, concept, "preferredLabel").get(language) or concept.get("title")
    others = _mapping(address, concept, "alternativeLabel").get(language) or []
    if not isinstance(preferred, str) or not isinstance(others, list):
        raise DownloadError(f"{address}: {concept['uri'][:120]} has no label in {language!r}.")
    group = str(concept.get("code") or "").partition(".")[0]
    labels = "\n".join(" ".join(str(other).split()) for other in others)
    return "Occupation", concept["uri"], group, " ".join(preferred.split()), labels


def _next(address: str, page: Mapping[str, Any]) -> str | None:
    """The next page; None: this is the last one. Raises DownloadError if it is elsewhere."""
    link = _mapping(address, page, "_links").get("next")
    if not isinstance(link, dict) or not isinstance(link.get("href"), str):
        return None
    found: str = urljoin(address, link["href"])
    if urlsplit(found)[:2] != urlsplit(address)[:2]:
        raise DownloadError(f"{address}: the next page is on another server: {found[:120]}.")
    return found
