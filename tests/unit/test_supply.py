"""scripts/supply: what Taskdex is made of."""

from __future__ import annotations

import json
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from scripts.supply import EXTRAS, FOUND, UNKNOWN, audit, bill, components, libraries
from tests.support import dependencies

PROJECT = Path(__file__).parents[2] / "pyproject.toml"

FREE = ("MIT", "BSD", "0BSD", "Apache", "MPL", "PSF", "Zlib", "CC0", "ISC", "Python")


def installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def test_every_library_that_is_asked_for_is_on_the_bill_in_the_version_that_runs() -> None:
    known: dict[str, set[str]] = {}
    for library in libraries():
        known.setdefault(library.name, set()).add(library.version)
    asked = {line.partition("=")[0].partition(">")[0] for line in dependencies()}
    assert asked <= set(known)
    assert {"werkzeug", "jinja2", "markupsafe"} <= set(known)
    assert {"pytest", "mypy", "playwright"}.isdisjoint(known)
    for name, versions in known.items():
        assert (runs := installed(name)) is None or runs in versions


def test_every_component_has_checksums_and_a_free_licence() -> None:
    for component in components(EXTRAS):
        assert component.sha256
        assert all(len(each) == 64 for each in component.sha256)
        if component.is_vendored or installed(component.name):
            assert component.licence.startswith(FREE), component


def test_an_extra_is_on_the_bill_of_an_image_that_has_it_and_on_no_other() -> None:
    names = {each["name"] for each in bill(["opensearch"])["components"]}
    assert names > {"opensearch-py", "urllib3"}
    assert "opensearch-py" not in {each["name"] for each in bill()["components"]}
    declared = tomllib.loads(PROJECT.read_text())["project"]["optional-dependencies"]
    assert set(EXTRAS) == set(declared)


def test_the_bill_is_the_same_each_time_and_names_each_component_once() -> None:
    made = bill()
    assert made == bill()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    references = [each["bom-ref"] for each in made["components"]]
    assert len(set(references)) == len(references) == len(components())
    assert "pkg:npm/htmx.org@4.0.1" in references


def test_the_bill_says_what_needs_what() -> None:
    made = bill(EXTRAS)
    references = {each["bom-ref"] for each in made["components"]}
    needs = {each["ref"]: set(each["dependsOn"]) for each in made["dependencies"]}
    assert set(needs) == references | {"taskdex"}
    assert all(on <= references for on in needs.values())
    direct = {reference.rpartition("/")[2].partition("@")[0] for reference in needs["taskdex"]}
    assert direct >= {"flask", "gunicorn", "htmx.org", "mcp-types"}
    assert "jinja2" not in direct
    (flask,) = (on for ref, on in needs.items() if ref.startswith("pkg:pypi/flask@"))
    assert any(reference.startswith("pkg:pypi/jinja2@") for reference in flask)
    reached, todo = {"taskdex"}, ["taskdex"]
    while todo:
        new = needs[todo.pop()] - reached
        reached |= new
        todo += new
    assert reached == references | {"taskdex"}


@contextmanager
def service(answer: bytes, status: int = 200) -> Iterator[str]:
    """A service on this machine that answers every question so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert all(query["package"]["purl"].startswith("pkg:") for query in asked["queries"])
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_an_audit_names_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    asked = components(EXTRAS)
    results: list[dict[str, object]] = [{} for _ in asked]
    with service(json.dumps({"results": results}).encode()) as address:
        assert audit(address) == 0
    results[2] = {"vulns": [{"id": "GHSA-test"}]}
    with service(json.dumps({"results": results}).encode()) as address:
        assert audit(address) == FOUND
    told = capsys.readouterr().out
    assert (
        f"{components(EXTRAS)[2].name} {components(EXTRAS)[2].version}: https://osv.dev/GHSA-test"
        in told
    )


@pytest.mark.parametrize(
    ("answer", "status"), [(b"{}", 200), (b'{"results": []}', 200), (b"<html>", 200), (b"", 500)]
)
def test_an_audit_that_could_not_be_made_says_so(
    capsys: pytest.CaptureFixture[str], answer: bytes, status: int
) -> None:
    with service(answer, status) as address:
        assert audit(address) == UNKNOWN
    assert "NOT AUDITED" in capsys.readouterr().err
    assert audit("http://127.0.0.1:9/") == UNKNOWN
