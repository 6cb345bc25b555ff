"""What waits for one chat, and who goes first. Knows no network and no store."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from bot.outgoing import Ack, Outgoing
from storage import Waiting

MESSAGES = frozenset(("sendMessage", "sendDocument", "sendPhoto"))
UNLIMITED = frozenset(("answerCallbackQuery", "sendChatAction"))


class Call(Struct, frozen=True):
    """One call of the Bot API. The message it makes is remembered with `token`, the question it carries."""

    method: str
    parameters: dict[str, Any]
    token: str | None = None


@dataclass(slots=True, eq=False)
class Letter:
    """A row of the outbox on its way: the calls it needs, how many are done, and what is to be written about it.

    A nudge is `void` when, at its claim, it was too late or its person had come by themselves: it is not sent.
    """

    row: Waiting
    what: Outgoing
    calls: list[Call] | None = None
    done: int = 0
    sent: list[tuple[int, str | None]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    gone: bool = False
    settled: bool = False
    void: bool = False


class Lane:
    """The letters of one chat in order, replies before nudges. Answers to taps have a lane of their own.

    `turn` is set while a nudge stands at the gate: a reply that comes meanwhile calls it back.
    """

    __slots__ = ("_nudges", "_replies", "person", "task", "turn")

    def __init__(self, person: str) -> None:
        self.person = person
        self.task: asyncio.Task[None] | None = None
        self.turn: asyncio.Future[bool] | None = None
        self._replies: deque[Letter] = deque()
        self._nudges: deque[Letter] = deque()

    def add(self, letter: Letter) -> None:
        """Put a letter last. One without a number follows an erasure, so what waited for that person is no more."""
        if letter.row.number is None:
            self._keep_only_strangers()
        (self._nudges if letter.row.nudge else self._replies).append(letter)
        if not letter.row.nudge and self.turn is not None and not self.turn.done():
            self.turn.set_result(False)

    def first(self) -> Letter | None:
        """The letter that goes next. A nudge that is already claimed is not overtaken."""
        if self._nudges and self._nudges[0].settled:
            return self._nudges[0]
        return next((letters[0] for letters in (self._replies, self._nudges) if letters), None)

    def holds(self, letter: Letter) -> bool:
        """Whether the letter is still to be sent: its person may have been erased meanwhile."""
        return letter in self._replies or letter in self._nudges

    def remove(self, letter: Letter) -> None:
        """The letter is done with."""
        for letters in (self._replies, self._nudges):
            if letter in letters:
                letters.remove(letter)

    def clear(self) -> list[Letter]:
        """Take everything that waits."""
        letters = [*self._replies, *self._nudges]
        self._replies.clear()
        self._nudges.clear()
        return letters

    def _keep_only_strangers(self) -> None:
        for letters in (self._replies, self._nudges):
            kept = [letter for letter in letters if letter.row.number is None]
            letters.clear()
            letters.extend(kept)


def lane_key(letter: Letter) -> tuple[str, bool]:
    """Which lane a letter belongs to: an answer to a tap must not wait for messages, its query expires."""
    return letter.row.person, isinstance(letter.what, Ack)
