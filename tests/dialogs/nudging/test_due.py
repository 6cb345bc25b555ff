"""When a nudge may come: days and hours, silence, pauses, and clocks that are put forward, back, or somewhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.nudging.due import next_due
from dialogs.nudging.window import window
from dialogs.nudging.wish import Wish, wish_of
from dialogs.session import Nudged
from dialogs.turn import AskAgain, Settings

DAILY = Settings(nudges="daily", nudge_time="18:00", quiet_from="22:00", quiet_to="08:00")
ZONES = (
    "Europe/Paris", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Auckland", "Pacific/Chatham",
    "Pacific/Kiritimati", "Pacific/Honolulu", "Australia/Lord_Howe", "America/St_Johns", "Africa/Cairo", "UTC",
)  # fmt: skip


def wish(zone: str = "UTC", **settings: str) -> Wish:
    """A daily wish in that zone."""
    base = {name: getattr(DAILY, name) for name in Settings.__struct_fields__}
    found = wish_of(Settings(**{**base, "timezone": zone, **settings}))
    assert found is not None
    return found


def at(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def due(
    now: str, been: Nudged | None = None, zone: str = "UTC", held: str = "", wished: Wish | None = None, **settings: str
) -> str | None:
    """When the next one is due, as text in UTC."""
    found = next_due(wished or wish(zone, **settings), been or Nudged(), (), at(now), at(held) if held else None)
    return found.strftime("%a %Y-%m-%d %H:%M") if found else None


def sent(text: str, unanswered: int = 1, day: str = "") -> Nudged:
    """One was sent then."""
    return Nudged(count=9, unanswered=unanswered, at=at(text), on_day=day or text[:10])


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ("2026-03-02 09:00", "Mon 2026-03-02 18:00"),
        ("2026-03-02 18:00", "Mon 2026-03-02 18:00"),
        ("2026-03-02 19:59", "Mon 2026-03-02 19:59"),
        ("2026-03-02 20:00", "Tue 2026-03-03 18:00"),
        ("2026-12-31 21:00", "Fri 2027-01-01 18:00"),
        ("2028-02-28 20:00", "Tue 2028-02-29 18:00"),
        ("2028-02-29 20:00", "Wed 2028-03-01 18:00"),
        ("2027-02-28 20:00", "Mon 2027-03-01 18:00"),
    ],
)
def test_it_is_due_at_its_hour_and_two_hours_long_and_then_the_next_day(now: str, wanted: str) -> None:
    assert due(now) == wanted


@pytest.mark.parametrize(
    ("unanswered", "wanted"),
    [
        (0, "Tue 2026-03-03 18:00"),
        (2, "Tue 2026-03-03 18:00"),
        (3, "Thu 2026-03-05 18:00"),
        (5, "Thu 2026-03-05 18:00"),
        (6, "Mon 2026-03-09 18:00"),
        (9, "Mon 2026-03-09 18:00"),
        (10, None),
    ],
)
def test_silence_makes_it_seldomer_and_then_ends_it(unanswered: int, wanted: str | None) -> None:
    assert due("2026-03-02 18:01", sent("2026-03-02 18:00", unanswered)) == wanted


@pytest.mark.parametrize(
    ("days", "now", "unanswered", "wanted"),
    [
        ("", "2026-03-02 20:30", 0, "Wed 2026-03-04 18:00"),
        ("mon wed fri", "2026-03-06 20:30", 0, "Mon 2026-03-09 18:00"),
        ("sun", "2026-03-02 09:00", 0, "Sun 2026-03-08 18:00"),
        ("nonsense", "2026-03-03 09:00", 0, "Wed 2026-03-04 18:00"),
        ("mon wed fri", "2026-03-02 20:30", 3, "Fri 2026-03-06 18:00"),
        ("tue", "2026-03-02 20:30", 6, "Tue 2026-03-10 18:00"),
    ],
)
def test_chosen_days_are_kept_to(days: str, now: str, unanswered: int, wanted: str) -> None:
    been = sent("2026-03-02 18:00", unanswered) if unanswered else None
    assert due(now, been, nudges="some", nudge_days=days) == wanted


@pytest.mark.parametrize(
    ("settings", "now", "wanted"),
    [
        ({"nudge_time": "23:00"}, "2026-03-02 09:00", "Mon 2026-03-02 09:00"),
        ({"nudge_time": "23:00"}, "2026-03-02 11:00", "Tue 2026-03-03 08:00"),
        ({"nudge_time": "21:30"}, "2026-03-02 22:00", "Tue 2026-03-03 21:30"),
        ({"nudge_time": "08:00"}, "2026-03-02 07:59", "Mon 2026-03-02 08:00"),
        ({"quiet_from": "08:00", "quiet_to": "20:00"}, "2026-03-02 12:00", "Mon 2026-03-02 20:00"),
        (
            {"quiet_from": "00:00", "quiet_to": "00:00", "nudge_time": "3:00"},
            "2026-03-02 01:00",
            "Mon 2026-03-02 03:00",
        ),
        (
            {"quiet_from": "00:00", "quiet_to": "00:00", "nudge_time": "23:30"},
            "2026-03-03 00:10",
            "Tue 2026-03-03 23:30",
        ),
        ({"quiet_from": "?", "nudge_time": "?"}, "2026-03-02 09:00", "Mon 2026-03-02 18:00"),
        ({"nudge_pause": "2026-03-09T00:00:00+00:00"}, "2026-03-02 09:00", "Mon 2026-03-09 18:00"),
        ({"nudge_pause": "2026-03-09T18:30"}, "2026-03-02 09:00", "Mon 2026-03-09 18:30"),
        ({"nudge_pause": "none"}, "2026-03-02 09:00", "Mon 2026-03-02 18:00"),
    ],
)
def test_quiet_hours_and_pauses(settings: dict[str, str], now: str, wanted: str) -> None:
    assert due(now, wished=wish(**settings)) == wanted


@pytest.mark.parametrize(
    ("zone", "time_", "now", "wanted"),
    [
        ("Europe/Berlin", "02:30", "2026-03-28 20:00", "Sun 2026-03-29 01:30"),  # 2:30 does not exist: 3:30
        ("Europe/Berlin", "02:30", "2026-03-27 20:00", "Sat 2026-03-28 01:30"),
        ("Europe/Berlin", "02:30", "2026-10-24 20:00", "Sun 2026-10-25 00:30"),  # comes twice: the first
        ("America/New_York", "01:30", "2026-11-01 00:00", "Sun 2026-11-01 05:30"),
        ("America/New_York", "18:00", "2026-03-08 02:00", "Sun 2026-03-08 22:00"),
        ("America/New_York", "18:00", "2026-03-07 22:00", "Sat 2026-03-07 23:00"),
        ("Australia/Lord_Howe", "02:15", "2026-10-03 12:00", "Sat 2026-10-03 15:45"),  # put forward by half an hour
        ("America/Havana", "00:15", "2026-03-08 03:00", "Sun 2026-03-08 05:15"),  # the day begins at 1:00
        ("Pacific/Apia", "18:00", "2011-12-30 09:00", "Sat 2011-12-31 04:00"),  # the 30th does not exist there
        ("Asia/Kathmandu", "18:00", "2026-03-02 09:00", "Mon 2026-03-02 12:15"),
    ],
)
def test_both_ends_of_daylight_saving(zone: str, time_: str, now: str, wanted: str) -> None:
    assert due(now, zone=zone, nudge_time=time_, quiet_from="00:00", quiet_to="00:00") == wanted


def test_the_second_time_an_hour_comes_brings_no_second_nudge() -> None:
    been = sent("2026-10-25 00:30")
    assert due("2026-10-25 01:20", been, "Europe/Berlin", nudge_time="02:30", quiet_from="", quiet_to="") == (
        "Mon 2026-10-26 01:30"
    )


@pytest.mark.parametrize(
    ("from_zone", "to_zone", "last", "day", "wanted"),
    [
        # Sent on Tuesday evening in Auckland; in Honolulu that was Monday night, and their Tuesday was one already
        ("Pacific/Auckland", "Pacific/Honolulu", "2026-03-03 05:00", "2026-03-03", "Thu 2026-03-05 04:00"),
        # Sent on Monday evening in Honolulu, when it was Tuesday in Auckland
        ("Pacific/Honolulu", "Pacific/Auckland", "2026-03-03 04:00", "2026-03-02", "Wed 2026-03-04 05:00"),
        ("Europe/Paris", "America/New_York", "2026-03-02 17:00", "2026-03-02", "Tue 2026-03-03 23:00"),
    ],
)
def test_somebody_who_moves_gets_one_a_day_by_either_clock(
    from_zone: str, to_zone: str, last: str, day: str, wanted: str
) -> None:
    assert from_zone != to_zone
    now = (at(last) + timedelta(minutes=5)).strftime("%Y-%m-%d %H:%M")
    assert due(now, sent(last, day=day), to_zone) == wanted


@pytest.mark.parametrize(
    ("last", "now", "wanted"),
    [
        ("2026-03-02 18:00", "2026-03-02 17:00", "Tue 2026-03-03 18:00"),  # an hour back
        ("2026-03-09 18:00", "2026-03-02 18:30", "Tue 2026-03-03 18:00"),  # a week back
        ("2036-03-09 18:00", "2026-03-02 18:30", "Tue 2026-03-03 18:00"),  # it was ten years wrong
        ("2026-03-02 18:00", "2027-03-02 18:00", "Tue 2027-03-02 18:00"),  # a year forward
    ],
)
def test_a_clock_that_jumps_brings_neither_a_second_one_nor_years_of_silence(last: str, now: str, wanted: str) -> None:
    assert due(now, sent(last)) == wanted


def test_what_was_put_off_comes_back_at_its_time_but_not_in_quiet_hours() -> None:
    def put_off(again: str, now: str = "2026-03-02 18:10") -> str | None:
        been = Nudged(1, 0, at("2026-03-02 18:00"), "2026-03-02", id="x", again=at(again))
        return due(now, been)

    assert put_off("2026-03-02 19:10") == "Mon 2026-03-02 19:10"
    assert put_off("2026-03-02 19:10", "2026-03-02 20:00") == "Mon 2026-03-02 20:00"
    assert put_off("2026-03-02 19:10", "2026-03-02 21:30") == "Tue 2026-03-03 18:00"
    assert put_off("2026-03-02 22:10") == "Tue 2026-03-03 18:00"


def test_what_holds_it_back_is_waited_for_within_the_window_and_else_till_the_next_day() -> None:
    assert due("2026-03-02 18:00", held="2026-03-02 18:40") == "Mon 2026-03-02 18:40"
    assert due("2026-03-02 18:00", held="2026-03-02 20:10") == "Tue 2026-03-03 18:00"
    assert due("2026-03-02 18:00", held="2026-03-05 12:00") == "Thu 2026-03-05 18:00"


@pytest.mark.parametrize(
    ("asked_for", "unanswered", "wanted"),
    [
        ("2026-03-05 21:00", 0, "Thu 2026-03-05 18:00"),  # a day that was not chosen: it was promised
        ("2026-03-05 01:00", 0, "Thu 2026-03-05 18:00"),
        ("2026-03-05 21:00", 8, "Thu 2026-03-05 18:00"),
        ("2026-03-05 21:00", 10, None),
        ("2026-03-01 21:00", 0, "Tue 2026-03-03 18:00"),
    ],
)
def test_a_follow_up_comes_on_its_day(asked_for: str, unanswered: int, wanted: str | None) -> None:
    been = sent("2026-03-02 18:00", unanswered)
    rare = wish(nudges="some", nudge_days="mon")
    found = next_due(rare, been, [AskAgain(at(asked_for), "after_talk")], at("2026-03-02 18:30"))
    assert (found.strftime("%a %Y-%m-%d %H:%M") if found else None) == wanted


TIMES = st.times().map(lambda one: one.strftime("%H:%M"))


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    hour=TIMES,
    quiet=st.tuples(TIMES, TIMES),
    minutes=st.integers(0, 119),
)
def test_no_moment_of_any_window_is_in_quiet_hours_or_on_another_day(
    zone: str, day: date, hour: str, quiet: tuple[str, str], minutes: int
) -> None:
    wished = wish(zone, nudge_time=hour, quiet_from=quiet[0], quiet_to=quiet[1])
    found = window(wished, day)
    moment = found.begins + timedelta(minutes=minutes)
    if moment < found.ends:
        local = moment.astimezone(ZoneInfo(zone))
        assert not wished.is_quiet(local.time())
        assert local.date() == found.begins.astimezone(ZoneInfo(zone)).date()
        assert found.ends - found.begins <= timedelta(hours=2)


@given(zone=st.sampled_from(ZONES), hours=st.integers(0, 60_000), hour=TIMES)
def test_day_after_day_there_is_one_and_never_two(zone: str, hours: int, hour: str) -> None:
    wished = wish(zone, nudge_time=hour)
    now, been, days = at("2024-01-01 00:00") + timedelta(hours=hours), Nudged(), []
    for _ in range(10):
        found = next_due(wished, been, (), now)
        assert found is not None
        day = found.astimezone(ZoneInfo(zone)).date()
        been, now = Nudged(1, 0, found, day.isoformat()), found
        days.append(day)
    assert [later - earlier for earlier, later in pairwise(days)] == [timedelta(1)] * 9


def test_quiet_hours_may_go_over_midnight_or_not() -> None:
    night, noon = wish(), wish(quiet_from="12:00", quiet_to="14:00")
    assert [night.is_quiet(time(hour)) for hour in (21, 22, 0, 7, 8)] == [False, True, True, True, False]
    assert [noon.is_quiet(time(hour)) for hour in (11, 12, 13, 14)] == [False, True, True, False]


def test_off_is_no_wish_at_all() -> None:
    assert wish_of(Settings()) is None
    assert wish_of(Settings(nudges="whatever")) is None
