"""The software of a node: which versions there are, what each is made of, and bringing it here.

Called by `scripts/cluster.py`. `scripts/opensearch-VERSION.txt` pins the parts of a version; Maven
brings them once, and each is checked against its sha256. `scripts/opensearch pin` writes such a
file: what Maven Central has of a version, and the security plugin where that is there, too.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
DEFAULT_VERSION = "2.19.6"
_SECURITY = "plugins/opensearch-security"
_ROOTS = {
    "lib": [
        "org.opensearch:opensearch",
        "org.opensearch:opensearch-cli",
        "org.opensearch:opensearch-plugin-classloader",
    ],
    "modules/analysis-common": ["org.opensearch.plugin:analysis-common"],
    "modules/lang-painless": ["org.opensearch.plugin:lang-painless"],
    "modules/transport-netty4": ["org.opensearch.plugin:transport-netty4-client"],
}
"""Folder → the artifacts that it is for; what these need comes along."""
_PLUGINS = {
    "analysis-common": ("org.opensearch.analysis.common.CommonAnalysis{}Plugin", "lang-painless"),
    "lang-painless": ("org.opensearch.painless.Painless{}Plugin", ""),
    "transport-netty4": ("org.opensearch.transport.Netty4{}Plugin", ""),
}
"""Module → its class and what it extends, as the descriptors in OpenSearch's archive say. From 3 on
the names have "Module" in them."""


class ClusterError(RuntimeError):
    """The cluster cannot be had or does not come up; the message says why."""


@dataclass(frozen=True, order=True)
class Part:
    """One file of the software."""

    place: str
    group: str
    artifact: str
    version: str
    kind: str
    sha256: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.artifact}-{self.version}.{self.kind}"

    @property
    def coordinates(self) -> str:
        return f"{self.group}:{self.artifact}:{self.version}:{self.kind}"


def versions() -> list[str]:
    """The versions that can be had, the oldest first."""
    found = (path.stem.removeprefix("opensearch-") for path in HERE.glob("opensearch-*.txt"))
    return sorted(found, key=lambda version: [int(part) for part in version.split(".")])


def list_of_parts(version: str) -> Path:
    return HERE / f"opensearch-{version}.txt"


def parts(version: str) -> Iterator[Part]:
    """What a version is made of. Raises ClusterError where there is no list of it."""
    if version not in versions():
        raise ClusterError(f"OpenSearch {version}: there are only {', '.join(versions())}.")
    for line in list_of_parts(version).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            place, coordinates, sha256 = line.split()
            group, artifact, found, kind = coordinates.split(":")
            yield Part(place, group, artifact, found, kind, sha256)


def has_security(version: str) -> bool:
    """Whether its nodes know TLS and users."""
    return any(part.artifact == "opensearch-security" for part in parts(version))


def java() -> str:
    """Java: that of JAVA_HOME, which OpenSearch's own scripts ask first, or the one on the PATH."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else "java"


def install(version: str, folder: Path) -> Path:
    """The software in a folder, brought there if need be. Raises ClusterError."""
    listed = list(parts(version))
    wanted = hashlib.sha256(list_of_parts(version).read_bytes()).hexdigest()
    stamp = folder / "complete"
    if stamp.exists() and stamp.read_text() == wanted:
        return folder
    for program in (java(), "mvn", "openssl"):
        if shutil.which(program) is None:
            raise ClusterError(f"A cluster on this machine needs {program}, which is not there.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    brought = folder / "brought"
    print(f"Bringing OpenSearch {version} (95 MB, once) …", file=sys.stderr)
    _bring(listed, brought)
    for part in listed:
        file = brought / part.file_name
        if _sha256(file) != part.sha256:
            raise ClusterError(f"{file} is not the file that {list_of_parts(version)} names.")
        place = folder / part.place
        place.mkdir(parents=True, exist_ok=True)
        if part.kind == "zip":
            with zipfile.ZipFile(file) as archive:
                archive.extractall(place)
        else:
            shutil.copy(file, place)
    for name in _PLUGINS:
        _describe(folder / "modules" / name, version)
    if has_security(version):
        # The plugin of a version may be missing there, and that of a patch before works as well.
        # What it extends are rules for workloads, which are not on Maven Central.
        descriptor = folder / _SECURITY / "plugin-descriptor.properties"
        text = descriptor.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^opensearch\.version=.*$", f"opensearch.version={version}", text)
        text = re.sub(r"(?m)^extended\.plugins=.*$", "extended.plugins=", text)
        descriptor.write_text(text, encoding="utf-8")
    shutil.rmtree(brought)
    stamp.write_text(wanted)
    return folder


def _describe(module: Path, version: str) -> None:
    class_name, extended = _PLUGINS[module.name]
    descriptor = {
        "name": module.name,
        "description": module.name,
        "version": version,
        "opensearch.version": version,
        "java.version": "11",
        "classname": class_name.format("" if version.startswith("2.") else "Module"),
        "extended.plugins": extended,
        "has.native.controller": "false",
    }
    written = "".join(f"{key}={value}\n" for key, value in descriptor.items())
    (module / "plugin-descriptor.properties").write_text(written)


def pin(version: str, security: str | None) -> Path:
    """Writes the list of a version's parts, as Maven resolves them today. Raises ClusterError.

    Args:
        security: the version of the security plugin, which Maven Central has of few versions;
            None: without TLS and users.
    """
    scratch = HERE.parent / "var" / "pin"
    found: list[Part] = []
    for place, artifacts in _ROOTS.items():
        known = {(part.group, part.artifact) for part in found if part.place == "lib"}
        found += [
            part
            for part in _resolved(place, artifacts, version, scratch)
            if (part.group, part.artifact) not in known
        ]
    if security:
        found.append(
            Part(_SECURITY, "org.opensearch.plugin", "opensearch-security", security, "zip")
        )
        if security.startswith("3."):  # needs it, and has left it out of its archive
            found.append(
                Part(_SECURITY, "org.apache.commons", "commons-collections4", "4.5.0", "jar")
            )
    _bring(found, scratch / "brought")
    lines = [
        f"{part.place} {part.coordinates} {_sha256(scratch / 'brought' / part.file_name)}\n"
        for part in sorted(found)
    ]
    heading = f"# What a node of OpenSearch {version} is made of: folder, coordinates, sha256.\n"
    list_of_parts(version).write_text(heading + "".join(lines), encoding="utf-8")
    shutil.rmtree(scratch)
    return list_of_parts(version)


def _resolved(place: str, artifacts: list[str], version: str, scratch: Path) -> Iterator[Part]:
    """What artifacts need to run, themselves included."""
    # Of the class loader of plugins not every patch is there.
    any_patch = f"[{version.rpartition('.')[0]},{version}]"
    roots = []
    for each in artifacts:
        group, name = each.split(":")
        wanted = any_patch if name.endswith("-classloader") else version
        roots.append(Part(place, group, name, wanted, "jar"))
    listing = (scratch / "resolved.txt").absolute()
    _maven(roots, scratch, "dependency:list", "-DincludeScope=runtime", f"-DoutputFile={listing}")
    row = re.compile(r"^\s+([\w.-]+):([\w.-]+):jar:([\w.-]+):(?:compile|runtime)", re.MULTILINE)
    for group, name, found in row.findall(listing.read_text(encoding="utf-8")):
        yield Part(place, group, name, found, "jar")
        if place == "lib" and name == "log4j-api":  # optional for the library, not for a node
            yield Part(place, group, "log4j-core", found, "jar")


def _bring(wanted: Iterable[Part], into: Path) -> None:
    """Every part by its own coordinates, without what it would bring along."""
    _maven(
        wanted, into.parent, "dependency:copy-dependencies", f"-DoutputDirectory={into}", alone=True
    )


def _maven(wanted: Iterable[Part], folder: Path, *goal: str, alone: bool = False) -> None:
    everything = "<exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion>"
    nothing_else = f"<exclusions>{everything}</exclusions>"
    dependencies = "".join(
        f"<dependency><groupId>{escape(part.group)}</groupId>"
        f"<artifactId>{escape(part.artifact)}</artifactId>"
        f"<version>{escape(part.version)}</version><type>{escape(part.kind)}</type>"
        f"{nothing_else if alone else ''}</dependency>"
        for part in wanted
    )
    folder.mkdir(parents=True, exist_ok=True)
    pom = folder / "pom.xml"
    pom.write_text(
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>taskdex</groupId><artifactId>cluster</artifactId><version>1</version>"
        f"<dependencies>{dependencies}</dependencies></project>"
    )
    command = ["mvn", "-q", "-B", "-f", str(pom), *goal]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ClusterError(f"Maven could not bring OpenSearch:\n{done.stdout[-2000:]}")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
