"""From updates to turns: read, taken as one batch, committed. Whoever calls `take` may acknowledge when it returns.

Nothing is stored about groups but the update's number. An update that cannot be read counts as seen. Logs hold update
numbers, never a text.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.conversation import Arrival, Newcomer, take_turns
from bot.pace import Pace
from bot.telegram.client import call
from bot.telegram.emergency import Emergency
from bot.telegram.refusals import fault
from bot.telegram.wire import GroupMessage, Undecodable, album, is_numbered, read_update, update_id
from bot.telegram.worker import Worker
from dialogs import markup
from dialogs.script import Library
from storage import StorageProblem, Store

log = logging.getLogger("tandem.telegram.intake")
TYPING_AFTER = 1.0
_MOST_TYPING = 20
_MOST_ALBUMS = 200
_LEAVING = 60.0


class Intake:
    """Takes batches of updates (JSON as it came), one batch at a time; `wake` is called when replies wait."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        library: Library,
        worker: Worker,
        newcomer: Newcomer,
        now: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._bot, self._store, self._library, self._worker = bot, store, library, worker
        self._newcomer, self._now, self._wake = newcomer, now, wake
        self._pace = Pace()
        self._emergency = Emergency(bot, library, newcomer.settings.locale, now)
        self._albums: dict[str, None] = {}
        self._told: dict[int, float] = {}
        self._asides: set[asyncio.Task[None]] = set()

    async def take(self, updates: Sequence[object]) -> None:
        """Take them all, in the order of their numbers. Returns once committed; else raises StorageProblem."""
        numbered = sorted((one for one in updates if is_numbered(one)), key=update_id)
        albums = list(dict.fromkeys(group for one in numbered if (group := album(one))))
        read = [read_update(one, self._username()) for one in self._first_of_albums(numbered)]
        arrivals = [one for one in read if isinstance(one, Arrival)]
        try:
            await self._commit(arrivals)
            await self._mark_seen([one for one in read if isinstance(one, GroupMessage | Undecodable)])
        except StorageProblem:
            await self._emergency.answer(arrivals, kept=True)
            raise
        self._albums |= dict.fromkeys(albums)
        while len(self._albums) > _MOST_ALBUMS:
            del self._albums[next(iter(self._albums))]

    async def let_go(self, updates: Sequence[object]) -> None:
        """Tell the people that these could not be kept: what comes after them may be somebody in danger."""
        await self._emergency.answer_updates(updates, self._username(), kept=False)

    async def close(self) -> None:
        """Let go of what is only a courtesy: typing, leaving groups."""
        for aside in self._asides:
            aside.cancel()
        await asyncio.gather(*self._asides, return_exceptions=True)

    def _username(self) -> str | None:
        return self._bot.username

    def _first_of_albums(self, updates: Sequence[object]) -> list[object]:
        """The updates with only the first of each album: it comes as many messages and gets one answer."""
        seen = set(self._albums)
        kept = []
        for one in updates:
            group = album(one)
            if group is None or group not in seen:
                kept.append(one)
            if group is not None:
                seen.add(group)
        return kept

    async def _commit(self, arrivals: Sequence[Arrival]) -> None:
        if not arrivals:
            return
        taking = asyncio.create_task(self._take_turns(arrivals))
        done, _ = await asyncio.wait({taking}, timeout=TYPING_AFTER)
        if not done:
            for person in list(dict.fromkeys(arrival.person for arrival in arrivals))[:_MOST_TYPING]:
                self._aside(self._quietly("sendChatAction", {"chat_id": int(person), "action": "typing"}))
        if await taking:
            self._wake()

    async def _take_turns(self, arrivals: Sequence[Arrival]) -> bool:
        """Whether there are replies now. A batch that breaks as a whole is taken one by one."""
        try:
            return bool(await self._turns(arrivals))
        except StorageProblem:
            raise
        except Exception as error:  # noqa: BLE001  only the broken one is passed over, see below
            log.error("a batch of %d updates broke (%s)", len(arrivals), fault(error))  # noqa: TRY400
        return any([await self._take_one(arrival) for arrival in arrivals])

    async def _take_one(self, arrival: Arrival) -> bool:
        try:
            return bool(await self._turns([arrival]))
        except StorageProblem:
            raise
        except Exception as error:  # noqa: BLE001  it counts as seen, or it would come for ever
            log.error("update %s broke and is passed over (%s)", arrival.update_id, fault(error))  # noqa: TRY400
        if arrival.update_id is not None:
            await self._worker.run(_take_updates, self._store, [arrival.update_id], self._now())
        return False

    async def _turns(self, arrivals: Sequence[Arrival]) -> set[str]:
        return await self._worker.run(
            take_turns, self._store, self._library, arrivals, self._now(), self._newcomer, self._pace
        )

    async def _mark_seen(self, others: Sequence[GroupMessage | Undecodable]) -> None:
        if not others:
            return
        new = await self._worker.run(_take_updates, self._store, [one.update_id for one in others], self._now())
        for one in others:
            if isinstance(one, Undecodable):
                log.warning("update %d cannot be read and is passed over", one.update_id)
            elif one.update_id in new and self._is_first_of(one.chat):
                self._aside(self._leave(one))

    def _is_first_of(self, chat: int) -> bool:
        """Whether this group was not told just now: being added and what is said until we have left come together."""
        now = asyncio.get_running_loop().time()
        self._told = {told: at for told, at in self._told.items() if now - at < _LEAVING}
        return self._told.setdefault(chat, now) == now

    # --- courtesies -----------------------------------------------------------------------------------------

    async def _leave(self, group: GroupMessage) -> None:
        """Say in a group that this is a bot for one person alone, and leave."""
        language = (group.language or "").split("-")[0]
        text, _ = markup.fill(self._library.phrase(language, "group").variants[0], {})
        await self._quietly("sendMessage", {"chat_id": group.chat, "text": text})
        await self._quietly("leaveChat", {"chat_id": group.chat})

    async def _quietly(self, method: str, parameters: dict[str, Any]) -> None:
        try:
            await call(self._bot, method, parameters)
        except TelegramError as error:
            log.info("%s failed (%s)", method, type(error).__name__)

    def _aside(self, work: Coroutine[None, None, None]) -> None:
        aside = asyncio.create_task(work)
        self._asides.add(aside)
        aside.add_done_callback(self._asides.discard)


def _take_updates(store: Store, ids: Sequence[int], now: datetime) -> set[int]:
    with store.batch():
        return {number for number in ids if store.take_update(number, now)}
