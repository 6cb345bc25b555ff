"""What people are told while the database cannot be used: the card of /sos to whoever needs it, and one sentence.

Nothing is read or kept, so nothing here can break with the database. Logs hold update numbers and kinds of errors.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.conversation import Arrival
from bot.help_card import help_card, wants_help
from bot.telegram.client import SlowDown, call
from bot.telegram.render import messages
from bot.telegram.wire import is_numbered, read_update
from dialogs import markup
from dialogs.bubbles import bubble
from dialogs.script import Library
from dialogs.turn import Bubble, Left, Returned

log = logging.getLogger("tandem.telegram.emergency")
ONCE_IN = timedelta(hours=1)
TRIES = 3
_LONGEST_PAUSE = 5.0
_MOST_REMEMBERED = 10_000


class Emergency:
    """Answers what could not be taken. What comes again is not answered again; the sentence comes once an hour."""

    def __init__(self, bot: Bot, library: Library, locale: str, now: Callable[[], datetime]) -> None:
        self._bot, self._library, self._locale, self._now = bot, library, locale, now
        self._answered: dict[int | None, None] = {}
        self._told: dict[str, datetime] = {}

    async def answer_updates(self, updates: Sequence[object], username: str | None, *, kept: bool) -> None:
        """The same for updates as they came; what cannot be read is passed over."""
        read = [read_update(one, username) for one in updates if is_numbered(one)]
        await self.answer([one for one in read if isinstance(one, Arrival)], kept=kept)

    async def answer(self, arrivals: Sequence[Arrival], *, kept: bool) -> None:
        """Send the card to whoever needs it, and the sentence to the others; `kept` while Telegram keeps their words.

        Returns when it was sent, or could not be.
        """
        new = [one for one in arrivals if one.update_id not in self._answered or not kept]
        help_first = sorted(new, key=lambda one: not self._needs_help(one))
        once = {one.person: one for one in reversed(help_first) if not self._needs_help(one)}
        answered = [one for one in help_first if self._needs_help(one) or once[one.person] is one]
        await asyncio.gather(*(self._answer(one, kept=kept) for one in answered))
        self._answered |= dict.fromkeys(one.update_id for one in arrivals)
        while len(self._answered) > _MOST_REMEMBERED:
            del self._answered[next(iter(self._answered))]

    def _needs_help(self, arrival: Arrival) -> bool:
        return wants_help(self._library, arrival.input, self._language(arrival))

    def _language(self, arrival: Arrival) -> str:
        language = (arrival.language or "").split("-")[0]
        return language if language in self._library.phrases else self._locale

    async def _answer(self, arrival: Arrival, *, kept: bool) -> None:
        if isinstance(arrival.input, Left | Returned):
            return
        if arrival.query is not None:
            await self._try("answerCallbackQuery", {"callback_query_id": arrival.query})
        for one in self._words(arrival, kept=kept):
            for parameters in messages(one):
                await self._try("sendMessage", {"chat_id": int(arrival.person), **parameters})

    def _words(self, arrival: Arrival, *, kept: bool) -> list[Bubble]:
        language = self._language(arrival)
        if self._needs_help(arrival):
            answered = arrival.update_id in self._answered
            return [] if answered else help_card(self._library, language, self._now())
        if kept and not self._is_first(arrival.person):
            return []
        phrase = self._library.phrase(language, "repairing" if kept else "repairing_lost")
        return [bubble([markup.fill(phrase.variants[0], {})])]

    def _is_first(self, person: str) -> bool:
        """Whether this person was not told within the hour."""
        now = self._now()
        self._told = {told: at for told, at in self._told.items() if now - at < ONCE_IN}
        return self._told.setdefault(person, now) == now

    async def _try(self, method: str, parameters: dict[str, Any]) -> None:
        for _ in range(TRIES):
            try:
                await call(self._bot, method, parameters)
            except SlowDown as error:
                await asyncio.sleep(min(error.seconds, _LONGEST_PAUSE))
            except TelegramError as error:
                log.warning("%s failed (%s)", method, type(error).__name__)
                return
            else:
                return
