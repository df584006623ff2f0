"""The connection to a cluster: one client a process, and what its failures mean for people.

Safe to share between threads. A request that a node does not answer goes to another one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    ConnectionTimeout,
    ImproperlyConfigured,
    NotFoundError,
    OpenSearchException,
    SSLError,
    TransportError,
)

from index.engines.deadline import Deadline
from index.engines.setting import ClusterAddress
from index.errors import EngineError

Result = TypeVar("Result")
# The client tells every retry with a traceback; what comes of it is told once, by us.
logging.getLogger("opensearch").setLevel(logging.ERROR)

LATE = "The cluster did not answer in time."
DEAD_S = 5
"""How long a node that did not answer is left alone, the first time."""


class Cluster:
    """A cluster, seen from a worker."""

    def __init__(self, address: ClusterAddress) -> None:
        """Connects to nothing yet. Raises EngineError for a certificate that cannot be read."""
        self.address = address
        # Once more than there are other nodes: a node may come back in the meantime.
        self._attempts = max(2, len(address.hosts))
        options: dict[str, Any] = {}
        if address.tls:
            options = {
                "use_ssl": True,
                "verify_certs": address.verify,
                "ssl_show_warn": False,
                "ca_certs": str(address.ca) if address.ca else None,
            }
        if address.user is not None:
            options["http_auth"] = (address.user, address.password or "")
        try:
            self.client = OpenSearch(
                hosts=[{"host": host, "port": port} for host, port in address.hosts],
                pool_maxsize=address.pool,
                max_retries=self._attempts - 1,
                retry_on_timeout=True,
                dead_timeout=DEAD_S,
                timeout=address.timeout_ms / 1000,
                **options,
            )
        except (ImproperlyConfigured, OSError, ValueError) as error:
            raise EngineError(f"The cluster's certificate cannot be read: {error}") from error

    def close(self) -> None:
        self.client.close()

    def call(self, what: Callable[[], Result]) -> Result:
        """Raises EngineError for whatever goes wrong."""
        try:
            return what()
        except OpenSearchException as error:
            raise EngineError(self._meaning(error)) from error

    def get(
        self, index: str, ids: Sequence[str], deadline: Deadline
    ) -> list[dict[str, Any] | None]:
        """The sources of these ids, None for those that are not there. Raises EngineError."""
        timeout = self._timeout(deadline)
        answer = self.call(
            lambda: self.client.mget(
                body={"ids": list(ids)}, index=index, params={"request_timeout": timeout}
            )
        )
        found: list[dict[str, Any] | None] = []
        for document in answer["docs"]:
            if "error" in document:
                raise EngineError(f"The cluster cannot read {index}: {_reason(document['error'])}")
            found.append(document["_source"] if document["found"] else None)
        return found

    def search(
        self,
        index: str,
        bodies: Sequence[dict[str, Any]],
        deadline: Deadline,
        *,
        partly: bool = False,
    ) -> list[dict[str, Any]]:
        """The answers to some searches, asked together. Raises EngineError unless every shard of
        each answered.

        `partly`: who asks can show a part: a search that the cluster itself cut off to keep the
        deadline says `timed_out`. For others it has failed.
        """
        while True:
            timeout = self._timeout(deadline)
            lines: list[dict[str, Any]] = []
            for body in bodies:
                lines += [{}, {"timeout": f"{max(1, int(timeout * 1000))}ms", **body}]
            answer = self.call(
                lambda lines=lines, timeout=timeout: self.client.msearch(  # type: ignore[misc]
                    body=lines, index=index, params={"request_timeout": timeout}
                )
            )
            responses: list[dict[str, Any]] = answer["responses"]
            problem = next(filter(None, map(_problem, responses)), None)
            if problem is None:
                if not partly and any(response["timed_out"] for response in responses):
                    raise EngineError(LATE)
                return responses
            if not problem.passing or deadline.left_s < 0.1:
                raise EngineError(f"The cluster cannot search {index}: {problem.text}")
            time.sleep(0.05)  # a copy of the shard is about to take over

    def _timeout(self, deadline: Deadline) -> float:
        """Of one attempt, so that all of them together keep the deadline."""
        if deadline.passed:
            raise EngineError(LATE)
        return max(0.01, deadline.left_s / self._attempts)

    def _meaning(self, error: OpenSearchException) -> str:
        where = self.address.shown
        text = str(error)
        if isinstance(error, AuthenticationException):
            return f"The cluster at {where} refuses the user or the password of TASKDEX_ENGINE."
        if isinstance(error, AuthorizationException):
            return (
                f"The cluster at {where} does not allow its user to do this: {_reason(error.info)}"
            )
        if isinstance(error, SSLError) or "CERTIFICATE_VERIFY_FAILED" in text:
            return (
                f"TLS with the cluster at {where} fails: {_short(text)} If its certificate is"
                " your own authority's, name that in TASKDEX_ENGINE: ?ca=/path/to/authority.pem;"
                " if it does not speak TLS, write opensearch+http://."
            )
        if isinstance(error, ConnectionTimeout):
            return f"The cluster at {where} did not answer in time."
        if isinstance(error, ConnectionError):
            hint = ""
            if not self.address.tls and ("RemoteDisconnected" in text or "BadStatusLine" in text):
                hint = " It may speak TLS alone: write opensearch+https:// in TASKDEX_ENGINE."
            return f"The cluster at {where} cannot be reached.{hint} ({_short(text)})"
        if isinstance(error, NotFoundError):
            return (
                f"The cluster at {where} does not have this release's index. Build it with"
                ' "taskdex build", or go back with "taskdex releases use ID".'
            )
        if isinstance(error, TransportError):
            return f"The cluster at {where} answers {error.status_code}: {_reason(error.info)}"
        return f"The cluster at {where}: {_short(text)}"


class _Problem:
    def __init__(self, text: str, *, passing: bool) -> None:
        self.text = text
        self.passing = passing


def _problem(response: dict[str, Any]) -> _Problem | None:
    """What is wrong with the answer to one search."""
    if "error" in response:
        status = response.get("status", 500)
        return _Problem(_reason(response["error"]), passing=status in (429, 500, 502, 503, 504))
    shards = response["_shards"]
    if shards["failed"]:
        failures = shards.get("failures") or [{}]
        reason = _reason(failures[0].get("reason")) if failures[0] else "no copy is there"
        return _Problem(f"{shards['failed']} of {shards['total']} shards: {reason}", passing=True)
    if shards["successful"] < shards["total"]:
        there = f"{shards['successful']} of {shards['total']} shards are there"
        return _Problem(there, passing=True)
    return None


def _reason(error: Any) -> str:  # noqa: ANN401  # whatever the cluster sends
    """The innermost reason that an answer gives."""
    if isinstance(error, dict):
        causes = error.get("root_cause") or error.get("failed_shards") or []
        inner = error.get("error") or (causes[0] if causes else None) or error.get("caused_by")
        if isinstance(inner, (dict, str)) and inner != error:
            return _reason(inner)
        return _short(str(error.get("reason") or error.get("type") or error))
    return _short(str(error))


def _short(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:300]}…"
