"""Sources of use by work activity, over the network: servers on the loopback that speak as the
publishers do, and what the loaders make of what came."""

from __future__ import annotations

import hashlib
import sys
import textwrap
from pathlib import Path

import pytest

from index import Encyclopedia, corpus
from index.build import build
from index.sources.download import read_catalogue
from index.sources.microsoft import find_working_with_ai
from index.sources.signals import find_signals
from tests.publisher import Fetch, Handler, Request, Server, entry, run, server, zipped
from tests.support import ART, DWA, IWA, SIGNALS_FILE, write_onet, write_parts, write_scores
from tests.support import run as run_program
from tests.workbooks import Cells, write_pay
from webapp import create_app
from webapp.config import Config

__all__ = ["run", "server"]  # fixtures

OPTIONAL = "optional = true"
SIGNALS_PATH = "extra/openai_signals/data-download-csv.zip"
COPILOT_PATH = "extra/microsoft_working_with_ai/iwa_metrics.csv"
COPILOT = (
    "IWA,title,share_user,share_ai,completion_user,completion_ai,impact_scope_user,"
    "impact_scope_ai,feedback_positive_fraction_user,feedback_positive_fraction_ai,more\n"
    "4.A.1.a.1.I01,Study art.,0.0043,0.0008,0.86,0.86,0.62,0.41,0.69,0.69,0.5\n"
)
NODE_HEADER = (
    "date_start,date_end,geo_id,geo_level,category_name,hierarchy_level,metric_id,value,"
    "node_name,node_external_id\n"
)


def test_signals_come_as_an_archive_and_are_read_out_of_it(
    server: Server, run: Fetch, tmp_path: Path
) -> None:
    table = "month,iwa_cleaned,share_of_messages\n2026-06-01,4.A.1.a.1.I01,0.00121\n"
    server.files["/signals.zip"] = zipped(table, f"public_release_csv/{SIGNALS_FILE}")
    server.files["/iwa_metrics.csv"] = COPILOT.encode()
    run(
        entry(f"{server.url}/signals.zip", SIGNALS_PATH, OPTIONAL),
        entry(f"{server.url}/iwa_metrics.csv", COPILOT_PATH, OPTIONAL),
    )
    sources = tmp_path / "sources"
    write_onet(sources, [(1, ART, "Show artwork.")], links=[(1, DWA)])
    joined = corpus.read(sources)
    assert [(one.activity_id, one.month) for one in joined.chatgpt or ()] == [(IWA, "2026-06")]
    assert list(joined.copilot or ()) == [IWA]
    (file,) = (file for file in joined.files if file.source_key == "openai-signals")
    assert file.sha256 == hashlib.sha256(table.encode()).hexdigest()


def test_pay_top_codes_and_months_come_over_the_network_and_are_shown(
    server: Server, run: Fetch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As published: the Bureau refuses clients without a contact, and names no wage above its top
    code; Signals is an archive of several tables; the study is three."""
    top: Cells = ("29-1129", "Therapists", "detailed", 5, 70.0, *["#"] * 4, 150_000, *["#"] * 4)
    workbook = write_pay(tmp_path / "bureau", [(*top, "", "")])
    content = zipped(workbook.read_bytes(), f"oesm25nat/{workbook.name}")

    def bureau(request: Request) -> None:
        if "@" in request.headers["User-Agent"]:
            request.send(content)
        else:
            request.send_error(403)

    months = "".join(
        f"{month}-01,4.A.1.a.1.I01,{share}\n"
        for month, share in (("2024-07", 0.001), ("2025-06", 0.002), ("2026-06", 0.003))
    )
    server.handlers["/oesm25nat.zip"] = bureau
    server.files["/signals.zip"] = zipped(
        f"month,iwa_cleaned,share_of_messages\n{months}", f"public_release_csv/{SIGNALS_FILE}"
    )
    write_parts(tmp_path / "study", [("29-1129", "Therapists", *[0.5] * 10)])
    write_scores(tmp_path / "study", {"29-1129": 0.5}, {})
    folder = "extra/microsoft_working_with_ai"
    names = ("soc_metrics.csv", "soc_ai_applicability_scores.csv")
    for name in names:
        server.files[f"/{name}"] = (tmp_path / "study" / folder / name).read_bytes()
    server.files["/iwa_metrics.csv"] = COPILOT.encode()
    monkeypatch.setenv("TASKDEX_USER_AGENT", "Library/2 (+mailto:desk@example.org)")
    run(
        entry(f"{server.url}/oesm25nat.zip", "extra/bls/oesm25nat.zip", OPTIONAL),
        entry(f"{server.url}/signals.zip", SIGNALS_PATH, OPTIONAL),
        entry(f"{server.url}/iwa_metrics.csv", COPILOT_PATH, OPTIONAL),
        *(entry(f"{server.url}/{name}", f"{folder}/{name}", OPTIONAL) for name in names),
    )
    sources, home = tmp_path / "sources", tmp_path / "home"
    write_onet(sources, [(1, ART, "Show artwork.")], links=[(1, DWA)])
    build(sources, home, quiet=True)
    with Encyclopedia.open(home) as opened:
        occupation = opened.occupation(ART)
        use = opened.activity(IWA).use
    assert occupation.labour.pay is not None
    year = occupation.labour.pay.figures.annual
    assert (year.p10, year.median, year.top_code) == (150_000, None, 239_200)
    assert occupation.applicability is not None
    assert occupation.applicability.goal.score == 0.5
    shares = [(one.month, one.share_percent) for one in use.chatgpt]
    assert shares == [("2024-07", 0.1), ("2025-06", 0.2), ("2026-06", pytest.approx(0.3))]
    client = create_app(Config(home=home)).test_client()
    text = " ".join(client.get(f"/activities/{IWA}").text.split())
    assert "June 2026; in July 2024 it was <b>0.10%</b>" in text
    assert "$239,200 or more" in client.get(f"/occupations/{ART}").text


def test_what_cannot_be_had_is_said_and_is_no_error(
    server: Server, run: Fetch, tmp_path: Path
) -> None:
    server.files["/tasks.tsv"] = b"a\n"
    fetched = run(
        entry(f"{server.url}/tasks.tsv", "eloundou/tasks.tsv"),
        entry(f"{server.url}/signals.zip", SIGNALS_PATH, OPTIONAL),
        entry(f"{server.url}/iwa_metrics.csv", COPILOT_PATH, OPTIONAL),
    )
    assert [one.path.name for one in fetched] == ["tasks.tsv"]
    assert find_signals(tmp_path / "sources") is None
    assert find_working_with_ai(tmp_path / "sources") is None


def test_the_list_has_every_source_and_all_of_them_are_optional(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TASKDEX_DOWNLOADS", raising=False)
    listed = {download.target: download for download in read_catalogue()}
    api = [path for path in listed if "1p_api" in path]
    assert len(api) == 4
    for path in (*api, SIGNALS_PATH, COPILOT_PATH, "eloundou/automation_gpt4_human_labels.tsv"):
        assert listed[path].optional, path


def test_a_node_file_as_large_as_the_publisher_s_is_fetched_and_read_in_little_memory(
    server: Server, tmp_path: Path
) -> None:
    """As published: 219 MB, of which few rows are kept. Here 30 MB more must not cost memory."""
    peaks = []
    for name, rows in (("small", 1_000), ("large", 400_000)):
        server.handlers[f"/{name}.csv"] = streaming(rows)
        program = textwrap.dedent(
            f"""
            import resource
            from pathlib import Path
            from index.sources.aei import find_releases
            from index.sources.download import fetch
            home = Path({str(tmp_path)!r}) / {name!r}
            listed = home.with_suffix(".toml")
            fetched, = fetch(home, catalogue=listed, progress=False)
            release, = find_releases(home)
            texts = list(release.usage_texts())
            levels = [level for level, _ in release.activity_texts()]
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(len(texts), levels, fetched.rows_dropped, peak)
            """
        )
        path = "aei/release_2026_06_26/data/aei_claude_ai_2026-06-26.csv"
        (tmp_path / f"{name}.toml").write_text(
            "[[file]]\n" + entry(f"{server.url}/{name}.csv", path, 'keep = "aei-node"')
        )
        done = run_program([sys.executable, "-c", program], no_proxy="127.0.0.1")
        *said, peak = done.stdout.split()
        assert said == ["1", "['iwa']", str(rows)]
        peaks.append(int(peak) * (1 if sys.platform == "darwin" else 1024))
    small, large = peaks
    assert large - small < 12_000_000


def streaming(rows: int) -> Handler:
    """A task, an activity, and so many rows of a country, without holding them."""
    return lambda request: stream(request, rows)


def stream(request: Request, rows: int) -> None:
    world = "2026-05-01,2026-06-01,GLOBAL,global,onet,{},pct,0.25,{},{}\n"
    head = NODE_HEADER + world.format(0, "Show artwork.", 1) + world.format(2, "Study art.", "")
    row = "2026-05-01,2026-06-01,US,country,request,2,pct,0.01,Some cluster of requests,\n" * 100
    request.send_response(200)
    request.send_header("Content-Length", str(len(head) + len(row) * (rows // 100)))
    request.end_headers()
    if request.command == "GET":
        request.wfile.write(head.encode())
        for _ in range(rows // 100):
            request.wfile.write(row.encode())
