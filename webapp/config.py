"""Settings of a server: one frozen record, read once from TASKDEX_* variables.

Called by `webapp.create_app` and by the tests, which make their own.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from index.engines.setting import MAY_BE, WHOOSH, cluster_address
from index.errors import EngineError, TaskdexError
from index.home import default_home

Network = IPv4Network | IPv6Network

_HOST = re.compile(r"(?:\[[0-9a-f:.]+\]|\.?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)", re.IGNORECASE)
# What of the grammar of frame-ancestors makes sense here: schemes, and origins whose name may
# begin with "*." and whose port may be "*". Nothing that could end the directive gets through.
_ANCESTOR = re.compile(
    r"https?:|https?://(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::(?:[0-9]{1,5}|\*))?/?",
    re.IGNORECASE,
)


_CONTACT = re.compile(r"(?:mailto:[^\s@]+@[^\s@]+|https://[^\s/]\S*)", re.ASCII)


class ConfigError(TaskdexError):
    """A setting has a value that it cannot have."""

    def __init__(self, name: str, value: str, may_be: str) -> None:
        super().__init__(f"{name} is {value[:80]!r}. It may be {may_be}.")


@dataclass(frozen=True, slots=True)
class Config:
    """What a server is told from outside."""

    home: Path = Path("var")
    """Holds the releases and the link to the current one."""
    site_url: str | None = None
    """Public address without a final slash; None: whatever trusted host a request names."""
    trusted_hosts: tuple[str, ...] = ()
    """Beside the machine's own names and the site's; a leading dot admits all subdomains."""
    trusted_hops: int = 0
    """How many proxies stand in front and are believed about address, scheme and host."""
    rate_limit: float | None = None
    """Requests a second from one address; 0: no limit; None: the one of `webapp.server.rate_limit`,
    for addresses of the internet."""
    metrics_from: tuple[Network, ...] = ()
    """Who may read /metrics beside this machine itself."""
    log_requests: bool = False
    """Whether each request is a line in the log; `taskdex serve` switches it on."""
    log_queries: bool = False
    """Whether the log may hold what visitors typed."""
    frame_ancestors: tuple[str, ...] = ()
    """Who may show the embeds in a frame, beside this site itself; `none` alone: nobody. Empty:
    any site under https, and this machine's own."""
    security_contact: str | None = None
    """Where to tell of a vulnerability; None: there is no /.well-known/security.txt."""
    engine: str = field(default=WHOOSH, repr=False)
    """`whoosh`, or the address of a cluster, which may hold a password."""
    search_budget_ms: float | None = None
    """None: the engine's own."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Config:
        """Reads TASKDEX_* variables; an empty one counts as absent. Raises ConfigError."""
        env = os.environ if environment is None else environment
        given = {
            name: value.strip()
            for name, value in env.items()
            if name.startswith("TASKDEX_") and value.strip()
        }
        default = cls()
        return cls(
            home=default_home(env),
            site_url=_site_url(given),
            trusted_hosts=_listed(
                given, "TASKDEX_TRUSTED_HOSTS", _HOST, "host names, separated by commas"
            ),
            trusted_hops=int(_number(given, "TASKDEX_TRUSTED_HOPS", 0, 10, whole=True) or 0),
            rate_limit=_number(given, "TASKDEX_RATE_LIMIT", 0, 1_000_000),
            metrics_from=_networks(given, "TASKDEX_METRICS_FROM"),
            log_requests=_switch(given, "TASKDEX_LOG_REQUESTS"),
            log_queries=_switch(given, "TASKDEX_LOG_QUERIES"),
            frame_ancestors=_frame_ancestors(given),
            security_contact=_contact(given),
            engine=_engine(given, default.engine),
            search_budget_ms=_number(given, "TASKDEX_SEARCH_BUDGET_MS", 1, 60_000),
        )


def _site_url(given: Mapping[str, str]) -> str | None:
    value = given.get("TASKDEX_SITE_URL")
    if value is None:
        return None
    parts = urlsplit(value)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or not _HOST.fullmatch(
            parts.hostname if ":" not in parts.hostname else f"[{parts.hostname}]"
        )
        or parts.username is not None
        or parts.query
        or parts.fragment
        or parts.path.strip("/")
    ):
        raise ConfigError(
            "TASKDEX_SITE_URL", value, "the public address of the site, such as https://example.org"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _listed(
    given: Mapping[str, str], name: str, pattern: re.Pattern[str], may_be: str
) -> tuple[str, ...]:
    items = tuple(item for item in re.split(r"[\s,]+", given.get(name, "")) if item)
    for item in items:
        if not pattern.fullmatch(item):
            raise ConfigError(name, item, may_be)
    return tuple(item.lower() for item in items)


def _frame_ancestors(given: Mapping[str, str]) -> tuple[str, ...]:
    name = "TASKDEX_FRAME_ANCESTORS"
    may_be = (
        "origins such as https://example.org or https://*.example.org:8443, separated by spaces or"
        " commas; https: for every site under https; or none, alone, for no site at all"
    )
    # A shell takes the quotation marks of 'none' away, a file of settings does not. 'self' is
    # always among them.
    value = re.sub(r"'(self|none)'", r"\1", given.get(name, ""), flags=re.IGNORECASE)
    items = tuple(item.lower().rstrip("/") for item in re.split(r"[\s,]+", value) if item)
    if "none" in items:
        if len(items) > 1:
            raise ConfigError(name, given[name], may_be)
        return items
    for item in items:
        port = item.rpartition(":")[2]
        if item != "self" and (
            not _ANCESTOR.fullmatch(item) or (port.isdecimal() and not 0 < int(port) < 65536)
        ):
            raise ConfigError(name, item, may_be)
    return items


def _contact(given: Mapping[str, str]) -> str | None:
    name = "TASKDEX_SECURITY_CONTACT"
    value = given.get(name)
    if value is not None and not _CONTACT.fullmatch(value):
        raise ConfigError(name, value, "mailto:security@example.org or an https: address")
    return value


def _networks(given: Mapping[str, str], name: str) -> tuple[Network, ...]:
    items = [item for item in re.split(r"[\s,]+", given.get(name, "")) if item]
    try:
        return tuple(ip_network(item) for item in items)
    except ValueError:
        may_be = "addresses and networks such as 10.0.0.0/8, separated by commas"
        raise ConfigError(name, given[name], may_be) from None


def _switch(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "0")
    if value not in ("0", "1"):
        raise ConfigError(name, value, "1 (on) or 0 (off)")
    return value == "1"


def _number(
    given: Mapping[str, str], name: str, lowest: float, highest: float, *, whole: bool = False
) -> float | None:
    value = given.get(name)
    if value is None:
        return None
    may_be = f"a {'whole ' if whole else ''}number from {lowest:g} to {highest:,.0f}"
    try:
        number = float(int(value)) if whole else float(value)
    except ValueError:
        raise ConfigError(name, value, may_be) from None
    if not math.isfinite(number) or not lowest <= number <= highest:
        raise ConfigError(name, value, may_be)
    return number


def _engine(given: Mapping[str, str], default: str) -> str:
    value = given.get("TASKDEX_ENGINE", default)
    try:
        cluster_address(value)
    except EngineError as error:
        # What stands before the hosts is a password, and this ends up in a log.
        scheme, _, rest = value.rpartition("@")
        shown = f"…@{rest}" if scheme else value
        raise ConfigError("TASKDEX_ENGINE", shown, f"{MAY_BE}. {error}") from None
    return value
