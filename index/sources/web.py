"""Asking a publisher's server: an address → an answer that is one, or words that say why not.

Called by `index.sources.transfer` and `index.sources.download`. Says who we are, follows
redirects as far as they are safe, and waits where a server asks for it.
"""

from __future__ import annotations

import http.client
import os
import re
import ssl
import time
from collections.abc import Callable
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from index.errors import DownloadError
from index.version import __version__

AGENT_VARIABLE: Final = "TASKDEX_USER_AGENT"
MAX_WAIT_S: Final = 120.0
"""A server that wants us to wait longer is not waited for."""
MAY_PASS: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
NETWORK_ERRORS: Final = (OSError, http.client.HTTPException)

_AGENT = re.compile(r"[\x20-\x7e]{1,200}")
_WAITS_S = (2.0, 5.0, 15.0)  # before a server that is busy is asked again
_WORDS: Final = {
    401: "The publisher wants a login for this file. Look whether it has moved.",
    403: "The publisher does not give this file to us. Open the address in a browser: if it comes"
    f" there, say who you are with {AGENT_VARIABLE}, or put the file into the sources folder.",
    404: "The publisher has no such file (any more). Look where it has gone, and name the new"
    " address in a list of your own (TASKDEX_DOWNLOADS).",
    407: "The proxy wants a login: look at HTTPS_PROXY.",
    429: "The publisher has had too many requests from here. Try again later.",
    451: "The publisher may not give out this file here, for legal reasons.",
    503: "The server is overloaded or being maintained. Try again later.",
}
_WORDS_OF_5XX = "The server has an error of its own. Try again later."
_OTHER_WORDS = "Look whether the publisher has moved the file."


class UnreachableError(DownloadError):
    """The publisher did not answer at all: trying its other files has no point."""


class RefusedError(DownloadError):
    """The publisher answered, and not with a file."""

    def __init__(self, url: str, status: int, reason: str, headers: Message) -> None:
        words = _WORDS.get(404 if status == 410 else status)
        words = words or (_WORDS_OF_5XX if status >= 500 else _OTHER_WORDS)
        super().__init__(f"{url}: the server answered {status} {reason[:200]}. {words}")
        self.status = status
        self.headers = headers


class _NowhereError(Exception):
    """A redirect leads to a server that does not answer."""


class Client:
    """Asks for files. One for each call of `fetch`."""

    def __init__(self, timeout_s: float, *, sleep: Callable[[float], object] = time.sleep) -> None:
        """`timeout_s`: how long to wait for a connection, and for each piece of a body.

        Raises DownloadError if TASKDEX_USER_AGENT is no name that a header can carry.
        """
        self.timeout_s = timeout_s
        self._sleep = sleep
        self._agent = _agent()
        self._opener = OpenerDirector()
        for handler in (
            ProxyHandler(),
            HTTPHandler(),
            HTTPSHandler(context=ssl.create_default_context()),
            HTTPDefaultErrorHandler(),
            _Redirects(),
            HTTPErrorProcessor(),
        ):
            self._opener.add_handler(handler)

    def exists(self, url: str, timeout_s: float | None = None) -> bool:
        """Whether the server says that there is such a file; some say so of any address.

        Raises UnreachableError if it does not answer.
        """
        try:
            with self._open_once(url, {}, method="HEAD", timeout_s=timeout_s) as response:
                return response.status == 200
        except RefusedError:
            return False

    def begins_with(self, url: str, beginning: bytes) -> bool:
        """Whether what comes from an address begins like that; no more than that is read.

        Raises UnreachableError if the server does not answer.
        """
        asked = {"Range": f"bytes=0-{len(beginning) - 1}"}
        try:
            with self._open_once(url, asked) as response:
                return response.read(len(beginning)) == beginning
        except RefusedError:
            return False
        except NETWORK_ERRORS:
            return False

    def open(self, url: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Asks for a file, again after a while if the server is busy.

        Raises RefusedError for an answer that is not 2xx, UnreachableError for none.
        """
        for usual_wait_s in _WAITS_S:
            try:
                return self._open_once(url, headers)
            except RefusedError as error:
                if error.status not in MAY_PASS:
                    raise
                told_s = _retry_after_s(error.headers)
                if told_s is not None and told_s > MAX_WAIT_S:
                    raise DownloadError(
                        f"{error} It asks to wait {told_s:,.0f} seconds: run"
                        ' "taskdex fetch" again then.'
                    ) from error
                self._sleep(usual_wait_s if told_s is None else told_s)
        return self._open_once(url, headers)

    def _open_once(
        self,
        url: str,
        headers: dict[str, str],
        *,
        method: str = "GET",
        timeout_s: float | None = None,
    ) -> http.client.HTTPResponse:
        host = _host(url)
        request = Request(url, headers=headers, method=method)  # noqa: S310 - http and https alone
        request.add_header("User-Agent", self._agent)
        request.add_header("Accept-Encoding", "identity")
        try:
            response = self._opener.open(request, timeout=timeout_s or self.timeout_s)
        except HTTPError as error:
            error.close()
            raise RefusedError(url, error.code, str(error.reason), error.headers) from error
        except _NowhereError as error:  # its other files may lead elsewhere
            raise DownloadError(f"{url}: leads to {error}. Try again later.") from error
        except (URLError, *NETWORK_ERRORS) as error:
            raise UnreachableError(
                f"{host} {_no_answer(error)}. Look whether this machine is "
                "online, and whether it needs a proxy (HTTPS_PROXY)."
            ) from error
        except ValueError as error:  # a Location that is no address
            raise DownloadError(f"{url}: the server leads elsewhere, to no address.") from error
        assert isinstance(response, http.client.HTTPResponse)
        return response


class _Redirects(HTTPRedirectHandler):
    max_redirections = 5
    max_repeats = 2

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> Request | None:
        old, new = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if new not in ("http", "https") or (old, new) == ("https", "http"):
            raise HTTPError(req.full_url, code, f"redirects to {newurl[:200]}", headers, fp)
        redirected = super().redirect_request(req, fp, code, msg, headers, newurl)
        if redirected is not None and req.get_method() == "HEAD":
            redirected.method = "HEAD"
        return redirected

    def http_error_302(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
    ) -> object:
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except HTTPError:
            raise
        except (URLError, *NETWORK_ERRORS) as error:
            location = headers.get("Location") or headers.get("URI") or ""
            where = urlsplit(urljoin(req.full_url, location)).netloc.rpartition("@")[2]
            raise _NowhereError(f"{where[:200]}, which {_no_answer(error)}") from error

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _no_answer(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    message = " ".join(str(reason).split())[:200]
    if isinstance(reason, http.client.HTTPException) and not isinstance(reason, OSError):
        return f"answers with something that is no HTTP ({message})"
    return f"does not answer ({message})"


def _host(url: str) -> str:
    """Host and port of an address. Raises DownloadError for one that cannot be fetched."""
    try:
        parts = urlsplit(url)
        is_one = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_one = False
    if not url.lower().startswith(("http://", "https://")):
        raise DownloadError(f"{url}: only http and https addresses are fetched.")
    if not is_one or re.search(r"[^\x21-\x7e]", url):
        raise DownloadError(f"{url!r} is not an address that a file can be fetched from.")
    return parts.netloc


def _agent() -> str:
    """Who we say we are. Servers turn away the names of libraries, which any program may have."""
    given = os.environ.get(AGENT_VARIABLE, "").strip()
    if given:
        if not _AGENT.fullmatch(given):
            raise DownloadError(
                f"{AGENT_VARIABLE} is {given[:80]!r}. It may be up to 200 printable ASCII "
                "characters, such as Taskdex (+mailto:desk@example.org)."
            )
        return given
    return f"Taskdex/{__version__}"


def _retry_after_s(headers: Message) -> float | None:
    """Seconds that the server asks us to wait; None: it does not say, or says nonsense."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:10])
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
