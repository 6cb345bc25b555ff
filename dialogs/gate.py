"""The gate before words for somebody else: whether that is safe is asked first, and only its outcome is remembered."""

from __future__ import annotations

from datetime import timedelta

from dialogs import follow_ups
from dialogs.play import Play
from dialogs.session import Frame

HOLDS = timedelta(hours=1)
ROOM = "gate"


def open_gate(play: Play) -> None:
    """Words to this person are safe, the person says: for an hour the gate is not asked again."""
    play.gate_until = play.facts.now + HOLDS


def close_gate(play: Play) -> None:
    """Words to this person may not be safe: the scripts that prepare them are let go, and /back leads to none of them.

    Asked at the gate, only what stood behind that gate is let go; after words of danger, all of it, also what waits.
    Nothing that such a script promised to come back to is due any more.
    """
    play.gate_until = None
    follow_ups.let_go(play)
    if play.hidden and play.frame.script != ROOM:
        play.hidden = tuple(frame for frame in play.hidden if not _prepares(play, frame))
    asking = play.stack.pop()
    if asking.script == ROOM:
        while play.stack and _prepares(play, play.frame) and not play.frame.waits:
            play.stack.pop()
    else:
        play.stack = [frame for frame in play.stack if not _prepares(play, frame)]
    play.stack.append(asking)
    play.history = tuple(one for one in play.history if not any(_prepares(play, frame) for frame in one.stack))


def _prepares(play: Play, frame: Frame) -> bool:
    """Whether the frame prepares words for somebody else, or asks whether it may."""
    return frame.script == ROOM or play.script(frame.script).confronts


def let_go(play: Play, above: int = 0) -> None:
    """While no answer can open the gate, nothing that stands behind one goes on; the top `above` frames stay."""
    if play.closed():
        place = len(play.stack) - above
        kept = [frame for frame in play.stack[:place] if not _prepares(play, frame)]
        play.stack = [*kept, *play.stack[place:]]


VERBS = {"open_gate": open_gate, "close_gate": close_gate}
