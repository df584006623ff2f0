"""Claims about what pages show of the use of a work activity."""

from __future__ import annotations

from dataclasses import replace

from index.records.assistants import MonthShare
from index.records.entries import ActivityUse
from index.records.published import Source, WorkActivity
from index.records.terms import Level
from webapp.text.activity_use import shares, use_view

SOURCE = Source("k", "n", "p", "r", None, "l", "u", "u", "a")


def use(level: Level, months: int, *, with_sources: bool = True) -> ActivityUse:
    source = SOURCE if with_sources else None
    shares = (
        MonthShare("4.A", f"{2024 + (6 + n) // 12}-{(6 + n) % 12 + 1:02}", 1.0 + n / 10)
        for n in range(months)
    )
    activity = WorkActivity("4.A", level, "Edit text.", None, None)
    return ActivityUse(activity, None, source, tuple(shares), source, ())


def test_two_years_of_months_are_drawn_with_the_first_and_the_last_named() -> None:
    view = use_view(use("iwa", 24))
    assert view.first is not None
    assert view.newest is not None
    assert (view.first.month, view.newest.month) == ("2024-07", "2026-06")
    assert view.trend is not None
    names = [point.name for point in view.trend.points]
    assert [name for name in names if name] == ["2024-07", "2026-06"]
    assert [point.label for point in view.trend.points if point.label] == ["1.0%", "3.3%"]
    assert len(view.trend.lines) == 23


def test_one_month_is_no_line_and_few_are_all_named() -> None:
    assert use_view(use("iwa", 1)).trend is None
    assert use_view(use("iwa", 1)).first is None
    trend = use_view(use("iwa", 6)).trend
    assert trend is not None
    assert all(point.name for point in trend.points)


def test_a_share_of_zero_is_no_use_that_is_known() -> None:
    names, said, sources = shares(use_view(use("iwa", 3)))
    assert (names, said) == (("ChatGPT",), ("1.2% of work-related ChatGPT messages",))
    assert sources == (SOURCE,)
    nothing = replace(use("iwa", 0), chatgpt=(MonthShare("4.A", "2026-06", 0.0),))
    assert shares(use_view(nothing)) == ((), (), ())


def test_why_a_figure_is_not_there_is_one_of_three_things() -> None:
    unpublished = use_view(use("iwa", 0))
    assert (unpublished.silent, unpublished.absent) == (("Bing Copilot", "ChatGPT"), ())
    elsewhere = use_view(use("dwa", 0))
    assert (elsewhere.elsewhere, elsewhere.silent) == ("above it", ())
    absent = use_view(use("iwa", 0, with_sources=False))
    assert absent.absent == ("Bing Copilot (Microsoft)", "ChatGPT (OpenAI)")
    assert absent.silent == ()
    assert not absent.has_any
