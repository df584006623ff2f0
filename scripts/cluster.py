"""A real OpenSearch cluster on this machine: nodes that are processes, TLS, a user with a password.

Called by `scripts/opensearch`, by the tests and by `scripts/bench_cluster.py`; the software comes
from `cluster_software.py`. A few lines of Java, run by Java's source launcher, start one node, so
that killing a process is losing a node. Everything listens on 127.0.0.1 alone. Where Maven Central
has no security plugin for a version, its nodes know neither TLS nor users.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.cluster_software import (
    DEFAULT_VERSION,
    ClusterError,
    has_security,
    install,
    java,
    pin,
    versions,
)

HERE = Path(__file__).parent
LAUNCHER = HERE / "OpenSearchNode.java"
DEFAULT_FOLDER = HERE.parent / "var" / "opensearch"
USER, PASSWORD = "taskdex", "taskdex-on-loopback"  # of a cluster that only this machine can reach
_HASH = "$2y$12$4.TKZm7r/hIkhoKYRYFgmuTCzTf9DB5a4HMTgQ.m.AH4mzsD9WSt."  # of PASSWORD
PATIENCE_S = 180
"""How long a node may take to answer; on two busy cores half a minute is usual."""
_TRANSPORT_PORT_OFFSET = 100
# --- a cluster -----------------------------------------------------------------------------------


class Cluster:
    """Some nodes under one folder, each with its settings, data, log and process id."""

    def __init__(
        self,
        folder: Path = DEFAULT_FOLDER,
        *,
        nodes: int = 3,
        first_port: int = 9200,
        heap_mb: int = 512,
        version: str = DEFAULT_VERSION,
        software: Path | None = None,
    ) -> None:
        self.folder = folder.resolve()
        self.numbers = range(1, nodes + 1)
        self._first_port = first_port
        self._heap_mb = heap_mb
        self._started: dict[int, subprocess.Popen[bytes]] = {}
        self.version = version
        self.has_security = has_security(version)
        self._software = ((software or self.folder / "software") / version).resolve()

    @property
    def authority(self) -> Path:
        """The certificate that vouches for the nodes'."""
        return self.folder / "tls" / "authority.pem"

    @property
    def hosts(self) -> list[str]:
        return [f"127.0.0.1:{self.port(number)}" for number in self.numbers]

    @property
    def setting(self) -> str:
        """What TASKDEX_ENGINE has to be."""
        hosts = ",".join(self.hosts)
        if self.has_security:
            return f"opensearch+https://{USER}:{PASSWORD}@{hosts}/taskdex?ca={self.authority}"
        # With something in its query, so that more can follow behind "&".
        return f"opensearch+http://{hosts}/taskdex?replicas=1"

    def port(self, number: int) -> int:
        return self._first_port + number - 1

    def start(self) -> None:
        """Starts what does not run yet, and waits until every node is there and answers."""
        install(self.version, self._software)
        self._certify()
        for number in self.numbers:
            self.start_node(number)
        self.wait(len(self.numbers))

    def start_node(self, number: int) -> None:
        if self.pid(number) is not None:
            return
        place = self._node(number)
        self._configure(number)
        command = [java(), f"-Xms{self._heap_mb}m", f"-Xmx{self._heap_mb}m", "-XX:+UseSerialGC"]
        command += ["-cp", f"{self._software}/lib/*", str(LAUNCHER)]
        command += [str(self._software), str(place / "settings"), place.name]
        with (place / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        self._started[number] = process
        (place / "pid").write_text(str(process.pid))

    def kill_node(self, number: int, sign: signal.Signals = signal.SIGKILL) -> None:
        """Ends a node's process: by default without a farewell, as a lost machine goes."""
        if (pid := self.pid(number)) is not None:
            os.kill(pid, sign)
        end = time.monotonic() + 30
        while (pid := self.pid(number)) is not None:
            if time.monotonic() > end:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)
        if (ours := self._started.pop(number, None)) is not None:
            ours.wait()  # what has ended stays a process until somebody asks how
        (self._node(number) / "pid").unlink(missing_ok=True)

    def stop(self) -> None:
        for number in self.numbers:
            if (pid := self.pid(number)) is not None:
                os.kill(pid, signal.SIGTERM)
        for number in self.numbers:
            self.kill_node(number, signal.SIGTERM)

    def pid(self, number: int) -> int | None:
        """The process of a node; None: it does not run."""
        file = self._node(number) / "pid"
        try:
            pid = int(file.read_text())
        except (OSError, ValueError):
            return None
        if (ours := self._started.get(number)) is not None:
            # On a busy machine /proc has no command for a moment after the start.
            return None if ours.poll() is not None else ours.pid
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return None
        return pid if str(self._node(number)).encode() in command else None

    def wait(self, nodes: int, patience_s: float = PATIENCE_S) -> None:
        """Until every running node sees so many nodes. Raises ClusterError."""
        end = time.monotonic() + patience_s
        for number in self.numbers:
            while self.pid(number) is not None:
                try:
                    health = self.ask("GET", f"/_cluster/health?wait_for_nodes={nodes}", number)
                    if health["number_of_nodes"] == nodes:
                        break
                except OSError:
                    pass
                if time.monotonic() > end:
                    raise ClusterError(f"The cluster is not up; see {self._node(number) / 'log'}.")
                time.sleep(0.5)
            else:
                if number <= nodes:
                    raise ClusterError(f"Node {number} ended; see {self._node(number) / 'log'}.")

    def ask(self, method: str, path: str, number: int = 1, body: object | None = None) -> Any:  # noqa: ANN401  # whatever the cluster says
        """Asks one node, as the user that Taskdex is. Raises OSError where it does not answer."""
        scheme = "https" if self.has_security else "http"
        request = urllib.request.Request(
            f"{scheme}://127.0.0.1:{self.port(number)}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
        )
        request.add_header("Content-Type", "application/json")
        context = None
        if self.has_security:
            context = ssl.create_default_context(cafile=self.authority)
            pair = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
            request.add_header("Authorization", f"Basic {pair}")
        with urllib.request.urlopen(request, timeout=40, context=context) as answer:
            return json.loads(answer.read())

    def _node(self, number: int) -> Path:
        return self.folder / f"node-{number}"

    def _configure(self, number: int) -> None:
        place = self._node(number)
        settings = place / "settings"
        shutil.rmtree(settings, ignore_errors=True)
        settings.mkdir(parents=True)
        (settings / "log4j2.properties").write_text(_LOGGING)
        first = self._first_port + _TRANSPORT_PORT_OFFSET
        seeds = [f"127.0.0.1:{first + other - 1}" for other in self.numbers]
        values: dict[str, object] = {
            "cluster.name": "taskdex",
            "node.name": place.name,
            "path.data": str(place / "data"),
            "path.logs": str(place / "logs"),
            "network.host": "127.0.0.1",
            "http.port": self.port(number),
            "transport.port": first + number - 1,
            "discovery.seed_hosts": seeds,
            "cluster.initial_cluster_manager_nodes": [self._node(n).name for n in self.numbers],
            "cluster.routing.allocation.disk.threshold_enabled": False,
            "action.auto_create_index": ".*",
        }
        if self.has_security:
            values |= _SECURITY
            security = settings / "opensearch-security"
            shutil.copytree(self._software / "plugins" / "opensearch-security" / "config", security)
            (security / "internal_users.yml").write_text(_INTERNAL_USERS)
            (security / "roles.yml").write_text(_ROLES)
            (security / "roles_mapping.yml").write_text(_ROLES_MAPPING)
            for name in ("authority.pem", "node.pem", "node.key"):
                shutil.copy(self.folder / "tls" / name, settings)
        # JSON is YAML.
        written = "".join(f"{name}: {json.dumps(value)}\n" for name, value in values.items())
        (settings / "opensearch.yml").write_text(written)
        for path in (settings, *settings.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)

    def _certify(self) -> None:
        """An authority of our own, and one certificate for all nodes."""
        place = self.folder / "tls"
        if self.authority.exists():
            return
        place.mkdir(parents=True, exist_ok=True)
        for command in (
            "req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=taskdex"
            " -keyout authority.key -out authority.new",
            "req -newkey rsa:2048 -nodes -subj /CN=node"
            " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout node.key -out node.csr",
            "x509 -req -in node.csr -CA authority.new -CAkey authority.key -CAcreateserial"
            " -days 3650 -copy_extensions copy -out node.pem",
        ):
            subprocess.run(
                ["openssl", *command.split()], cwd=place, check=True, capture_output=True
            )
        (place / "authority.new").rename(self.authority)


def free_ports(count: int) -> int:
    """The first of so many neighbouring ports that nobody listens on, and their transport ports."""
    for first in range(19_200, 19_900, 10):
        wanted = [first + n for n in range(count)]
        if all(map(_is_free, [*wanted, *(port + _TRANSPORT_PORT_OFFSET for port in wanted)])):
            return first
    raise ClusterError("There are no free ports.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


_SECURITY: dict[str, object] = {
    "plugins.security.ssl.transport.pemcert_filepath": "node.pem",
    "plugins.security.ssl.transport.pemkey_filepath": "node.key",
    "plugins.security.ssl.transport.pemtrustedcas_filepath": "authority.pem",
    "plugins.security.ssl.http.enabled": True,
    "plugins.security.ssl.http.pemcert_filepath": "node.pem",
    "plugins.security.ssl.http.pemkey_filepath": "node.key",
    "plugins.security.ssl.http.pemtrustedcas_filepath": "authority.pem",
    "plugins.security.audit.type": "noop",
    "plugins.security.allow_default_init_securityindex": True,
    "plugins.security.nodes_dn": ["CN=node"],
    "plugins.security.authcz.admin_dn": ["CN=admin"],
}
_INTERNAL_USERS = f"""\
_meta: {{type: internalusers, config_version: 2}}
{USER}: {{hash: "{_HASH}", opendistro_security_roles: [taskdex]}}
"""
# What Taskdex needs to be allowed, and no more (docs/scale.md).
_ROLES = """\
_meta: {type: roles, config_version: 2}
taskdex:
  cluster_permissions: [cluster_monitor, cluster_composite_ops]
  index_permissions:
    - index_patterns: ["taskdex*"]
      allowed_actions: [indices_all]
"""
_ROLES_MAPPING = f"""\
_meta: {{type: rolesmapping, config_version: 2}}
taskdex: {{users: [{USER}]}}
"""
_LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{ISO8601} %-5p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description="A cluster of three nodes on this machine.")
    options.add_argument("action", choices=("start", "stop", "status", "pin"))
    options.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    options.add_argument("--port", type=int, default=9200, help="of the first node")
    options.add_argument("--heap", type=int, default=512, metavar="MB", help="of each node")
    options.add_argument(
        "--opensearch",
        default=DEFAULT_VERSION,
        metavar="VERSION",
        help=f"there are {', '.join(versions())} (default: {DEFAULT_VERSION})",
    )
    options.add_argument("--security", metavar="VERSION", help="of the security plugin to pin")
    chosen = options.parse_args(arguments)
    try:
        if chosen.action == "pin":
            print(pin(chosen.opensearch, chosen.security))
            return 0
        cluster = Cluster(
            chosen.folder,
            first_port=chosen.port,
            heap_mb=chosen.heap,
            version=chosen.opensearch,
        )
        if chosen.action == "start":
            cluster.start()
            print(f"TASKDEX_ENGINE='{cluster.setting}'")
        elif chosen.action == "stop":
            cluster.stop()
        else:
            for number in cluster.numbers:
                print(f"node {number}: {'runs' if cluster.pid(number) else 'does not run'}")
    except (ClusterError, OSError) as error:
        print(f"scripts/opensearch: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
