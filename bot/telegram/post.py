"""One call of the Bot API for a letter: when the limits allow it, and again for as long as it takes.

Logs hold row and person numbers, method names and error kinds, never a text.
"""

from __future__ import annotations

import asyncio
import logging
import random
from typing import Any

from msgspec import Struct
from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken, TelegramError

from bot.telegram.client import NotSent, SlowDown, TokenRefused, call
from bot.telegram.ledger import Ledger
from bot.telegram.letters import MESSAGES, UNLIMITED, Call, Lane, Letter
from bot.telegram.limits import CHAT_BURST, CHAT_RATE, ChatPace, Gate, Slots, slow_everyone
from bot.telegram.refusals import reason

log = logging.getLogger("tandem.telegram.sender")


class Rates(Struct, frozen=True):
    """Messages a second `overall` and in one `chat` (with a `burst`); pauses between tries in seconds."""

    overall: float = 30.0
    chat: float = CHAT_RATE
    burst: int = CHAT_BURST
    first_pause: float = 0.5
    longest_pause: float = 60.0


class Gone(Exception):  # noqa: N818  not an error: nothing failed
    """The person has blocked the bot."""


class Overtaken(Exception):  # noqa: N818  not an error: the lane looks again
    """Something came that goes before this letter: a reply before a nudge, an erasure before everything."""


class Post:
    """Calls Telegram for letters. `run` opens the gate they all pass."""

    def __init__(self, bot: Bot, ledger: Ledger, rates: Rates) -> None:
        self._bot, self._ledger, self._rates = bot, ledger, rates
        self._pace = ChatPace(rates.chat, rates.burst)
        self._gate = Gate(rates.overall)
        self._slots = Slots()

    async def run(self) -> None:
        """Let calls through, until cancelled."""
        await self._gate.run()

    async def send(self, lane: Lane, letter: Letter, step: Call) -> Any:
        """The call's result, however many tries it takes; None when it is refused for good.

        Raises Gone, Overtaken, and TokenRefused. A nudge is taken out of the outbox before it goes, and goes once.
        """
        trial = 0
        while True:
            await self._turn(lane, letter, step)
            if not lane.holds(letter):
                raise Overtaken
            if not await self._may_go(letter):
                return None
            try:
                async with self._slots.one():
                    return await call(self._bot, step.method, step.parameters)
            except SlowDown as error:
                self._slow_down(lane, letter, step, error.seconds)
            except Forbidden:
                raise Gone from None
            except (TokenRefused, EndPointNotFound, InvalidToken) as error:
                await still_ours(self._bot, error)
                return _drop(letter, step, "this Bot API server does not know the method")
            except BadRequest as error:
                return _drop(letter, step, reason(error.message))
            except TelegramError as error:
                if letter.row.nudge and not isinstance(error, NotSent):
                    return _drop(letter, step, "a nudge is not sent twice")
                await self._pause(letter, step, trial, error)
                trial += 1

    async def _may_go(self, letter: Letter) -> bool:
        """Claim a nudge before it goes. False when its hours are over, or its person has come by themselves."""
        if letter.row.nudge and not letter.settled:
            await self._ledger.note(letter)
            if letter.void:
                log.info("row %d: not sent, the moment for it has passed", letter.row.id)
        return not letter.void

    async def _turn(self, lane: Lane, letter: Letter, step: Call) -> None:
        """Wait until the limits allow the call."""
        clock = asyncio.get_running_loop().time
        counts = step.method in MESSAGES
        left = self._pace.wait if counts else self._pace.hold_left
        while (seconds := left(lane.person, clock())) > 0:  # noqa: ASYNC110  it is time that is waited for
            await asyncio.sleep(seconds)
        if step.method not in UNLIMITED:
            await self._pass_gate(lane, letter)
        if counts:
            self._pace.spend(lane.person, clock())

    async def _pass_gate(self, lane: Lane, letter: Letter) -> None:
        turn = self._gate.line_up(nudge=letter.row.nudge)
        if not letter.row.nudge or letter.settled:
            await turn
            return
        lane.turn = turn
        if lane.first() is not letter or not await turn:
            turn.cancel()
            raise Overtaken

    def _slow_down(self, lane: Lane, letter: Letter, step: Call, seconds: float) -> None:
        log.warning("%s for person %s: Telegram asks for a pause of %g s", step.method, letter.row.number, seconds)
        now = asyncio.get_running_loop().time()
        self._pace.hold(lane.person, seconds, now)
        slow_everyone(self._pace, self._gate, seconds, now)

    async def _pause(self, letter: Letter, step: Call, trial: int, error: TelegramError) -> None:
        longest = min(self._rates.longest_pause, self._rates.first_pause * 2 ** min(trial, 20))
        seconds = longest * random.uniform(0.5, 1.0)  # noqa: S311  spreads the tries, guards nothing
        kind = type(error).__name__
        log.warning("%s for person %s: %s, next try in %.1f s", step.method, letter.row.number, kind, seconds)
        await asyncio.sleep(seconds)


def _drop(letter: Letter, step: Call, why: str) -> None:
    log.warning("%s for person %s, row %d: dropped (%s)", step.method, letter.row.number, letter.row.id, why)


async def still_ours(bot: Bot, error: TelegramError) -> None:
    """Return when the token is good all the same; raise TokenRefused when it is not.

    PTB turns a 404 into EndPointNotFound once the bot is initialised, whichever of the two it means.
    """
    if isinstance(error, TokenRefused):
        raise error
    try:
        await call(bot, "getMe")
    except (EndPointNotFound, InvalidToken):
        raise TokenRefused("Not Found") from None
    except TokenRefused:
        raise
    except TelegramError:
        return
