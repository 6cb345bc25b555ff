"""Signs noticed on the way, each with its time: what a suggestion may answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from dialogs.session import Answer, Chosen

if TYPE_CHECKING:
    from dialogs.play import Play
    from dialogs.rehearsal.debrief import Debrief

LOW_MOOD, VAGUE, HARSH = "low_mood", "vague", "harsh"
CHECK_IN = "check_in"
_LOW = frozenset(("level_0", "level_1"))


def note_check_in(play: Play, kind: str, fields: Mapping[str, Answer]) -> None:
    """A check-in says whether the mood is low; any other record says nothing."""
    if kind == CHECK_IN:
        mood = fields.get("mood")
        note(play, LOW_MOOD, seen=isinstance(mood, Chosen) and mood.id in _LOW)


def note_run(play: Play, debrief: Debrief) -> None:
    """A rehearsal says whether limits got lost in it, and whether respect did; one without replies says nothing."""
    if debrief.answered:
        note(play, VAGUE, seen=2 * debrief.clear < debrief.answered)
        note(play, HARSH, seen=debrief.respectful < debrief.answered)


def note(play: Play, name: str, *, seen: bool) -> None:
    """Remember that a sign is there now, or that it is gone."""
    others = {one: at for one, at in play.memory.signs.items() if one != name}
    signs = {**others, name: play.facts.now} if seen else others
    play.memory = msgspec.structs.replace(play.memory, signs=signs)
