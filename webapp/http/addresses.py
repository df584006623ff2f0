"""Every address that the site gives out. Called by views, citations, templates and all
that writes JSON.

They are paths; `absolute` puts the public address of the site in front.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

from flask import current_app, request, url_for
from werkzeug.sansio.utils import get_current_url

from index.facts.fact import Links
from index.query import DEFAULT_SIZE, FILTERS, Query
from webapp.text.glossary import TERMS

TASK_NAME = re.compile(r"(?:task-)?([0-9]{1,9})", re.IGNORECASE)
OCCUPATION_CODE = re.compile(r"([0-9]{2}-[0-9]{4})(?:\.([0-9]{2}))?")
ACTIVITY_ID = re.compile(r"[A-Za-z0-9]{1,4}(?:\.[A-Za-z0-9]{1,4}){2,7}")

FRAGMENTS: Final = "/_/"
"""Below it lies what htmx asks for, and nothing else."""
FRAMES: Final = "/embed/v1/"
"""Below it lie the embeds, and nothing else."""
MCP: Final = "/mcp"
"""What AI clients talk to."""
FOR_PROGRAMS: Final = ("/api/", "/suggest", "/data/", "/oembed", MCP)
"""Addresses that begin so are read by programs, whatever they end in."""

_BEHIND = "/.,;:!?)]}>\"'’”» \u00a0"  # no line feed: nobody sees it, and no address ends in it
_WORD = re.compile(r"[^\W\d_]{2,}")
_OUR_WORDS: Final = frozenset(
    "tasks task occupations activities software compare changes search rankings embed api data "
    "html htm php asp aspx index wp".split()
)
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")

Parameters = list[tuple[str, str]]


def base() -> str:
    """`https://example.org`: the site's own address, or the one that the request came to."""
    site: str | None = current_app.extensions["taskdex-config"].site_url
    return site if site is not None else _asked(request.scheme, request.host)


@lru_cache(maxsize=64)
def _asked(scheme: str, host: str) -> str:
    # Without the prefix that the app may be mounted below: paths have it.
    return get_current_url(scheme, host).rstrip("/")


def root() -> str:
    """Where the app is mounted, without a final slash: the base and the prefix."""
    return base() + request.script_root


def below(path: str) -> str:
    """A path of the routes, with the prefix that the app may be mounted below."""
    return request.script_root + path


def asked_for() -> str:
    """The path that was asked for, with the prefix that the app may be mounted below."""
    return below(request.path)


def absolute(path: str) -> str:
    return base() + path


def path(endpoint: str) -> str:
    """The path of a page that needs no further parts."""
    return _path(endpoint, request.script_root)


def home() -> str:
    """`/`."""
    return path("home.home")


def static(name: str) -> str:
    """Of a static file, without the hash of its content: for places that keep an address long."""
    return url_for("static", filename=name)


def without_base(url: str) -> str:
    """Path and query of an address; empty if it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def meant(path: str) -> str:
    """A decoded path without what a sentence put behind it, and its first part in small letters.

    One that ends in "/.." leads nowhere, neither up nor on: it stays.
    """
    if path.rstrip("/").endswith("/.."):
        return path
    first, slash, rest = path.strip("/").rstrip(_BEHIND).partition("/")
    return f"/{first.lower()}{slash}{rest}"


def words(path: str) -> str:
    """/occupations/nurse-practitioner → nurse practitioner: its words, without those of our own.

    Empty where it has none, as where only a number or a code is wrong.
    """
    found = _WORD.findall(path)
    return " ".join(word for word in found if word.lower() not in _OUR_WORDS)[:100]


def quoted(path: str) -> str:
    """A decoded path as it stands in a header."""
    return quote(path, safe="/-._~", errors="replace")


def task(task_id: int, suffix: str = "") -> str:
    """`suffix` is empty or a format with its dot."""
    return _entry("tasks.task", f"task-{task_id}{suffix}")


def occupation(code: str, suffix: str = "") -> str:
    return _entry("occupations.occupation", code + suffix)


def embed_task(task_id: int) -> str:
    """Where the code to embed a task is made."""
    return with_parameters(path("embed.embed"), [("show", "card"), ("task", str(task_id))])


def embed_search(query: Query, filters: Mapping[str, Iterable[str]]) -> str:
    """Where the code to embed a search is made; `filters` are those that are not typed."""
    found = parameters(query, filters=filters, kind=None, page=1, size=DEFAULT_SIZE)
    return with_parameters(path("embed.embed"), [("show", "search"), *found])


def embed_occupation(code: str) -> str:
    """Where the code to embed a search among an occupation's tasks is made."""
    return with_parameters(path("embed.embed"), [("show", "search"), ("occupation", code)])


def problem(anchor: str) -> str:
    """Where a kind of problem is explained; whole, since it is compared elsewhere."""
    return absolute(f"{path('api_page.page')}#{anchor}")


def comparison(kind: str, names: Iterable[object]) -> str:
    """`kind` is `tasks` or `occupations`."""
    # Commas stay as they are: the address is meant to be read and changed by hand.
    return f"{path('compare.compare')}?{kind}={','.join(map(str, names))}"


def activity(activity_id: str, suffix: str = "") -> str:
    return _entry("activities.activity", activity_id + suffix)


def glossary(term: str) -> str:
    """Where a term is explained. Raises KeyError for one that is not in the glossary."""
    return f"{path('glossary.glossary')}#{TERMS[term].name}"


def software(slug: str, suffix: str = "") -> str:
    return _entry("software.product", slug + suffix)


def ranking(name: str, suffix: str = "") -> str:
    """`suffix` is empty or a format with its dot."""
    return _entry("rankings.ranking", name + suffix)


def ranking_frame(name: str) -> str:
    return _entry("frames.ranking", name)


def links() -> Links:
    """Whole addresses of entries, for JSON: an answer has hundreds of them."""
    return _links(base(), request.script_root)


@lru_cache(maxsize=64)
def _links(base: str, script_root: str) -> Links:
    def of(endpoint: str) -> Callable[[str], str]:
        prefix = base + _prefix(endpoint, script_root)
        return lambda name: prefix + _escaped(name)

    tasks = f"{base}{_prefix('tasks.task', script_root)}task-"
    return Links(
        task=lambda task_id: f"{tasks}{task_id}",
        occupation=of("occupations.occupation"),
        activity=of("activities.activity"),
        software=of("software.product"),
    )


def changes(name: str, suffix: str = "") -> str:
    """`name` is a step (`29.1-30.1`) or `emerging`."""
    return _entry("changes.part", name + suffix)


def changes_of_kind(step: str, kind: str, page: int = 1) -> str:
    """The changes of one kind in a step."""
    whole = f"{changes(step)}/{kind}"
    return whole if page == 1 else f"{whole}?page={page}"


def sitemap_part(number: int) -> str:
    return url_for("sitemap.part", number=number)


def download(name: str) -> str:
    return _entry("data.download", name)


def api_task(task_id: int) -> str:
    return _entry("api.task", str(task_id))


def api_occupation(code: str) -> str:
    return _entry("api.occupation", code)


def api_software(slug: str) -> str:
    return _entry("api.product", slug)


def api_ranking(name: str) -> str:
    return _entry("api.ranking", name)


def api_activity(activity_id: str) -> str:
    return _entry("api.activity", activity_id)


def task_frame(task_id: int) -> str:
    return _entry("frames.task", str(task_id))


def embed_script(minor: int, patch: int) -> str:
    return url_for("embed_scripts.version", minor=minor, patch=patch)


def oembed(url: str, answer_format: str) -> str:
    """What programs ask to embed one of our pages, whose whole address is `url`."""
    return with_parameters(path("oembed.oembed"), [("url", url), ("format", answer_format)])


def _entry(endpoint: str, name: str) -> str:
    # A page of results has dozens of these: the router is asked once and then remembered.
    prefix = _prefix(endpoint, request.script_root)
    return prefix + _escaped(name)


def _escaped(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else quote(name, safe="")


@lru_cache(maxsize=32)
def _path(endpoint: str, _script_root: str) -> str:
    return url_for(endpoint)


@lru_cache(maxsize=16)
def _prefix(endpoint: str, _script_root: str) -> str:
    return url_for(endpoint, name="x").removesuffix("x")


def parameters(query: Query, **changes: object) -> Parameters:
    """The parameters that make this query again, in one fixed order, without defaults.

    `changes` replaces text, filters, kind, sort, page, size, verbatim or language.
    """
    state: dict[str, object] = {
        "text": query.text,
        "filters": query.filters,
        "kind": query.kind,
        "sort": query.sort,
        "page": query.page,
        "size": query.size,
        "verbatim": query.verbatim,
        "language": query.language,
    }
    state.update(changes)
    filters = state["filters"]
    found: Parameters = []
    if state["text"]:
        found.append(("q", str(state["text"])))
    if isinstance(filters, dict):
        for name in (*FILTERS, "occupation"):
            values: Iterable[str] = filters.get(name, ())
            found.extend((name, value) for value in values)
    if state["kind"]:
        found.append(("kind", str(state["kind"])))
    if state["sort"] != "best":
        found.append(("sort", str(state["sort"])))
    if state["size"] != DEFAULT_SIZE:
        found.append(("size", str(state["size"])))
    if state["verbatim"]:
        found.append(("verbatim", "1"))
    if state["language"]:
        found.append(("hl", str(state["language"])))
    if state["page"] != 1:
        found.append(("page", str(state["page"])))
    return found


def with_parameters(path: str, found: Parameters) -> str:
    """Path and query; every byte that could end a header is encoded."""
    if not found:
        return path
    # A space as %20: "+" is read differently by programs that only know RFC 3986.
    pairs = (f"{name}={quote(value, safe='', errors='replace')}" for name, value in found)
    return f"{path}?{'&'.join(pairs)}"
