"""Nudges from a real server: silent, with buttons that work, and once at most although it is killed while it sends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from dialogs.places import zone_at
from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store
from tests.process.comparing import assert_sound
from tests.talk import REAL, library

if TYPE_CHECKING:
    from tests.bot_api.journal import Call
    from tests.bot_api.person import Person
    from tests.bot_api.standin import StandIn
    from tests.process.conftest import Serve
    from tests.process.serving import Serving

TEXTS = {nudge.text for nudge in library(REAL).nudges["en"].nudges.values()}
PEOPLE, KILLS = 40, 4


def expecting(serving: Serving, *people: Person) -> None:
    """Write these people into the database: it is noon for them, and their nudge is due."""
    now = datetime.now(UTC)
    zone = zone_at((12 - now.hour) * 60) or "UTC"
    store = Store.open(serving.database, serving.key_file)
    wish = Settings(consent=1, adult=True, timezone=zone, nudges="daily", nudge_time="12:00", quiet_to="09:00")
    with store.batch():
        for person in people:
            session = Session(person.chat.id)
            number = store.add("telegram", str(person.chat.id), wish, session, now - timedelta(hours=3)).number
            store.set_nudge(number, now)
    store.close()


def nudges_of(person: Person) -> list[str]:
    return [message.text for message in person.seen() if message.text in TEXTS]


def test_a_nudge_comes_silently_and_its_buttons_work(telegram: StandIn, serve: Serve) -> None:
    """V6: reminders are sent with disable_notification."""
    sam = telegram.person()
    sam.chat.open = True
    serving = serve()
    expecting(serving, sam)
    with serving:
        nudge = sam.hears(lambda message: message.text in TEXTS)
        assert [button.label for button in nudge.buttons] == ["Do it now", "Later", "Not today", "Fewer"]
        sam.taps("Later")
        sam.hears("When would suit you better?")
        sam.taps("In a week")
        sam.hears("Nothing for a week")
    (call,) = [one for one in telegram.journal.of("sendMessage") if one.parameters["text"] in TEXTS]
    assert call.parameters["disable_notification"] in (True, "true")


def test_killed_while_it_sends_nobody_gets_two(telegram: StandIn, serve: Serve) -> None:
    people = [telegram.person(f"P{number}") for number in range(PEOPLE)]
    for person in people:
        person.chat.open = True
    serving = serve(TANDEM_SEND_RATE="200")
    expecting(serving, *people)
    chance, left = Random(5), 0

    def strike(call: Call, moment: str) -> None:
        nonlocal left
        if call.method == "sendMessage" and moment in ("arrived", "applied"):
            left -= 1
            if left == 0:
                serving.kill()

    telegram.world.watchers.append(strike)
    for _ in range(KILLS):
        left = chance.randint(2, 14)
        serving.start()
        telegram.world.wait_for(serving.ended, 20, "the server is killed")
    telegram.world.watchers.remove(strike)
    with serving:
        telegram.world.wait_for(lambda: not _waiting(serving), 20, "the outbox is empty and nothing is due")
    heard = [len(nudges_of(person)) for person in people]
    assert max(heard) == 1
    assert sum(heard) >= PEOPLE / 2, "what was claimed when it was killed is lost, and no more"
    assert_sound(serving.database)


def _waiting(serving: Serving) -> int:
    store = Store.open(serving.database, serving.key_file, reading=True)
    try:
        return store.counts()["waiting"] + len(store.nudges_due(datetime.now(UTC), 99))
    finally:
        store.close()
