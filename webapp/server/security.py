"""Which hosts are answered, and what a browser is allowed to do with a page.

Three kinds of answers: pages, which nobody may frame; the embeds, which exist to be framed; and
what anyone's page may read. Their headers are put together once, when the app is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import Flask, Response, request

from webapp.config import Config
from webapp.http.addresses import FRAMES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OWN_HOSTS: Final = ("localhost", "127.0.0.1", "[::1]")

ANY_SITE: Final = ("https:", "http://localhost:*", "http://127.0.0.1:*")
"""Who may frame the embeds if nothing is configured: a site under https, or one being written."""
HSTS: Final = "max-age=31536000"


def policy(frame_ancestors: str) -> str:
    """The Content-Security-Policy of an answer that these may frame."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "manifest-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",  # /embed shows a partner what the embeds look like
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {frame_ancestors}",
            "require-trusted-types-for 'script'",
            "trusted-types taskdex",  # the one policy, made in static/js/trust.js
        )
    )


EVERYWHERE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
PAGES: Final = {
    "Content-Security-Policy": policy("'none'"),
    "X-Frame-Options": "DENY",  # says the same to scanners that know no other way
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    **EVERYWHERE,
}
READ_BY_ANYONE: Final = {**PAGES, "Cross-Origin-Resource-Policy": "cross-origin"}


def framed(config: Config) -> dict[str, str]:
    """Headers of the embeds."""
    return {
        "Content-Security-Policy": policy(" ".join(frame_ancestors(config))),
        "Cross-Origin-Resource-Policy": "cross-origin",
        # Or a page that isolates itself could not show it; all that a frame loads is our own.
        "Cross-Origin-Embedder-Policy": "require-corp",
        "X-Robots-Tag": "noindex",  # the pages that they lead to are what is to be found
        **EVERYWHERE,
    }


def frame_ancestors(config: Config) -> tuple[str, ...]:
    """Who may frame the embeds. This site itself always may, unless nobody may."""
    if "none" in config.frame_ancestors:
        return ("'none'",)
    others = (one for one in config.frame_ancestors or ANY_SITE if one != "self")
    return ("'self'", *others)


def init_app(app: Flask, config: Config) -> None:
    """Puts the gate in front of the app and the headers on every answer."""
    gate = HostGate(app.wsgi_app, trusted_hosts(config))
    app.wsgi_app = gate  # type: ignore[method-assign]
    app.extensions["taskdex-gate"] = gate
    # No view sets any of these, so they are added without looking for each among those there are.
    of_pages = list(PAGES.items())
    of_frames = list(framed(config).items())
    of_open = list(READ_BY_ANYONE.items())
    is_public_tls = (config.site_url or "").startswith("https://")

    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        if request.path.startswith(FRAMES):
            headers.extend(of_frames)
        elif "Access-Control-Allow-Origin" in headers:
            headers.extend(of_open)
        else:
            headers.extend(of_pages)
        if is_public_tls and request.is_secure:
            headers["Strict-Transport-Security"] = HSTS
        return response


def trusted_hosts(config: Config) -> tuple[str, ...]:
    """Every host name that is answered, in lower case."""
    site: tuple[str, ...] = ()
    if config.site_url is not None:
        name = urlsplit(config.site_url).hostname or ""
        site = (f"[{name}]" if ":" in name else name,)
    return (*OWN_HOSTS, *site, *config.trusted_hosts)


class HostGate:
    """Answers 400 to a Host that is not ours, before any of our code builds an address from it."""

    def __init__(self, app: WSGIApplication, hosts: Iterable[str]) -> None:
        self.app = app
        hosts = tuple(hosts)
        self.names = frozenset(host for host in hosts if not host.startswith("."))
        self.endings = tuple(host for host in hosts if host.startswith("."))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self.admits(environ["HTTP_HOST"] if "HTTP_HOST" in environ else environ["SERVER_NAME"]):
            return self.app(environ, start_response)
        body = (
            b"This host name is not served here. If it should be, the operator adds it to "
            b"TASKDEX_TRUSTED_HOSTS.\n"
        )
        start_response(
            "400 Bad Request",
            [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(body))),
                *PAGES.items(),
            ],
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def admits(self, host: str) -> bool:
        """Whether a Host header, with or without a port, names one of ours."""
        name, port = host.lower(), ""
        if not name.endswith("]"):
            head, colon, tail = name.rpartition(":")
            if colon:
                name, port = head, tail
        if port and not (port.isascii() and port.isdigit() and len(port) <= 5):
            return False
        return name in self.names or (
            bool(self.endings) and name.endswith(self.endings) and _plain(name)
        )


def _plain(name: str) -> bool:
    return all(
        part and part.replace("-", "").isalnum() and part.isascii() for part in name.split(".")
    )
