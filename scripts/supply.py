"""What is Taskdex made of, under which licences, and is anything known to be wrong with it?

Usage: scripts/supply sbom [--output FILE] [--extra NAME] | licences | audit [--service URL]

- `sbom`: a bill of materials, CycloneDX 1.6 as JSON: every library that runs (those of an extra
  where it is named), with the checksums of `uv.lock`, and what is vendored. It has no time of its
  own: the same lock makes the same bytes.
- `licences`: one line each, extras included.
- `audit`: asks OSV (osv.dev) what is known of these versions, extras included. Exit status 1:
  something is; 3: nobody could be asked, so nothing is known.

Reads `uv.lock`, `static/vendor/SHA256SUMS` and what is installed; changes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
import urllib.error
import urllib.request
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "uv.lock"
EXTRAS = ("mcp", "opensearch")
VENDORED = ROOT / "static" / "vendor"
SERVICE = "https://api.osv.dev/v1/querybatch"
ANSWERS_WITHIN_S = 20
FOUND, UNKNOWN = 1, 3
"""Exit statuses of an audit."""
VENDORED_LICENCES = {"htmx": "0BSD"}
SPELT = {
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


@dataclass(frozen=True, slots=True)
class Component:
    """A library, or a vendored file."""

    name: str
    version: str
    licence: str
    """SPDX expression, or what its author wrote; empty: not said."""
    sha256: tuple[str, ...]
    purl: str
    is_vendored: bool = False


def libraries(extras: Collection[str] = (), lock: Path = LOCK) -> Iterator[Component]:
    """All that is installed to run Taskdex with these extras, by name. Raises KeyError for one
    that there is not."""
    packages: dict[str, list[dict[str, Any]]] = {}
    for package in tomllib.loads(lock.read_text(encoding="utf-8"))["package"]:
        packages.setdefault(package["name"], []).append(package)
    (ours,) = packages["taskdex"]
    optional = ours.get("optional-dependencies", {})
    todo, seen = ["taskdex"], set[str]()
    for extra in extras:
        todo += [each["name"] for each in optional[extra]]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            for package in packages[name]:
                todo += [each["name"] for each in package.get("dependencies", ())]
    # A library may have several versions, for several versions of Python.
    for package in (each for name in sorted(seen - {"taskdex"}) for each in packages[name]):
        name = package["name"]
        files = [*package.get("wheels", ()), *filter(None, [package.get("sdist")])]
        sums = sorted(file["hash"].removeprefix("sha256:") for file in files)
        found: str = package["version"]
        yield Component(name, found, licence_of(name), tuple(sums), f"pkg:pypi/{name}@{found}")


def graph(extras: Collection[str] = (), lock: Path = LOCK) -> dict[str, set[str]]:
    """What needs what: reference of a component → those of what it needs itself."""
    known: dict[str, set[str]] = {}
    for component in components(extras):
        known.setdefault(component.name, set()).add(component.purl)
    found: dict[str, set[str]] = {each: set() for purls in known.values() for each in purls}
    for package in tomllib.loads(lock.read_text(encoding="utf-8"))["package"]:
        optional = package.get("optional-dependencies", {})
        if package["name"] == "taskdex":
            reference = "taskdex"
            needed = [*package["dependencies"], *(one for each in extras for one in optional[each])]
            found[reference] = {component.purl for component in vendored()}
        else:
            reference = f"pkg:pypi/{package['name']}@{package['version']}"
            needed = package.get("dependencies", [])
        if reference in found:
            for each in needed:
                found[reference] |= known.get(each["name"], set())
    return found


def licence_of(name: str) -> str:
    """What an installed library says of its licence."""
    try:
        told = metadata(name)
    except PackageNotFoundError:  # for other systems only
        return ""
    if "License-Expression" in told:
        return str(told["License-Expression"])
    for classifier in told.get_all("Classifier") or ():
        if classifier.startswith("License ::") and (last := classifier.rpartition(" :: ")[2]):
            return str(SPELT.get(last, last))
    written = str(told["License"]).partition("\n")[0].strip() if "License" in told else ""
    return SPELT.get(written, written)


def vendored() -> Iterator[Component]:
    """The scripts that come with the pages."""
    for line in (VENDORED / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        sha256, _, name = line.partition("  ")
        stem, is_script, _ = name.partition(".min.js")
        if is_script:
            library, _, number = stem.rpartition("-")
            licence = VENDORED_LICENCES[library]
            purl = f"pkg:npm/{library}.org@{number}"
            yield Component(library, number, licence, (sha256,), purl, is_vendored=True)


def components(extras: Collection[str] = ()) -> tuple[Component, ...]:
    return (*libraries(extras), *vendored())


# --- the bill ------------------------------------------------------------------------------------


def bill(extras: Collection[str] = ()) -> dict[str, Any]:
    """CycloneDX 1.6."""
    ours = version("taskdex")
    content: dict[str, Any] = {
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "taskdex",
                "name": "taskdex",
                "version": ours,
                "licenses": [{"license": {"id": "MIT"}}],
                "purl": f"pkg:pypi/taskdex@{ours}",
            }
        },
        "components": [_entry(component) for component in components(extras)],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(on)} for ref, on in sorted(graph(extras).items())
        ],
    }
    digest = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{digest}"}
    return {**head, "version": 1, **content}


def _entry(component: Component) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "type": "library",
        "bom-ref": component.purl,
        "name": component.name,
        "version": component.version,
        "purl": component.purl,
    }
    if component.licence:
        entry["licenses"] = [{"license": {"name": component.licence}}]
    if component.is_vendored:
        entry["hashes"] = [{"alg": "SHA-256", "content": component.sha256[0]}]
    else:
        # One file of several is installed, depending on the system: each is named.
        entry["externalReferences"] = [
            {
                "type": "distribution",
                "url": component.purl,
                "hashes": [{"alg": "SHA-256", "content": sha256}],
            }
            for sha256 in component.sha256
        ]
    return entry


# --- the audit -----------------------------------------------------------------------------------


def audit(service: str) -> int:
    """Prints what is known of each version; returns the exit status."""
    asked = components(EXTRAS)
    queries = [{"package": {"purl": component.purl}} for component in asked]
    request = urllib.request.Request(
        service,
        json.dumps({"queries": queries}).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=ANSWERS_WITHIN_S) as answer:
            results = json.load(answer)["results"]
        if len(results) != len(asked):
            raise ValueError(f"{len(results)} answers to {len(asked)} questions")
    except urllib.error.HTTPError as error:
        error.close()
        return _not_audited(service, error)
    except (OSError, ValueError, KeyError, TypeError) as error:
        return _not_audited(service, error)
    known = 0
    for component, result in zip(asked, results, strict=True):
        for found in result.get("vulns", ()):
            known += 1
            print(f"{component.name} {component.version}: https://osv.dev/{found['id']}")
    print(f"{len(asked)} components audited, {known} known problems.")
    return FOUND if known else 0


def _not_audited(service: str, error: Exception) -> int:
    print(f"NOT AUDITED: {service} cannot be asked ({error}).", file=sys.stderr)
    return UNKNOWN


def main() -> int:
    options = argparse.ArgumentParser(description="What Taskdex is made of.")
    commands = options.add_subparsers(dest="command", required=True)
    sbom = commands.add_parser("sbom")
    sbom.add_argument("--output", type=Path)
    sbom.add_argument("--extra", action="append", default=[], choices=EXTRAS)
    commands.add_parser("licences")
    commands.add_parser("audit").add_argument("--service", default=SERVICE)
    chosen = options.parse_args()
    if chosen.command == "audit":
        return audit(chosen.service)
    if chosen.command == "licences":
        for component in components(EXTRAS):
            print(f"{component.name:20} {component.version:12} {component.licence or 'not said'}")
        return 0
    text = json.dumps(bill(chosen.extra), indent=1) + "\n"
    if chosen.output is None:
        sys.stdout.write(text)
    else:
        chosen.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
