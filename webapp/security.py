"""Which hosts are answered, and what a browser is allowed to do with a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import Flask, Response

from webapp.config import Config

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OWN_HOSTS: Final = ("localhost", "127.0.0.1", "[::1]")

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types taskdex",  # the one policy, made in static/js/trust.js
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def init_app(app: Flask, config: Config) -> None:
    """Puts the gate in front of the app and the headers on every answer."""
    app.wsgi_app = HostGate(app.wsgi_app, trusted_hosts(config))  # type: ignore[method-assign]

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
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
        if self.admits(environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")):
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
                *HEADERS.items(),
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
