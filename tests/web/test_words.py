"""Claims about figures in words, marks, citations and pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.records.entries import TaskSummary
from index.records.published import Source
from webapp.text import charts, vocabulary
from webapp.text.citations import cite
from webapp.text.highlight import marked


def test_a_missing_figure_is_a_word_and_zero_is_a_number() -> None:
    assert vocabulary.percent(None) == "not published"
    assert vocabulary.percent(0.0) == "0%"
    assert vocabulary.decimal(None) == "not rated"
    assert vocabulary.share(None) == "not published"
    assert vocabulary.share(0.0) == "0%"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0043, "0.0043%"), (0.00432, "0.0043%"), (0.5, "0.50%"), (2.34, "2.3%"), (12.6, "13%")],
)
def test_shares_have_two_significant_figures(value: float, shown: str) -> None:
    assert vocabulary.share(value) == shown


def test_percent_never_rounds_to_a_bound() -> None:
    assert vocabulary.percent(0.2) == "under 1%"
    assert vocabulary.percent(99.7) == "over 99%"
    assert vocabulary.percent(100.0) == "100%"


def test_ranks() -> None:
    assert vocabulary.rank(24, 25) == "24th of 25"
    assert [vocabulary.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th")
    ]
    assert vocabulary.rank(None, None) == "not rated"
    assert vocabulary.ties(1) == "tied with 1 other"
    assert vocabulary.ties(3) == "tied with 3 others"


def test_marks_escape_and_keep_the_whole_text() -> None:
    assert marked("a <b> & c", ((2, 5),)) == "a <mark>&lt;b&gt;</mark> &amp; c"
    assert marked("abc", ((2, 9), (1, 1), (-1, 2))) == "abc"
    assert marked("abcd", ((0, 2), (1, 3), (3, 4))) == "<mark>ab</mark>c<mark>d</mark>"


def source(name: str, release: str, date: str | None = None) -> Source:
    return Source(
        "key",
        name,
        "publisher",
        release,
        date,
        "CC BY",
        "https://l.test",
        "https://s.test",
        "credit",
    )


def test_a_citation_names_releases_and_ends_titles_once() -> None:
    citation = cite(
        "task-1",
        "Do this & that.",
        "https://t.test/tasks/task-1",
        "r1",
        [
            source("O*NET", "30.3", "May 2026"),
            source("Index", "2025-03-27"),
            source("Index", "2026-01-15"),
            source("GPTs", "arXiv 2303.10130"),
        ],
    )
    assert citation.plain() == (
        "Taskdex. “Do this & that.” Taskdex, release r1. 2026. Built from O*NET 30.3; "
        "Index 2025-03-27, 2026-01-15; GPTs (arXiv 2303.10130). https://t.test/tasks/task-1"
    )
    assert "(2026). Do this & that. In Taskdex" in citation.apa()
    assert r"Do this \& that}" in citation.bibtex()
    assert ".." not in citation.plain() + citation.apa() + citation.bibtex() + citation.ris()


def test_a_strip_keeps_every_dot_inside_and_marks_one() -> None:
    plot = charts.strip([1.0, 5.0, 4.5, 4.5, 4.5], 4.5)
    assert plot is not None
    assert len(plot.dots) == 6
    assert sum(dot.this for dot in plot.dots) == 1
    assert all(0 < dot.x < 100 and 0 < dot.y < plot.height for dot in plot.dots)
    assert len({(dot.x, dot.y) for dot in plot.dots}) == 6


def test_a_bar_adds_up() -> None:
    bar = charts.bar([("a", "a", 60.47, "60%"), ("b", "b", 39.53, "40%"), ("c", "c", 0, "0%")])
    assert sum(part.width for part in bar.segments) == pytest.approx(100, abs=0.02)
    assert len(bar.segments) == 2


def test_a_trend_has_gaps_where_there_is_no_share() -> None:
    plot = charts.trend([("1", 0.1, "a"), ("2", None, ""), ("3", 0.2, "b"), ("4", 0.3, "c")])
    assert plot is not None
    assert len(plot.lines) == 1
    assert charts.trend([("1", 0.1, "a"), ("2", None, "")]) is None


def test_no_line_leads_from_one_population_to_another() -> None:
    shares = [("1", 0.1, "a"), ("2", 0.2, "b"), ("3", 0.3, "c"), ("4", None, "under 0.005%")]
    plot = charts.trend(shares, breaks=["3"])
    assert plot is not None
    first, second, third, bounded = plot.points
    assert plot.lines == ((first.x, first.y, second.x, second.y),)
    assert plot.breaks == (round((second.x + third.x) / 2, 2),)
    assert (bounded.y, bounded.label) == (None, "under 0.005%")


def test_an_interval_of_a_share_is_drawn_and_stays_in_the_picture() -> None:
    plot = charts.trend([("1", 0.1, "a"), ("2", 0.2, "b")], intervals={"2": (0.1, 0.4)})
    assert plot is not None
    first, second = plot.points
    assert first.ends is None
    assert second.ends == (first.y, 26.0)
    assert second.y is not None
    assert second.ends[1] < second.y < second.ends[0]


def test_a_crowded_trend_names_the_first_the_last_and_the_highest() -> None:
    shares = [0.2, 0.1, 0.5, 0.3, 0.2, 0.4]
    plot = charts.trend([(str(n), share, f"{share}") for n, share in enumerate(shares)])
    assert plot is not None
    assert [point.label for point in plot.points] == ["0.2", "", "0.5", "", "", "0.4"]


def test_an_exposure_bar_marks_the_part_of_this_task() -> None:
    bar = charts.exposure_bar({"E1": 1, "E2": 2, "E0": 1}, "E2")
    assert bar.mark_x == pytest.approx(50)
    assert "This task is one of those marked E2" in bar.description
    assert charts.exposure_bar({"E1": 1}, "E0").mark_x is None
    assert charts.exposure_bar({"E1": 1}).mark_x is None


def test_why_a_rating_is_missing_depends_on_the_other_one() -> None:
    task = TaskSummary(
        *(1, "Do.", None, "11-1011.00", "Chief Executives", None, None, None, 50.0),
        *(None, None, None, False, None),
    )
    assert vocabulary.importance_status(task) == "not published"
    assert vocabulary.relevance_status(task) == ""
    unrated = replace(task, relevance_percent=None)
    assert (
        vocabulary.importance_status(unrated) == vocabulary.relevance_status(unrated) == "not rated"
    )
