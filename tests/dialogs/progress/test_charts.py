"""Charts of a person's records: for someone new, after a month, a year, with one value and with weeks missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from dialogs.load_language import PICTURES
from dialogs.progress import CHARTS, draw_up
from dialogs.progress.charts import MOST_POINTS, MOST_WEEKS, Sheet
from dialogs.session import Answer, Chosen, Scaled, Written

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)  # a Monday
STRATEGIES = {"boundary_builder": "Saying no", "needs_check": "Looking after myself"}


class Note(Struct, frozen=True):
    """A record as a chart sees it."""

    kind: str
    script: str
    at: datetime
    fields: dict[str, Answer] = {}


def _words(phrase_id: str, **own: str) -> str:
    if phrase_id == "months":
        return "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    if phrase_id == "chart_day":
        return f"{own['month']} {own['day']}"
    return " ".join([phrase_id, *own.values()])


def _sheet(*entries: Note, zone: str = "UTC") -> Sheet:
    return Sheet(sorted(entries, key=lambda one: one.at), NOW, ZoneInfo(zone), _words, STRATEGIES)


def _run(script: str, days_ago: int) -> Note:
    return Note("run", script, NOW - timedelta(days=days_ago))


def _check_in(days_ago: int, mood: int | None) -> Note:
    return Note("check_in", "check_in", NOW - timedelta(days=days_ago),
                {} if mood is None else {"mood": Chosen(f"level_{mood}", "so")})  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_someone_new_has_nothing_to_draw(name: str) -> None:
    assert draw_up(name, _sheet()) is None


def test_the_language_offers_every_chart() -> None:
    assert tuple(CHARTS) == PICTURES


def test_runs_stand_in_the_week_of_the_persons_own_day() -> None:
    sunday_in_new_york = Note("run", "needs_check", datetime(2026, 3, 2, 3, 0, tzinfo=UTC))
    chart = draw_up("practice", _sheet(sunday_in_new_york, zone="America/New_York"))
    assert chart is not None
    assert chart.places == ("Feb 23", "Mar 2")
    assert [(one.name, one.values) for one in chart.series] == [("Looking after myself", (1.0, 0.0))]


def test_weeks_without_practice_stay_empty_and_the_axis_begins_at_nought() -> None:
    runs = [_run("needs_check", 28), _run("boundary_builder", 27), _run("boundary_builder", 0)]
    chart = draw_up("practice", _sheet(*runs))
    assert chart is not None
    assert chart.series[0].values == (0.0, 1.0, 0.0, 0.0, 1.0) or chart.series[0].values == (1.0, 0.0, 0.0, 0.0, 1.0)
    assert chart.top == 4


def test_a_year_shows_its_last_twelve_weeks() -> None:
    chart = draw_up("practice", _sheet(*(_run("needs_check", day) for day in range(365))))
    assert chart is not None
    assert len(chart.places) == MOST_WEEKS
    assert chart.series[0].values[:-1] == (7.0,) * (MOST_WEEKS - 1)


def test_a_script_that_is_gone_is_left_out() -> None:
    assert draw_up("practice", _sheet(_run("gone", 1))) is None


def test_a_week_without_a_check_in_is_a_gap_and_not_a_nought() -> None:
    chart = draw_up("check_ins", _sheet(_check_in(14, 1), _check_in(13, 3), _check_in(0, 4), _check_in(0, None)))
    assert chart is not None
    assert [(one.name, one.values) for one in chart.series] == [("chart_check_ins_mood", (2.0, None, 4.0))]
    assert "Feb 23" not in chart.description


def test_what_was_expected_stands_beside_how_it_was() -> None:
    talk = Note("outcome", "after_talk", NOW, {"expected": Scaled(8), "upset": Scaled(4)})
    put_off = Note("outcome", "after_talk", NOW, {"expected": Scaled(9)})
    chart = draw_up("upset", _sheet(talk, put_off))
    assert chart is not None
    assert [one.values for one in chart.series] == [(8.0,), (4.0,)]


def test_the_latest_talks_are_shown() -> None:
    talks = [
        Note("rehearsal_feelings", "rehearsal", NOW - timedelta(days=day), {"dread": Scaled(day % 11)})
        for day in range(30)
    ]
    chart = draw_up("dread", _sheet(*talks))
    assert chart is not None
    assert len(chart.places) == MOST_POINTS
    assert chart.places[-1] == "Mar 2"
    assert len(chart.series) == 1


def test_replies_are_shown_as_a_share_of_those_given() -> None:
    run = Note("rehearsal_run", "rehearsal", NOW, {"answered": Scaled(4), "clear": Scaled(2), "respectful": Scaled(4)})
    chart = draw_up("rehearsals", _sheet(run))
    assert chart is not None
    assert [one.values for one in chart.series] == [(5.0,), (10.0,)]


def test_the_newest_ledger_is_shown_with_the_areas_it_has() -> None:
    old = Note("ledger", "ledger", NOW - timedelta(days=9), {"time": Scaled(1)})
    new = Note("ledger", "ledger", NOW, {"time": Scaled(8), "care": Scaled(4), "surprise": Written("hm")})
    chart = draw_up("ledger", _sheet(old, new))
    assert chart is not None
    assert chart.places == ("chart_area_time", "chart_area_care")
    assert [one.values for one in chart.series] == [(8.0, 4.0)]


def test_snapshots_stand_side_by_side() -> None:
    first = Note("snapshot", "s", NOW - timedelta(days=30), {"holding_in": Scaled(3), "fixing": Scaled(4)})
    second = Note("snapshot", "s", NOW, {"holding_in": Scaled(2), "fixing": Scaled(4)})
    chart = draw_up("snapshot", _sheet(first, second))
    assert chart is not None
    assert [one.values for one in chart.series] == [(3.0, 2.0), (4.0, 4.0)]


@given(st.lists(st.tuples(st.integers(0, 400), st.none() | st.integers(0, 4)), min_size=1, max_size=40))
def test_each_series_has_a_value_or_a_gap_for_each_place_within_the_axis(given: list[tuple[int, int | None]]) -> None:
    chart = draw_up("check_ins", _sheet(*(_check_in(*one) for one in given)))
    if chart is None:
        assert all(mood is None or day > 7 * MOST_WEEKS - 7 for day, mood in given)
        return
    for series in chart.series:
        assert len(series.values) == len(chart.places) <= MOST_WEEKS
        assert all(value is None or 0 <= value <= chart.top for value in series.values)
