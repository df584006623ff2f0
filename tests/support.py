"""What several test files need: publishers' files in miniature, written as publishers write them,
and environments beside the one the tests run in."""

from __future__ import annotations

import asyncio
import csv
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from tests.workbooks import pay_row, write_outlook, write_pay

Answer = TypeVar("Answer")

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""

ART, FUN = "29-1129.01", "29-1125.00"
GWA, IWA, DWA, OTHER_DWA = "4.A.1.a.1", "4.A.1.a.1.a", "4.A.1.a.1.a.1", "4.A.1.a.1.a.2"

Statement = tuple[int, str, str]
"""Task id, occupation code, text."""


# --- publishers' files ---------------------------------------------------------------------------


def write_table(path: Path, rows: Iterable[Sequence[object]], delimiter: str = "\t") -> None:
    """O*NET's tables (tabs, no quoting) and everybody else's (commas, quoted where needed)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        if delimiter == "\t":
            file.writelines("\t".join(map(str, row)) + "\r\n" for row in rows)
        else:
            csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)


def write_statements(
    sources: Path, release: str, statements: Sequence[Statement], types: Mapping[int, str] | None
) -> Path:
    """Nothing but `Task Statements.txt`: what there is of an older release. Returns its folder."""
    folder = sources / "onet" / f"db_{release.replace('.', '_')}_text"
    types = types or {}
    write_table(
        folder / "Task Statements.txt",
        [
            ("O*NET-SOC Code", "Task ID", "Task", "Task Type", "Incumbents Responding", "Date"),
            *(
                (code, task_id, text, types.get(task_id, "n/a"), "n/a", "08/2021")
                for task_id, code, text in statements
            ),
        ],
    )
    return folder


def write_onet(
    sources: Path,
    statements: Sequence[Statement],
    *,
    release: str = "30.3",
    types: Mapping[int, str] | None = None,
    importance: Mapping[int, float] | None = None,
    relevance: Mapping[int, float] | None = None,
    links: Iterable[tuple[int, str]] = (),
    occupations: Mapping[str, str] | None = None,
    revisions: Iterable[tuple[str, str, int]] = (),
    proposals: Iterable[tuple[str, str]] = (),
    beside: bool = False,
) -> Path:
    """A complete release in the layout of 30.3; `beside` adds what is optional.

    `revisions` are occupation code, proposed text and the task that it revises, `proposals` those
    of new tasks. Returns its folder.
    """
    folder = write_statements(sources, release, statements, types)
    (folder / "Read Me.txt").write_bytes(
        f"O*NET {release} Database\r\nMay 2026 Release\r\n".encode()
    )
    raters = {
        task_id: "Occupational Expert" if code == FUN else "Incumbent"
        for task_id, code, _ in statements
    }
    occupations = occupations or {ART: "Art Therapists", FUN: "Recreational Therapists"}
    tables: dict[str, list[Sequence[object]]] = {
        "Occupation Data": [
            ("O*NET-SOC Code", "Title", "Description"),
            *((code, title, f"What {title} do.") for code, title in occupations.items()),
        ],
        "Task Ratings": [
            (
                *("Task ID", "Scale ID", "Data Value", "N", "Standard Error"),
                *("Lower CI Bound", "Upper CI Bound", "Recommend Suppress", "Date"),
                "Domain Source",
            ),
            *(
                (
                    task_id,
                    scale,
                    value,
                    32,
                    0.1,
                    value,
                    value,
                    "N",
                    "08/2021",
                    raters.get(task_id, "n/a"),
                )
                for scale, values in (("IM", importance or {}), ("RT", relevance or {}))
                for task_id, value in values.items()
            ),
        ],
        "Content Model Reference": [
            ("Element ID", "Element Name", "Description"),
            (GWA, "Getting Information", "Observing."),
        ],
        "GWAs to IWAs": [
            ("GWA Element ID", "IWA Element ID", "IWA Element Name"),
            (GWA, IWA, "Study art."),
        ],
        "GWAs to IWAs to DWAs": [
            ("GWA Element ID", "IWA Element ID", "DWA Element ID", "DWA Element Name"),
            (GWA, IWA, DWA, "Review art for treatment."),
            (GWA, IWA, OTHER_DWA, "Show art to clients."),
        ],
        "Tasks to DWAs": [("Task ID", "DWA Element ID"), *links],
        "Emerging Tasks": [
            ("O*NET-SOC Code", "Task", "Category", "Original Task ID", "Date"),
            *((code, text, "Revision", task_id, "08/2025") for code, text, task_id in revisions),
            *((code, text, "New", "n/a", "05/2025") for code, text in proposals),
        ],
    }
    if beside:
        tables |= {
            "Job Zones": [("O*NET-SOC Code", "Job Zone"), (ART, 5)],
            "Job Zone Reference": [
                ("Job Zone", "Name", "Education", "Experience", "Job Training"),
                (5, "Zone Five", "School.", "Much.", "Some."),
            ],
            "Job Titles": [
                ("O*NET-SOC Code", "Job Title", "Short Title"),
                (ART, "Certified Art Psychotherapist", "CAP"),
                (FUN, "Barkeep of the Fun", "n/a"),
            ],
            "Software Skills": [
                ("O*NET-SOC Code", *SOFTWARE_COLUMNS),
                (ART, "Adobe Photoshop", "2.E.1", "Graphics software", "Y", "Y"),
                (ART, "Microsoft Excel", "2.E.2", "Spreadsheet software", "Y", "N"),
                (FUN, "Microsoft Excel", "2.E.2", "Spreadsheet software", "Y", "N"),
                (FUN, "Fun software", "2.E.3", "Leisure software", "N", "N"),
            ],
            "Related Occupations": [
                ("O*NET-SOC Code", "Related O*NET-SOC Code", "Relatedness Tier", "Index"),
                (ART, FUN, "Primary-Short", 1),
            ],
        }
    for name, rows in tables.items():
        write_table(folder / f"{name}.txt", rows)
    return folder


Label = tuple[int, str, str, str, str]
"""Task id, occupation code, text, GPT-4's label, the human raters' (or n/a)."""


SOFTWARE_COLUMNS = (
    *("Workplace Example", "Element ID", "Element Name"),
    *("Hot Technology", "In Demand"),
)


def write_labels(
    sources: Path, labels: Iterable[Label], means: Iterable[tuple[object, ...]] = ()
) -> None:
    """The exposure study, with automation labels given again, and people's for task 1.

    `means` are a code and six figures, GPT-4's and the human raters'.
    """
    labels = list(labels)
    scores = {"E0": (0, 0, 0), "E1": (1, 1, 1), "E2": (0, 0.5, 1)}
    header = (
        *("O*NET-SOC Code", "Task ID", "Task", "gpt4_exposure", "human_exposure_agg"),
        *("gpt4_exposure_alt_rubric", "alpha", "beta", "gamma", "gpt4_automation"),
    )
    rows = [
        (code, f"{task_id}.0", text, gpt4, human, gpt4, *scores[gpt4], "T1")
        for task_id, code, text, gpt4, human in labels
    ]
    write_table(sources / "eloundou" / "full_labelset.tsv", [header, *rows])
    again = [("gpt4_automation", "Task ID", "human_automation")]
    again += [("T3", str(task_id), "T1" if task_id == 1 else "") for task_id, *_ in labels]
    write_table(sources / "eloundou" / "automation_gpt4_human_labels.tsv", again)
    raters = ("dv_rating", "human_rating")
    columns = [f"{rater}_{score}" for rater in raters for score in ("alpha", "beta", "gamma")]
    write_table(sources / "eloundou" / "occ_level.csv", [("O*NET-SOC Code", *columns), *means], ",")


def write_shares(
    sources: Path,
    shares: Mapping[str, float],
    statements_20_1: Iterable[tuple[int, str]] | None = None,
    release: str = "2025-03-27",
) -> None:
    """A release of the Economic Index with shares alone, and the 20.1 statements beside it."""
    folder = sources / "aei" / f"release_{release.replace('-', '_')}"
    write_table(folder / "task_pct_v2.csv", [("task_name", "pct"), *shares.items()], ",")
    if statements_20_1 is not None:
        rows = [("Task ID", "Task"), *statements_20_1]
        write_table(folder / "onet_task_statements.csv", rows, ",")


def write_long(
    sources: Path,
    rows: Iterable[tuple[str, str, str, object]],
    *,
    file: str = "aei_raw_claude_ai_2025-11-13_to_2025-11-20.csv",
    product: str = "Claude AI",
) -> None:
    """The release of 2026-01-15; a row is facet, variable, cluster, value."""
    days = ("2025-11-13", "2025-11-20")
    header = (
        *("geo_id", "geography", "date_start", "date_end", "platform_and_product"),
        *("facet", "level", "variable", "cluster_name", "value"),
    )
    write_table(
        sources / "aei" / "release_2026_01_15" / "data" / "intermediate" / file,
        [header]
        + [
            ("GLOBAL", "global", *days, product, facet, "0", variable, cluster, str(value))
            for facet, variable, cluster, value in rows
        ],
        ",",
    )


def write_nodes(
    sources: Path,
    rows: Iterable[tuple[str, object, float]],
    activities: Iterable[tuple[str, int, float]] = (),
) -> None:
    """The release of 2026-06-26; a row is text, Task ID, share, and of an activity its title, its
    level (1: detailed, 2: intermediate, 3: generalized) and its share."""
    header = (
        *("date_start", "date_end", "geo_id", "geo_level", "category_name", "hierarchy_level"),
        *("metric_id", "value", "node_name", "node_external_id"),
    )
    days = ("2026-05-01", "2026-06-01")
    write_table(
        sources / "aei" / "release_2026_06_26" / "data" / "aei_claude_ai_2026-06-26.csv",
        [header]
        + [
            (*days, "GLOBAL", "global", "onet", "0", "pct", str(share), text, str(task_id))
            for text, task_id, share in rows
        ]
        + [
            (*days, "GLOBAL", "global", "onet", str(level), "pct", str(share), title, "")
            for title, level, share in activities
        ],
        ",",
    )


CONCEPT = "http://data.europa.eu/esco/occupation/"
"""What the address of an occupation of ESCO begins with."""


def write_esco(
    sources: Path,
    labels: Mapping[str, Iterable[tuple[str, str, Sequence[str]]]],
    matches: Iterable[tuple[str, str, float]],
) -> None:
    """ESCO, with the crosswalk as Nesta lays it out.

    `labels`: language → concept, preferred label, others; `matches`: concept, O*NET-SOC code of
    2010, confidence.
    """
    for language, rows in labels.items():
        table = [("conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels")]
        table += [
            ("Occupation", CONCEPT + concept, "1", preferred, "\n".join(others))
            for concept, preferred, others in rows
        ]
        write_table(sources / "extra" / "esco" / f"occupations_{language}.csv", table, ",")
    walks = sources / "extra" / "crosswalks"
    write_table(
        walks / "esco_onet_crosswalk_Nov2020.csv",
        [
            ("id", "onet_code", "confidence", "concept_uri"),
            *((n, code, sure, CONCEPT + uri) for n, (uri, code, sure) in enumerate(matches)),
        ],
        ",",
    )


def write_scores(
    sources: Path, applicability: Mapping[str, float], observed: Mapping[str, float]
) -> None:
    """Microsoft's applicability and the Index's observed exposure, by SOC code."""
    tables: tuple[tuple[str, tuple[str, str, str], Mapping[str, float]], ...] = (
        (
            "extra/microsoft_working_with_ai/soc_ai_applicability_scores.csv",
            ("SOC Code", "title", "ai_applicability_score"),
            applicability,
        ),
        (
            "aei/labor_market_impacts/job_exposure.csv",
            ("occ_code", "title", "observed_exposure"),
            observed,
        ),
    )
    for name, header, scores in tables:
        rows = [(code, "Some", str(score)) for code, score in scores.items()]
        write_table(sources / name, [header, *rows], ",")


def write_parts(sources: Path, rows: Iterable[tuple[object, ...]]) -> None:
    """What applicability is made of; a row is SOC code, title and ten figures, what people wanted
    first."""
    figures = ("ai_applicability_score", "coverage", "completion", "impact_scope")
    columns = [
        f"{figure}_{side}"
        for side in ("user", "ai")
        for figure in (*figures, "feedback_positive_fraction")
    ]
    folder = sources / "extra" / "microsoft_working_with_ai"
    write_table(folder / "soc_metrics.csv", [("SOC Code", "title", *columns), *rows], ",")


def write_api(sources: Path, rows: Iterable[tuple[str, str, str, object]]) -> None:
    """The slice of the API in the release of 2026-01-15; rows as those of chats."""
    file = "aei_raw_1p_api_2025-11-13_to_2025-11-20.csv"
    write_long(sources, rows, file=file, product="1P API")


def write_copilot(sources: Path, rows: Iterable[tuple[object, ...]]) -> None:
    """Working with AI; a row is id, title and eight figures, what people wanted first."""
    columns = [
        f"{figure}_{side}"
        for side in ("user", "ai")
        for figure in ("share", "completion", "impact_scope", "feedback_positive_fraction")
    ]
    folder = sources / "extra" / "microsoft_working_with_ai"
    write_table(folder / "iwa_metrics.csv", [("IWA", "title", *columns), *rows], ",")


SIGNALS_FILE = "usa_share_of_work_related_messages_by_onet_iwa_month.csv"


def write_signals(sources: Path, rows: Iterable[tuple[str, str, object]]) -> None:
    """OpenAI Signals; a row is month, id of an activity up to O*NET 30.2, share."""
    header = ("month", "iwa_cleaned", "share_of_messages")
    write_table(sources / "extra" / "openai_signals" / SIGNALS_FILE, [header, *rows], ",")


def write_everything(sources: Path) -> None:
    """A small folder in which every table of a release has at least one row."""
    write_onet(
        sources,
        [
            (1, ART, "Assess clients by drawing."),
            (2, ART, "Show artwork of clients."),
            (3, FUN, "Lead games."),
            (4, FUN, "Show artwork of clients!"),
        ],
        types={1: "Core", 2: "Supplemental"},
        importance={1: 4.5, 2: 2.5, 3: 4.0},
        relevance={1: 97.0, 4: 50.0},
        links=[(1, DWA), (2, OTHER_DWA), (3, DWA), (4, OTHER_DWA)],
        revisions=[(ART, "Show artwork of clients online.", 2)],
        proposals=[(FUN, "Lead games online.")],
        beside=True,
    )
    write_statements(
        sources, "29.1", [(1, ART, "Assess clients by drawings."), (9, ART, "lead games")], None
    )
    write_labels(
        sources,
        [
            (1, ART, "Assess clients by drawing.", "E0", "E1"),
            (2, ART, "Show the artwork of clients.", "E2", "n/a"),
        ],
        [(ART, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)],
    )
    write_shares(
        sources, {"assess clients by drawing.": 1.5}, [(1, "Assess clients."), (8, "Long gone.")]
    )
    text = "show artwork of clients"
    write_long(
        sources,
        [
            ("onet_task", "onet_task_pct", text, 0.25),
            ("onet_task", "onet_task_count", text, 40),
            ("onet_task::collaboration", "onet_task_collaboration_pct", f"{text}::directive", 60),
            ("onet_task::use_case", "onet_task_use_case_pct", f"{text}::work", 63),
            ("onet_task::ai_autonomy", "onet_task_ai_autonomy_mean", text, 3.6),
        ],
    )
    write_nodes(
        sources,
        [("lead games", 3, 0.125), ("assess clients by drawing.", 1, 0.0)],
        [("Study art.", 2, 0.4), ("Show art to clients.", 1, 0.0), ("Getting Information", 3, 5)],
    )
    write_api(
        sources,
        [
            ("onet_task", "onet_task_pct", text, 0.5),
            ("onet_task::collaboration", "onet_task_collaboration_pct", f"{text}::directive", 97),
        ],
    )
    write_copilot(
        sources,
        [("4.A.1.a.1.I01", "Study art.", 0.0043, 0.856, 0.618, 0.685, 0.0008, 0.862, "", 0.686)],
    )
    write_signals(
        sources,
        [
            ("2026-05-01", "4.A.1.a.1.I01", 0.001),
            ("2026-06-01", "4.A.1.a.1.I01", 0.00121),
            ("2026-06-01", "Other IWA", 0.02514),
        ],
    )
    write_pay(sources, [pay_row("29-1129", 20_000, 60_910.0), pay_row("29-1128")])
    growing = ("Therapists, all other", "29-1129", "Line item", 30.1, 31, 0.9, 3.0, 1.2)
    write_outlook(sources, [(*growing, "Bachelor's degree", "None", "—")])
    write_esco(
        sources,
        {
            "de": [("art", "Kunsttherapeut/in", ["Maltherapeut"])],
            "en": [
                ("art", "healing arts facilitator", ["art therapist", "wellness arts expert"]),
                (
                    "fun",
                    "leisure officer",
                    ["cheerer", "recreatoinal cheerer", "Recreational Therapist"],
                ),
            ],
            "es": [("art", "arteterapeuta", []), ("fun", "animador/animadora", [])],
        },
        [("art", ART, 2.0), ("fun", FUN, 1.0)],
    )
    write_scores(sources, {"29-1129": 0.25, "29-1125": 0.5}, {"29-1129": 0.0})
    goal, action = (0.375, 0.75, 0.9, 0.6, 0.7), (0.125, 0.5, 0.8, 0.3, "")
    write_parts(sources, [("29-1129", "Therapists", *goal, *action)])


# --- pages ---------------------------------------------------------------------------------------


def unwrapped(html: str) -> str:
    """HTML with its lines joined, and without the links of terms to the glossary: where a template
    breaks a line, and what it explains elsewhere, is no part of what is said."""
    return re.sub(r'<a class="term"[^>]*>([^<]*)</a>', r"\1", " ".join(html.split()))


# --- environments --------------------------------------------------------------------------------


def dependencies(*, group: str | None = None) -> list[str]:
    """What pyproject.toml asks for, as requirements; with `group`, what that group does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if group is None:
        found: list[str] = project["project"]["dependencies"]
        return found
    wanted = project["dependency-groups"][group]
    included = (each["include-group"] for each in wanted if isinstance(each, dict))
    return [
        *(each for each in wanted if isinstance(each, str)),
        *(each for other in included for each in dependencies(group=other)),
    ]


def make_environment(
    folder: Path, requirements: Sequence[str], *, without_dependencies: Sequence[str] = ()
) -> Path:
    """A virtual environment with these requirements, and with others without their dependencies.

    Made by uv where it is there, else by Python's own venv and pip. Returns its interpreter.
    """
    python = folder / "bin" / "python"
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if uv is not None:
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)])
        install = [uv, "pip", "install", "--quiet", "--python", str(python)]
    else:
        venv.create(folder, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet"]
    if requirements:
        run([*install, *requirements])
    if without_dependencies:
        run([*install, "--no-deps", *without_dependencies])
    return python


def run(
    command: Sequence[str | Path], *, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end; `environment` is added to ours. Fails with what it printed."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


def awaited(asked: Coroutine[None, None, Answer]) -> Answer:
    """What a coroutine returns, run in a thread of its own: tests in a browser leave a loop
    running in the first one."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(lambda: asyncio.run(asked)).result()
