"""Every error that a visitor can meet, as a page, as problem+json or as a fragment.

The one mapping from errors to HTTP. What a visitor reads never blames, never names a path of the
machine, and always offers a next step.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from typing import Final

from flask import Flask, Response, current_app, g, redirect, request
from flask.sansio.app import App
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from index.errors import EngineError, NotFoundError, QueryError, ReleaseError
from webapp.http import addresses, problems, render
from webapp.http.problem_page import Again, ProblemPage
from webapp.http.problems import PROBLEMS, Problem
from webapp.http.release import open_release
from webapp.http.site import Link

log = logging.getLogger(__name__)

TITLES: Final = {
    400: "We couldn’t read that request",
    404: "Page not found",
    405: "This address does not accept that kind of request",
    413: "The request is too large",
    414: "The address is too long",
    416: "That part of the file does not exist",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "Not available at the moment",
}
DETAILS: Final = {
    400: "Part of the address is malformed. Try a new search from the box below.",
    404: "It may have moved. Check the address for typos, or search for what you were looking for.",
    405: "Pages and the API are read-only: use GET.",
    413: "The request is too large for any page here.",
    414: "Shorten the search and try again.",
    500: "The error has been logged. Try again in a moment; other pages still work.",
    503: "Please try again in a moment.",
}
NO_RELEASE: Final = (
    "No data has been built yet. Whoever runs this server can run “taskdex fetch” and then "
    "“taskdex build”, or “taskdex build --sample” for a small sample. "
    "The pages appear by themselves a few seconds later."
)
NO_ENGINE: Final = (
    "Search is not available at the moment. Tasks, occupations and activities can still be read: "
    "browse by occupation or by activity."
)

FOUND: Final = 5
"""What a page that is not there lists of what was perhaps meant."""
ProblemView = Callable[[ProblemPage], Response]
"""What shows a problem to people, with its status."""


def init_app(app: Flask) -> None:
    """Registers the handlers."""
    app.extensions["taskdex-problem-views"] = {}
    app.register_error_handler(NotFoundError, _not_found)
    app.register_error_handler(ReleaseError, _no_release)
    app.register_error_handler(EngineError, _engine_down)
    app.register_error_handler(QueryError, _bad_parameter)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def show_below(app: App, prefix: str, view: ProblemView) -> None:
    """Below this prefix of an address, problems are shown by a view of its own."""
    app.extensions["taskdex-problem-views"][prefix] = view


def _shown_below(path: str) -> ProblemView | None:
    views: dict[str, ProblemView] = current_app.extensions["taskdex-problem-views"]
    return next((view for prefix, view in views.items() if path.startswith(prefix)), None)


def answer(
    status: int,
    detail: str | None = None,
    *,
    title: str | None = None,
    parameter: str | None = None,
    retry_after_s: int | None = None,
    kind: Problem | None = None,
    repeat: bool = False,
) -> Response:
    """The error in the form that the address is asked in.

    `kind` is what a program is told; None: what the status alone says. `repeat`: a fragment asks
    for itself again after `retry_after_s`.
    """
    if is_for_programs():
        members = {} if parameter is None else {"parameter": parameter}
        response = problem(status, detail, kind, members)
    else:
        title = title or TITLES.get(status, "This cannot be shown")
        detail = detail or DETAILS.get(status, "Search for what you were looking for.")
        query = request.args.get("q", "")[:200] or (addresses.words(request.path) * (status == 404))
        context = ProblemPage(
            status=status,
            title=title,
            detail=detail,
            query=query,
            found=_found(query) if status == 404 else (),
            again=_again(retry_after_s) if repeat and retry_after_s else None,
        )
        if request.path.startswith(addresses.FRAGMENTS):
            response = render.fragment(
                "http/problem_results.html",
                lambda: context,
                key="",
                title=f"{title} – Taskdex",
                status=status,
            )
        elif (show := _shown_below(request.path)) is not None:
            response = show(context)
        else:
            response = render.page("http/problem.html", lambda: context, status=status)
    if retry_after_s is not None:
        response.headers["Retry-After"] = str(retry_after_s)
    return response


def _found(query: str) -> tuple[Link, ...]:
    """Occupations and tasks that were perhaps meant by an address that leads nowhere."""
    encyclopedia = open_release().encyclopedia()
    if not query or encyclopedia is None:
        return ()
    try:
        results = encyclopedia.search(query, size=FOUND)
    except (EngineError, QueryError):
        return ()
    return (
        *(
            Link(hit.title, addresses.occupation(hit.occupation_code))
            for hit in results.occupations.hits
        ),
        *(
            Link(hit.text, addresses.task(hit.task_id), hit.occupation_title)
            for hit in results.tasks.hits
        ),
    )[:FOUND]


def too_many(retry_after_s: int) -> Response:
    """429: this address asks more often than one may."""
    wait = "a second" if retry_after_s == 1 else f"{retry_after_s} seconds"
    if request.path.startswith(addresses.FRAGMENTS):
        detail = f"Too many requests from your network; trying again in {wait}."
    else:
        detail = f"Too many requests from your network. Try again in {wait}."
    response = answer(429, detail, retry_after_s=retry_after_s, repeat=True)
    response.headers["Cache-Control"] = "no-store"
    return response


def _again(after_s: int) -> Again:
    asked = [(name, value) for name, values in request.args.lists() for value in values]
    return Again(
        path=addresses.with_parameters(addresses.quoted(addresses.asked_for()), asked),
        after_s=after_s,
        source_id=f"{render.AGAIN}{render.source_id()[:40]}",
    )


def is_for_programs() -> bool:
    """Whether the address is one of the API, of a file, or of a machine-readable format."""
    return request.path.startswith(addresses.FOR_PROGRAMS) or request.path.endswith(
        (".json", ".bib", ".ris", ".xml", ".csv", ".md", ".parquet")
    )


def problem(
    status: int,
    detail: str | None,
    kind: Problem | None = None,
    members: Mapping[str, object] | None = None,
) -> Response:
    """RFC 9457, with an address that explains this kind of problem."""
    kind = kind or problems.of_status(status)
    body: dict[str, object] = {
        "type": "about:blank" if kind is None else addresses.problem(kind.anchor),
        "title": TITLES.get(status, "This cannot be shown") if kind is None else kind.title,
        "status": status,
        "detail": detail or (DETAILS.get(status, "") if kind is None else kind.remedy),
        **(members or {}),
    }
    response = Response(
        current_app.json.dumps(body) + "\n", status=status, mimetype="application/problem+json"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _not_found(error: Exception) -> AnyResponse:
    if (moved := _canonical()) is not None:
        return redirect(moved, 308)
    # People are helped by a search, programs by knowing which id it was.
    return answer(404, str(error) if is_for_programs() else None)


def _no_release(_: Exception) -> Response:
    return answer(503, NO_RELEASE, retry_after_s=10, kind=PROBLEMS["no-release"])


def _engine_down(error: Exception) -> Response:
    log.error("The search engine cannot answer: %s", error)
    kind = PROBLEMS["no-search"]
    return answer(503, NO_ENGINE, title=kind.title, retry_after_s=30, kind=kind)


def _bad_parameter(error: Exception) -> Response:
    assert isinstance(error, QueryError)
    kind = PROBLEMS["bad-parameter"]
    return answer(
        400,
        f"The parameter “{error.parameter}” {error.problem}",
        title=kind.title,
        parameter=error.parameter,
        kind=kind,
    )


def _http(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:  # redirects of the router
        return error.get_response()
    if error.code == 404 and (moved := _canonical()) is not None:
        return redirect(moved, 308)
    response = answer(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Content-Range", "Retry-After"):
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    with_message = current_app.extensions["taskdex-config"].log_queries
    trace = _traceback(error, with_message=with_message)
    log.error("Request %s for %s failed.\n%s", g.get("taskdex_id"), request.endpoint, trace)
    try:
        return answer(500)
    except Exception as second:  # whatever broke the page may break this one as well
        log.error(
            "The page for the error failed, too.\n%s",
            _traceback(second, with_message=with_message),
        )
        return Response(f"{TITLES[500]}. {DETAILS[500]}\n", status=500, mimetype="text/plain")


def _canonical() -> str | None:
    """The address meant by one that was pasted, or has capitals in its first part."""
    path = addresses.meant(request.path)
    if path == request.path or request.method not in ("GET", "HEAD"):
        return None
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return None
    try:
        rule, _ = adapter.match(path, method="GET", return_rule=True)
    except RequestRedirect:
        pass
    except HTTPException:
        return None
    else:
        if "<path:" in rule.rule:  # takes any address, so that it says of none that it is right
            return None
    return addresses.with_parameters(
        addresses.quoted(addresses.below(path)),
        [(k, v) for k, vs in request.args.lists() for v in vs],
    )


def _traceback(error: BaseException, *, with_message: bool) -> str:
    """Where an error happened, and its message only if that may be written down."""
    if with_message:
        return "".join(traceback.format_exception(error))
    lines = ["Traceback (most recent call last):\n", *traceback.format_tb(error.__traceback__)]
    return "".join([*lines, f"{type(error).__name__} (message left out)"])
