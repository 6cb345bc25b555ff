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

from bot.applying import Applied, apply
from bot.help_card import help_card, wants_help
from bot.outgoing import Ack, Outgoing, encode_outgoing
from dialogs import engine, markup
from dialogs.play import bubble
from dialogs.script import Library
from dialogs.session import Session
from dialogs.turn import Bubble, Facts, Input, Left, Returned, Say, Settings, Turn
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
    store: Store, library: Library, arrivals: Sequence[Arrival], now: datetime, newcomer: Newcomer = NOBODY_SPECIAL
) -> set[str]:
    """Take a turn for each arrival, in order; the persons who now have something waiting.

    All of it is committed together or not at all (StorageProblem). An update seen before is passed over; a turn that
    breaks is undone by itself, answered with an apology, and counts as seen.
    """
    taker = _Taker(store, library, now, newcomer)
    with store.batch():
        for arrival in arrivals:
            taker.take(arrival)
    if taker.erased:
        store.scrub()
    return taker.waiting


class _Taker:
    def __init__(self, store: Store, library: Library, now: datetime, newcomer: Newcomer) -> None:
        self.store, self.library, self.now, self.newcomer = store, library, now, newcomer
        self.waiting: set[str] = set()
        self.erased = False

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
            return
        if person is None:
            person = self._meet(arrival)
        came = self._welcomed_back(person, arrival.input)
        turn = engine.resume(self.library, person.session, came, Facts(self.now, person.settings))
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
        if applied.erased:
            self.erased = True
        else:
            self.store.save(person.number, turn.session, self.now, applied.settings)
            if arrival.query is None and arrival.message_id is not None:
                self.store.heard(person.number, arrival.message_id, self.now)
        self._queue(arrival, applied, None if applied.erased else person.number)

    def _queue(self, arrival: Arrival, applied: Applied, number: int | None) -> None:
        for outgoing in applied.outgoing:
            self.store.queue(arrival.channel, arrival.person, number, encode_outgoing(outgoing), self.now)
            self.waiting.add(arrival.person)

    def _apologise(self, arrival: Arrival) -> None:
        if isinstance(arrival.input, Left | Returned):
            return
        number, locale = self._known(arrival)
        sorry: list[Outgoing] = [Say(one) for one in self._sorry(arrival, locale)]
        if arrival.query is not None:
            sorry.insert(0, Ack(arrival.query))
        for outgoing in sorry:
            self.store.queue(arrival.channel, arrival.person, number, encode_outgoing(outgoing), self.now)
        self.waiting.add(arrival.person)

    def _sorry(self, arrival: Arrival, locale: str) -> list[Bubble]:
        """Help for whoever asks for it, even where nothing of theirs can be read; an apology for anyone else."""
        if wants_help(self.library, arrival.input, locale):
            return help_card(self.library, locale, self.now)
        return [bubble([markup.fill(self.library.phrase(locale, "apology").variants[0], {})])]

    def _known(self, arrival: Arrival) -> tuple[int | None, str]:
        """The person's number and language; neither where what is kept about them cannot be read."""
        try:
            person = self.store.find(arrival.channel, arrival.person)
        except StorageProblem:
            log.error("a person's rows cannot be read", extra={"update": arrival.update_id})  # noqa: TRY400
            person = None
        return (person.number, person.settings.locale) if person else (None, self.newcomer.settings.locale)


def _tap(arrival: Arrival) -> tuple[str | None, int | None, Bubble | None]:
    return (arrival.query, arrival.message_id, arrival.shown)
