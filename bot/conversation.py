"""The use case: a batch of what people did becomes sessions, records and waiting replies, in one transaction.

Knows the store and the engine, and neither Telegram nor the terminal. A reply is promised only once it is committed.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from bot import looking
from bot.applying import apply
from bot.following_up import facts_of
from bot.help_card import help_card, wants_help
from bot.nudging import heard_of
from bot.outgoing import Ack, Outgoing
from bot.pace import Pace, must_be_heard
from bot.replies import Replies, To
from dialogs import markup
from dialogs.bubbles import bubble
from dialogs.care import REMEMBERED
from dialogs.script import Library
from dialogs.session import Care, Session
from dialogs.turn import Bubble, Input, Left, Returned, Say, Settings, Turn
from storage import Person, StorageProblem, Store

log = logging.getLogger("tandem.conversation")


class Arrival(Struct, frozen=True):
    """One thing a person did, as it arrived.

    `query` is the callback query that waits for an answer; `message_id` the message a tap came from, `shown` its text;
    `language` the code their app is set to, if known. `update_id` is None where nothing is ever delivered twice.
    """

    update_id: int | None
    channel: str
    person: str
    input: Input
    query: str | None = None
    message_id: int | None = None
    shown: Bubble | None = None
    language: str | None = None


class Newcomer(Struct, frozen=True):
    """What someone new starts with: the settings, and a seed where variety is to be repeatable."""

    settings: Settings = Settings()
    seed: int | None = None


NOBODY_SPECIAL = Newcomer()


def take_turns(
    store: Store,
    library: Library,
    arrivals: Sequence[Arrival],
    now: datetime,
    newcomer: Newcomer = NOBODY_SPECIAL,
    pace: Pace | None = None,
) -> set[str]:
    """Take a turn for each arrival, in order; the persons who now have something waiting.

    `pace` says whose answers are thinned; without one nobody's are.

    All of it is committed together or not at all (StorageProblem). An update seen before is passed over; a turn that
    breaks is undone by itself, answered with an apology, and counts as seen.
    """
    replies = Replies(store, library, now, pace)
    taker = _Taker(store, library, now, newcomer, replies)
    with store.batch():
        for arrival in arrivals:
            taker.take(arrival)
        replies.finish()
        store.heard(taker.heard, now)
    if taker.scrub:
        store.scrub()
    return replies.waiting


class _Taker:
    def __init__(self, store: Store, library: Library, now: datetime, newcomer: Newcomer, replies: Replies) -> None:
        self.store, self.library, self.now, self.newcomer, self.replies = store, library, now, newcomer, replies
        self.scrub = False
        self.heard: list[tuple[int, int]] = []

    def take(self, arrival: Arrival) -> None:
        """One turn, in a savepoint of its own."""
        if arrival.update_id is not None and not self.store.take_update(arrival.update_id, self.now):
            return
        try:
            with self.store.attempt():
                self._turn(arrival)
        except Exception:  # one broken turn must not take the batch with it
            log.exception("turn failed", extra={"update": arrival.update_id, "input": type(arrival.input).__name__})
            with self.store.attempt():
                self._apologise(arrival)

    def _turn(self, arrival: Arrival) -> None:
        person = self.store.find(arrival.channel, arrival.person)
        if isinstance(arrival.input, Left):
            if person is not None:
                self.store.set_gone(person.number, gone=True)
                self.store.call_back_nudges(person.number)
            return
        if person is None:
            person = self._meet(arrival)
        came = self._welcomed_back(person, arrival.input)
        facts = facts_of(self.store, person, self.now)
        turn = looking.resume(self.store, self.library, person.number, person.session, came, facts)
        self._commit(arrival, person, turn)

    def _welcomed_back(self, person: Person, came: Input) -> Input:
        """Somebody who had left is back, whatever they do first; only the bare return gets words of its own."""
        if person.gone:
            self.store.set_gone(person.number, gone=False)
        return came

    def _meet(self, arrival: Arrival) -> Person:
        settings = self.newcomer.settings
        language = (arrival.language or "").split("-")[0]
        if language in self.library.phrases:
            settings = msgspec.structs.replace(settings, locale=language)
        return self.store.add(arrival.channel, arrival.person, settings, Session(self._seed(arrival)), self.now)

    def _seed(self, arrival: Arrival) -> int:
        """A person's own seed: 63 random bits, or the same each time for the same person where a seed is set."""
        if self.newcomer.seed is None:
            return secrets.randbits(63)
        raw = hashlib.blake2s(
            f"{self.newcomer.seed}:{arrival.channel}:{arrival.person}".encode(), digest_size=8
        ).digest()
        return int.from_bytes(raw, "big") >> 1

    def _commit(self, arrival: Arrival, person: Person, turn: Turn) -> None:
        applied = apply(self.store, self.library, person, turn, self.now, _tap(arrival))
        self.scrub = self.scrub or applied.scrub
        locale = person.settings.locale
        if applied.erased:
            self.replies.forget(person.number)
            self.replies.add(To(arrival.channel, arrival.person, None, locale), applied.outgoing)
            return
        self.store.save(person.number, turn.session, self.now, applied.settings)
        settings = applied.settings or person.settings
        if arrival.query is None and arrival.message_id is not None:
            self.heard.append((person.number, arrival.message_id))
        heard_of(self.store, self.library, person, turn, settings, self.now)
        must = must_be_heard(arrival.input)
        if _was_helped(person.session.care, turn.session.care):
            must = "help"
            self.store.look_sooner(person.number, self.now + REMEMBERED)
        to = To(arrival.channel, arrival.person, person.number, locale, settings.discreet)
        self.replies.add(to, applied.outgoing, must)

    def _apologise(self, arrival: Arrival) -> None:
        if isinstance(arrival.input, Left | Returned):
            return
        to = self._known(arrival)
        sorry: list[Outgoing] = [Say(one, to.quiet) for one in self._sorry(arrival, to.locale)]
        if arrival.query is not None:
            sorry.insert(0, Ack(arrival.query))
        self.replies.add(to, sorry)

    def _sorry(self, arrival: Arrival, locale: str) -> list[Bubble]:
        """Help for whoever asks for it, even where nothing of theirs can be read; an apology for anyone else."""
        if wants_help(self.library, arrival.input, locale):
            return help_card(self.library, locale, self.now)
        return [bubble([markup.fill(self.library.phrase(locale, "apology").variants[0], {})])]

    def _known(self, arrival: Arrival) -> To:
        """The person, with number and settings unless what is kept about them cannot be read."""
        try:
            person = self.store.find(arrival.channel, arrival.person)
        except StorageProblem:
            log.error("a person's rows cannot be read", extra={"update": arrival.update_id})  # noqa: TRY400
            person = None
        settings = person.settings if person else self.newcomer.settings
        number = person.number if person else None
        return To(arrival.channel, arrival.person, number, settings.locale, settings.discreet)


def _was_helped(before: Care | None, after: Care | None) -> bool:
    """Whether a card with help was shown in this turn."""
    return after is not None and (before is None or (before.shown, before.times) != (after.shown, after.times))


def _tap(arrival: Arrival) -> tuple[str | None, int | None, Bubble | None]:
    return (arrival.query, arrival.message_id, arrival.shown)
