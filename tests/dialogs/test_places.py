"""Time zones as people say them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest

from dialogs.places import _gazetteer, find_zone, local_hour, time_zone, zone_of
from dialogs.session import Scaled, Written
from dialogs.turn import Facts

NOW = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Berlin", "Europe/Berlin"), ("munich, germany", "Europe/Berlin"), ("new york", "America/New_York"),
        ("NYC", "America/New_York"),
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("Etc/GMT-2", "Etc/GMT-2"), ("Etc/GMT+2", "Etc/GMT+2"), ("utc", "UTC"), ("UTC+2", "Etc/GMT-2"),
        ("-5", "Etc/GMT+5"),
        ("gmt+5:30", "Asia/Kolkata"),
        ("+0545", "Asia/Kathmandu"), ("−3", "Etc/GMT+3"), ("Buenos Aires", "America/Argentina/Buenos_Aires"),
    ],
)  # fmt: skip
def test_a_place_or_an_offset_is_found(said: str, zone: str) -> None:
    assert find_zone(said) == zone
    assert zone in available_timezones()


@pytest.mark.parametrize("said", ["", "Atlantis", "+27", "+1:17", "my kitchen", "../etc/passwd"])
def test_anything_else_is_unclear(said: str) -> None:
    assert time_zone(Written(said), Facts(NOW)).outcome == "unclear"


@pytest.mark.parametrize("hour", range(24))
def test_the_tapped_hour_is_the_hour_in_the_zone_found(hour: int) -> None:
    heard = local_hour(Scaled(hour), Facts(NOW))
    assert isinstance(heard.answer, Written)
    assert NOW.astimezone(zone_of(heard.answer.text)).hour == hour


def test_every_zone_of_the_gazetteer_exists() -> None:
    zones = set(_gazetteer()["cities"]) | set(_gazetteer()["offsets"].values())
    assert zones <= available_timezones()
