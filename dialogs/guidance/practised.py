"""What was practised: how often and when each dialog was finished, and how many today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dialogs import places
from dialogs.guidance.memory import Day, Memory, Practised

if TYPE_CHECKING:
    from dialogs.play import Play
    from dialogs.script import Script

MOST_A_DAY = 3
ALWAYS_OPEN = frozenset(("support",))  # strategies that no limit closes


def counts(script: Script) -> bool:
    """Whether a dialog counts toward the day: a check-in of a minute does not, nor a way to help."""
    return script.kind == "dialog" and script.minutes > 1 and script.strategy not in ALWAYS_OPEN


def finished(play: Play, script: Script) -> None:
    """That dialog was completed now."""
    if script.kind != "dialog":
        return
    memory, now = play.memory, play.facts.now
    before = memory.practised.get(script.id)
    done = Practised(before.times + 1 if before else 1, now)
    day = Day(_today(play), _today_count(play) + 1) if counts(script) else memory.day
    play.memory = msgspec.structs.replace(
        memory, practised={**memory.practised, script.id: done}, began=memory.began or now, day=day
    )


def enough(play: Play, script: Script) -> bool:
    """Whether that dialog is one too many for today."""
    return counts(script) and _today_count(play) >= MOST_A_DAY


def _today_count(play: Play) -> int:
    day = play.memory.day
    return day.finished if day and day.date == _today(play) else 0


def _today(play: Play) -> str:
    return f"{play.facts.now.astimezone(places.zone_of(play.settings.timezone)):%Y-%m-%d}"


def total(memory: Memory) -> int:
    """How many times anything was finished."""
    return sum(one.times for one in memory.practised.values())
