"""Which search engine is meant: TASKDEX_ENGINE, read and checked. Pure.

`whoosh`, or the address of a cluster: `opensearch+https://user:password@host:9200,host:9200/prefix`
with options behind a question mark. Called by the command line, the web app's settings and
`index.engines.backends`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from index.errors import EngineError

WHOOSH: Final = "whoosh"
MAY_BE: Final = (
    "whoosh, or opensearch+https://user:password@host:9200,host:9200/prefix with the options "
    "shards, replicas, ca, verify, pool and timeout_ms"
)
DEFAULT_PORT = 9200
_AUTHORITY_ENDS: Final = re.compile("[/?#]")
_HOST: Final = re.compile(r"(?:\[(?P<ipv6>[^\]]*)\]|(?P<name>[^\[\]:\s]+))(?::(?P<port>.*))?")
DEFAULT_PREFIX = "taskdex"


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """Where a cluster is, and how to talk to it."""

    hosts: tuple[tuple[str, int], ...]
    tls: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    prefix: str = DEFAULT_PREFIX
    """The alias, and what the names of all indexes begin with."""
    shards: int = 1
    replicas: int = 1
    ca: Path | None = None
    """The certificate of the authority; None: those that the system trusts."""
    verify: bool = True
    """Whether the nodes' certificates are checked."""
    pool: int = 8
    """Connections to each node, at most, in each worker."""
    timeout_ms: int = 60_000
    """What a request of a build may take; a search has its own budget."""

    @property
    def shown(self) -> str:
        """For people: without the password."""
        hosts = ",".join(f"{host}:{port}" for host, port in self.hosts)
        return f"{'https' if self.tls else 'http'}://{hosts}"


def cluster_address(setting: str) -> ClusterAddress | None:
    """The cluster that a setting names; None: the embedded engine.

    Raises EngineError, never with a password in it, for what is neither.
    """
    if setting == WHOOSH:
        return None
    scheme, _, rest = setting.strip().partition("://")
    if scheme.lower() not in ("opensearch+http", "opensearch+https"):
        raise EngineError(f"There is no such search engine. It may be {MAY_BE}.")
    # `urlsplit` takes one host alone, so that several, with brackets among them, stay out of it.
    end = _AUTHORITY_ENDS.search(rest)
    authority, where = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    parts = urlsplit(f"//_{where}")
    if "@" in parts.path + parts.query + parts.fragment or parts.fragment:
        # The password ended too early: what stands there may be the rest of it, and is not said.
        raise EngineError("In a user or a password write / ? # and @ as %2F %3F %23 and %40.")
    login, _, hosts = authority.rpartition("@")
    user, colon, password = login.partition(":")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    prefix = parts.path.strip("/") or DEFAULT_PREFIX
    if not prefix.isascii() or not prefix.replace("-", "").isalnum() or prefix != prefix.lower():
        raise EngineError("The prefix of a cluster is made of small letters, digits and hyphens.")
    try:
        address = ClusterAddress(
            hosts=tuple(_host(host) for host in hosts.split(",")),
            tls=scheme.lower() == "opensearch+https",
            user=unquote(user) or None,
            password=unquote(password) if colon else None,
            prefix=prefix,
            shards=_number(options, "shards", 1, 1, 1024),
            replicas=_number(options, "replicas", 1, 0, 16),
            ca=Path(options.pop("ca")) if "ca" in options else None,
            verify=_yes(options, "verify"),
            pool=_number(options, "pool", 8, 1, 256),
            timeout_ms=_number(options, "timeout_ms", 60_000, 1_000, 3_600_000),
        )
    except ValueError as error:
        raise EngineError(f"The address of the cluster: {error}") from None
    if options:
        raise EngineError(f"A cluster has no option {sorted(options)[0][:40]!r}. It is {MAY_BE}.")
    if address.user is not None and not address.tls and not _is_local(address):
        raise EngineError(
            "A password is not sent in the open: use opensearch+https://, or hosts of this machine."
        )
    return address


def _host(text: str) -> tuple[str, int]:
    match = _HOST.fullmatch(text)
    if match is None:
        problem = "has brackets out of place" if {"[", "]"} & set(text) else "is not a host"
        raise ValueError(f"{text[:60]!r} {problem}: write search-1.example.org:9200 or [::1]:9200.")
    if match["ipv6"] is not None:
        try:
            IPv6Address(match["ipv6"])
        except ValueError:
            raise ValueError(f"{text[:60]!r} has brackets without an IPv6 address.") from None
    port = match["port"] or str(DEFAULT_PORT)
    if not port.isascii() or not port.isdigit() or not 0 < int(port) <= 65535:
        raise ValueError(f"Port {port[:20]!r} is no number from 1 to 65535.")
    return (match["ipv6"] or match["name"]).lower(), int(port)


def _number(options: dict[str, str], name: str, default: int, lowest: int, highest: int) -> int:
    given = options.pop(name, str(default))
    if not given.isascii() or not given.isdigit() or not lowest <= int(given) <= highest:
        raise ValueError(f"{name} is a whole number from {lowest} to {highest:,}.")
    return int(given)


def _yes(options: dict[str, str], name: str) -> bool:
    given = options.pop(name, "yes")
    if given not in ("yes", "no"):
        raise ValueError(f"{name} is yes or no.")
    return given == "yes"


def _is_local(address: ClusterAddress) -> bool:
    return all(host in ("localhost", "127.0.0.1", "::1") for host, _ in address.hosts)
