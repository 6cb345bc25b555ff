"""How many answers may wait for one person: beyond it everything is still taken, and only the newest gets an answer.

A flood is what comes faster than Telegram takes the answers for that chat, so what waits in the outbox measures it and
a crash forgets nothing that matters. Knows no clock and no store.
"""

from __future__ import annotations

from dialogs.turn import Commanded, Input

MOST_WAITING = 200  # rows of the outbox: about a hundred turns
ALWAYS = frozenset(("sos", "stop", "hide", "delete"))


class Pace:
    """Who is being slowed down now, by number: from `most` waiting rows down to half of them. It may be lost."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self.most = most
        self._slowed: set[int] = set()

    def begins(self, number: int, waiting: int) -> bool:
        """Whether so much waits now that the person is to be slowed down, and was not yet."""
        if number in self._slowed or waiting < self.most:
            return False
        self._slowed.add(number)
        return True

    def holds(self, number: int, waiting: int) -> bool:
        """Whether the person is slowed down; no longer once half of what waited was sent."""
        if waiting <= self.most // 2:
            self._slowed.discard(number)
        return number in self._slowed


def must_be_heard(came: Input) -> str:
    """The command that is answered whatever waits, if it is one; else nothing."""
    return came.name if isinstance(came, Commanded) and came.name in ALWAYS else ""
