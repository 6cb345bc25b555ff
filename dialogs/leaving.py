"""Which of the bot's own rooms one leaves by turning to something else, and which wait meanwhile."""

from __future__ import annotations

from dialogs import gate, noticing
from dialogs.play import Play

STAYING = frozenset(("welcome", gate.ROOM, "after_talk", "time_alone_after"))


def ends_now(play: Play) -> bool:
    """Whether the script on top is a room that one leaves by turning to something else."""
    frame = play.frame
    stays = frame.script in STAYING or frame.waits or noticing.under_way(play)
    return play.script(frame.script).kind == "system" and not stays


def leave_rooms(play: Play) -> None:
    """Leave the bot's own rooms on top; those that stay do, since something waits behind them."""
    while play.stack and ends_now(play):
        play.stack.pop()
