"""Putting nudges off: the verbs by which a script brings the last one back later, or lets none come for a while."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import msgspec

from dialogs.nudging.window import instant, local_day
from dialogs.nudging.wish import OFF, instant_of
from dialogs.places import zone_of
from dialogs.play import Play

EVENING = time(19)
AN_HOUR, A_WEEK, A_MONTH = timedelta(hours=1), timedelta(days=7), timedelta(days=30)


def pause(play: Play, how_long: timedelta) -> None:
    """No nudge for that long."""
    until = (play.facts.now + how_long).isoformat()
    play.set_settings(msgspec.structs.replace(play.settings, nudge_pause=until))


def in_an_hour(play: Play) -> None:
    """The last nudge comes back in an hour."""
    _again(play, play.facts.now + AN_HOUR)


def this_evening(play: Play) -> None:
    """It comes back this evening, or in an hour where it is evening already."""
    zone = zone_of(play.settings.timezone)
    evening = instant(local_day(play.facts.now, zone), EVENING, zone)
    _again(play, max(evening, play.facts.now + AN_HOUR))


def in_a_week(play: Play) -> None:
    """No nudge for a week."""
    pause(play, A_WEEK)


def rest_a_week(play: Play) -> None:
    """No nudge for a week at least, and none that was put off before; a longer pause stays."""
    paused = instant_of(play.settings.nudge_pause)
    if play.settings.nudges != OFF and (paused is None or paused < play.facts.now + A_WEEK):
        pause(play, A_WEEK)
    if play.nudges is not None and play.nudges.again is not None:
        play.nudges = msgspec.structs.replace(play.nudges, again=None)


def _again(play: Play, at: datetime) -> None:
    if play.nudges is not None:
        play.nudges = msgspec.structs.replace(play.nudges, again=at)


VERBS = {"nudge_in_an_hour": in_an_hour, "nudge_this_evening": this_evening, "nudge_in_a_week": in_a_week}
