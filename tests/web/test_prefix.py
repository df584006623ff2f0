"""Below a prefix (`https://example.org/tx/`) no page, feed, sitemap, JSON or Markdown gives an
address outside it, and no address is written down anywhere but in the routes."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from tests.support import ROOT

SITE = "http://localhost"
PREFIX = "/tx"
STARTS = (
    *("/", "/search?q=art", "/search?q=zzz", "/search?q=art&page=99", "/api", "/api/v1", "/embed"),
    *("/sitemap.xml", "/robots.txt", "/llms.txt", "/opensearch.xml", "/changes.atom"),
    *("/api/openapi.json", "/api/v1/releases", "/api/v1/sources", "/api/v1/compare?tasks=1,2"),
    *("/compare?tasks=1,9", "/changes.json", "/suggest?q=art", "/api/v1/suggest?q=art"),
    *(
        "/embed/v1/search?q=art",
        "/embed/v1/task/1",
        "/embed/v1/task/77",
        "/compare?occupations=29-1129.01",
    ),
    *("/nothing", "/tasks/task-77", "/tasks/9", "/api/v1/tasks/77", "/api/v1/search?size=9999"),
    *("/_/search?q=art", "/_/embed?q=art", "/_/embed/v1/search?q=art", "/_/search?page=0"),
    f"/oembed?url={quote(f'{SITE}{PREFIX}/tasks/task-1')}",
    f"/oembed?format=xml&url={quote(f'{SITE}{PREFIX}/occupations/29-1129.01')}",
)
READ = ("html", "xml", "/json", "+json", "markdown", "plain", "csv")
ENOUGH = 8
"""Answers of one kind: a search leads to ever more searches."""
HTML = re.compile(r"""\s(?:href|src|action|content|hx-get|value)=["']([^"']*)["']""")
WHOLE = re.compile(rf"""{SITE}[^\s"'<>)\\`,]*""")
MARKDOWN = re.compile(r"\]\((/[^)\s]*)\)|`(/[a-z][^`\s]*)`")


def addresses_of(answer: TestResponse) -> Iterator[str]:
    """Every address of the site that an answer gives, as a path."""
    for name in ("Link", "Location", "HX-Push-Url", "HX-Replace-Url"):
        yield from re.findall(r"<([^>]+)>", answer.headers.get(name, ""))
        if name != "Link" and name in answer.headers:
            yield answer.headers[name]
    mimetype = answer.mimetype or ""
    if not mimetype.endswith(READ) or "/data/" in answer.request.path:
        return  # the exports are the same wherever they are served
    text = answer.get_data(as_text=True)
    yield from map(unescape, WHOLE.findall(text))
    if mimetype == "text/html":
        yield from (unescape(one) for one in HTML.findall(text) if one.startswith("/"))
    elif mimetype in ("text/markdown", "text/plain"):
        yield from (one or other for one, other in MARKDOWN.findall(text))
    elif mimetype.endswith("json"):
        yield from (one for one in strings(json.loads(text)) if one.startswith("/"))


def strings(value: object) -> Iterator[str]:
    """Every text among the values of a JSON document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def kind_of(address: str) -> str:
    """Addresses of one kind differ in digits and parameters only."""
    return re.sub(r"[0-9]+", "0", address.partition("?")[0])


@pytest.mark.parametrize("release", ["app", "small_app"])
def test_no_address_leads_out_of_the_prefix(release: str, request: pytest.FixtureRequest) -> None:
    app: Flask = request.getfixturevalue(release)
    client = Client(DispatcherMiddleware(_nothing, {PREFIX: app}))
    waiting = [PREFIX + start for start in STARTS]
    seen, kinds, outside = set(waiting), dict[str, int](), set[tuple[str, str]]()
    while waiting:
        asked = waiting.pop()
        headers = {"HX-Request": "true"} if "/_/" in asked else {}
        answer = client.get(asked, headers=headers)
        for found in addresses_of(answer):
            path = found.removeprefix(SITE).partition("#")[0]
            if path in ("", ";"):  # the origin alone, as a policy names it
                continue
            if path != PREFIX and not path.startswith(f"{PREFIX}/"):
                outside.add((asked, found))
            elif path not in seen and kinds.setdefault(kind_of(path), 0) < ENOUGH:
                kinds[kind_of(path)] += 1
                seen.add(path)
                waiting.append(path)
        answer.close()
    assert outside == set()
    assert len(seen) > 150


# --- no address is written down ------------------------------------------------------------------

WRITTEN = re.compile(r"/[a-z_.{]")
IN_TEMPLATES = re.compile(r"""(?:=["']|\}\}|\]\(|~ ?["'])/[a-z_]|base *(?:\}\}|~ *["'])/""")
ELSEWHERE = {
    "webapp/http/addresses.py": "makes the addresses, and names the prefixes of paths",
    "webapp/api/operations.py": "describes the routes; paths of OpenAPI are relative to its server",
    "webapp/http/negotiation.py": "names paths before a request is led to a view",
    "webapp/server/log_lines.py": "names a file of Linux",
    "webapp/server/settings.py": "names a folder of Linux",
    "webapp/server/worker.py": "names a file of Linux",
}


def written(source: str) -> list[str]:
    """Texts of a module that are addresses; its routes, its prose and what is cut off aside."""
    tree = ast.parse(source)
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            passed |= {id(one) for decorator in node.decorator_list for one in ast.walk(decorator)}
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Blueprint":
            passed |= {id(one) for keyword in node.keywords for one in ast.walk(keyword)}
        elif isinstance(node, ast.Expr):
            passed.add(id(node.value))
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in passed and WRITTEN.match(node.value)
    ]
    roots = re.findall(r"""absolute\(f?["']/["']\)""", source)
    return found + roots


def test_no_module_writes_an_address_down() -> None:
    for path in sorted((ROOT / "webapp").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        found = written(path.read_text(encoding="utf-8"))
        assert bool(found) == (name in ELSEWHERE), f"{name}: {found}"


def test_no_template_writes_an_address_down() -> None:
    for path in sorted(one for one in (ROOT / "templates").rglob("*") if one.is_file()):
        assert IN_TEMPLATES.findall(path.read_text(encoding="utf-8")) == [], path


@pytest.mark.parametrize(
    "line",
    [
        'url = addresses.absolute("/data")',
        'url = addresses.absolute("/")',
        'url = addresses.absolute(f"/sitemap-{number}.xml")',
        'url = f"{base}/api/openapi.json"',
    ],
)
def test_an_address_that_is_written_down_is_noticed(line: str) -> None:
    assert written(line)


@pytest.mark.parametrize(
    "line",
    [
        '<a href="/data">',
        "[Sources](/sources)",
        "{{ base }}/api/v1/search",
        'site.base ~ "/about"',
        "{{ site.base }}/",
    ],
)
def test_an_address_that_a_template_writes_down_is_noticed(line: str) -> None:
    assert IN_TEMPLATES.search(line)


def _nothing(environ: object, start_response: object) -> list[bytes]:
    raise AssertionError("asked outside the prefix")
