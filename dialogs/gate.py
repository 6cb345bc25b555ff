"""The gate before words for somebody else: whether that is safe is asked first, and only its outcome is remembered."""

from __future__ import annotations

from datetime import timedelta

from dialogs.play import Play

HOLDS = timedelta(hours=1)
ROOM = "gate"


def open_gate(play: Play) -> None:
    """Words to this person are safe, the person says: for an hour the gate is not asked again."""
    play.gate_until = play.facts.now + HOLDS


def close_gate(play: Play) -> None:
    """Words to this person may not be safe: the scripts that prepare them are let go, also those that wait.

    Asked at the gate, only what stood behind that gate is let go; after words of danger, all of it.
    """
    play.gate_until = None
    if play.hidden and play.frame.script != ROOM:
        play.hidden = tuple(frame for frame in play.hidden if not play.script(frame.script).confronts)
    asking = play.stack.pop()
    while play.stack and play.script(play.frame.script).confronts and not (asking.script == ROOM and play.frame.waits):
        play.stack.pop()
    play.stack.append(asking)


VERBS = {"open_gate": open_gate, "close_gate": close_gate}
