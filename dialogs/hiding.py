"""Out of sight: what is under way steps aside, and only the person's own wish to carry on brings it back.

It waits outside the stack, so that no other way leads to it.
"""

from __future__ import annotations

import msgspec

from dialogs import pin, settling
from dialogs.leaving import leave_rooms
from dialogs.play import CARRY_ON, Play


def step_aside(play: Play) -> None:
    """Take everything that is under way out of sight; the bot's own rooms are left."""
    leave_rooms(play)
    waiting = tuple(play.stack) or play.hidden or ()
    play.hidden = waiting if play.settings.consent else None
    play.stack.clear()
    play.history = ()
    play.offers = ()
    if play.nudges is not None and play.nudges.token is not None:
        play.nudges = msgspec.structs.replace(play.nudges, token=None)


def bring_back(play: Play) -> bool:
    """What was out of sight waits under the question whether to carry on, which the PIN guards."""
    play.stack.pop()
    if not play.stack and play.hidden:
        play.stack = list(play.hidden)
        settling.settle(play)
    play.hidden = None
    if play.stack:
        play.replace(waits=True)
        play.push(CARRY_ON)
    else:
        play.say_phrase("nothing_to_stop")
    return True


def knock(play: Play) -> bool:
    """After too many wrong PINs none is asked for."""
    if not pin.is_shut(play):
        return False
    play.say_phrase("pin_shut")
    return turn_away(play)


def refuse(play: Play) -> bool:
    """A wrong PIN counts, and then as `turn_away`."""
    pin.count_wrong(play)
    return turn_away(play)


def turn_away(play: Play) -> bool:
    """What is kept is not shown, and neither is what was under way."""
    step_aside(play)
    play.push("plain_menu")
    return True


VERBS = {"bring_back": bring_back, "knock": knock, "refuse": refuse, "turn_away": turn_away}
