"""Answers on their way into the outbox, thinned for whoever writes faster than answers can be sent.

Nothing that was said is lost by that: a turn is taken whole, and only words of ours are left out, the newest never.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from bot.outgoing import Ack, Outgoing, Rewrite, encode_outgoing
from bot.pace import Pace
from bot.splitting import in_parts
from dialogs import markup
from dialogs.bubbles import bubble
from dialogs.script import Library
from dialogs.turn import Close, Redraw, Say
from storage import Store

TALK = (Ack, Close, Redraw, Rewrite, Say)


class To(Struct, frozen=True):
    """Whom an answer is for; `number` is None for someone erased or unreadable. `quiet`: without a sound."""

    channel: str
    person: str
    number: int | None
    locale: str
    quiet: bool = False


class Replies:
    """The answers of one batch. `waiting` are the persons who have some; call `finish` inside the batch."""

    def __init__(self, store: Store, library: Library, now: datetime, pace: Pace | None) -> None:
        self.waiting: set[str] = set()
        self._store, self._library, self._now, self._pace = store, library, now, pace
        self._counts: dict[int, int] = {}
        self._held: dict[int, tuple[To, list[Outgoing]]] = {}
        self._heard: set[tuple[int, str]] = set()

    def add(self, to: To, outgoing: Sequence[Outgoing], must: str = "") -> None:
        """Queue an answer, or hold it back while that person is slowed down.

        Of those that `must` be heard for the same reason, the first goes at once.
        """
        if to.number is None or not self._is_slowed(to, to.number):
            self._queue(to, outgoing)
        elif must and (to.number, must) not in self._heard:
            self._heard.add((to.number, must))
            self._held.pop(to.number, None)
            self._queue(to, outgoing)
        else:
            self._queue(to, [one for one in outgoing if not isinstance(one, TALK)])
            self._held[to.number] = (to, [one for one in outgoing if isinstance(one, TALK)])

    def forget(self, number: int) -> None:
        """Nothing that was held back for that person is sent any more: they were erased."""
        self._held.pop(number, None)

    def finish(self) -> None:
        """Queue the newest of what was held back."""
        for to, outgoing in self._held.values():
            self._queue(to, outgoing)
        self._held.clear()

    def _is_slowed(self, to: To, number: int) -> bool:
        if self._pace is None:
            return False
        waiting = self._count(number, self._pace.most)
        if self._pace.begins(number, waiting):
            words = self._library.phrase(to.locale, "slow_down").variants[0]
            self._queue(to, [Say(bubble([markup.fill(words, {})]), to.quiet)])
        return self._pace.holds(number, waiting)

    def _count(self, number: int, most: int) -> int:
        """How much waits for that person, counted once a batch, up to `most`."""
        if number not in self._counts:
            self._counts[number] = self._store.waiting_for(number, most)
        return self._counts[number]

    def _queue(self, to: To, outgoing: Sequence[Outgoing]) -> None:
        parts = [part for one in outgoing for part in in_parts(one)]
        for part in parts:
            self._store.queue(to.channel, to.person, to.number, encode_outgoing(part), self._now)
            self.waiting.add(to.person)
        if to.number in self._counts:
            self._counts[to.number] += len(parts)
