"""kill -9 at random moments under load: every message is answered, none is taken twice, replies stay in order.

TANDEM_KILLS says how many times in each mode; the moments are chosen by TANDEM_KILL_SEED.
"""

from __future__ import annotations

import os
import threading
import time
from bisect import bisect
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pytest

from storage import Store
from tests.process.comparing import assert_kept_the_same, assert_sound
from tests.process.crowd import Crowd, Walker
from tests.process.people import introduce
from tests.process.undisturbed import Heard, Undisturbed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot_api.journal import Call
    from tests.bot_api.standin import StandIn
    from tests.process.conftest import Serve
    from tests.process.serving import Serving

KILLS = int(os.environ.get("TANDEM_KILLS", "5"))
SEED = int(os.environ.get("TANDEM_KILL_SEED", "1"))
PEOPLE = 50
ACTS = 6
SECONDS = 30.0


@dataclass(frozen=True)
class Moment:
    """When to strike: the n-th time (`least` to `most`, by chance) that a call of `method`, or any, comes to a point.

    `lost`: what just happened did not reach Telegram. `late`: strike up to 15 ms later.
    """

    point: str
    method: str = ""
    least: int = 1
    most: int = 150
    lost: bool = False
    late: bool = False


POLLING = (
    Moment("arrived", "getUpdates", 2, 2, lost=True),  # committed and not acknowledged
    Moment("applied", "getUpdates", 1, 9),
    Moment("applied"),  # sent, and not noted
    Moment("arrived"),
    Moment("applied", late=True),
    Moment("arrived", "getUpdates", 3, 9, lost=True),
)
WEBHOOK = (
    Moment("answered", "webhook", 1, 60, lost=True),  # committed and not acknowledged
    Moment("answered", "webhook", 1, 60),
    Moment("applied"),
    Moment("arrived"),
    Moment("posted", "webhook", 1, 60, late=True),
)


class Killer:
    """Kills a server at such a moment."""

    def __init__(self, telegram: StandIn, serving: Serving, chance: Random, moment: Moment) -> None:
        self.serving, self.moment = serving, moment
        self.times = chance.randint(moment.least, moment.most)
        self.pause = chance.uniform(0, 0.015)
        self.watchers = telegram.world.watchers
        self.watchers.append(self.watch)

    def watch(self, call: Call, point: str) -> None:
        """Count the calls, and strike."""
        self.times -= point == self.moment.point and self.moment.method in ("", call.method)
        if self.times > 0:
            return
        self.watchers.remove(self.watch)
        call.lost = self.moment.lost
        if self.moment.late:
            threading.Timer(self.pause, self.serving.kill).start()
        else:
            self.serving.kill()


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_nothing_is_lost_or_doubled(telegram: StandIn, serve: Serve, tmp_path: Path, webhook: bool) -> None:
    chance = Random(f"{SEED}-{webhook}")
    plain = Undisturbed(tmp_path / "undisturbed")
    crowd = Crowd(telegram, plain, PEOPLE, ACTS, SEED)
    serving = serve(webhook=webhook)
    introduce(serving, *crowd.known())
    deaths = []
    moments = WEBHOOK if webhook else POLLING
    for turn in range(KILLS):
        Killer(telegram, serving, chance, moments[turn % len(moments)])
        serving.start(ready=False)
        talk_until_dead(crowd, serving)
        telegram.wait_until_hung_up()
        deaths.append(time.monotonic())
    serving.start()
    crowd.finish(SECONDS)
    telegram.wait_until_taken()
    assert serving.stop() == 0, serving.stderr
    assert "Traceback" not in serving.stderr, serving.stderr
    assert_kept_as_if_undisturbed(serving, crowd)
    assert any(walker.repeats for walker in crowd.walkers) or KILLS < 10, (
        "the kills hit nothing: do they strike at all?"
    )
    for walker in crowd.walkers:
        assert_repeats_only_what_was_cut_off(walker, deaths)
        assert_only_the_open_question_has_buttons(walker, plain)


def talk_until_dead(crowd: Crowd, serving: Serving) -> None:
    """Let people talk, and think of more to say when they are through."""
    while not serving.ended():
        crowd.go(lambda: serving.ended() or crowd.through(), SECONDS)
        if not serving.ended():
            crowd.think(ACTS)
    assert serving.wait() == -9, serving.stderr


def assert_kept_as_if_undisturbed(serving: Serving, crowd: Crowd) -> None:
    """What is in the database is what an undisturbed run left."""
    assert_sound(serving.database)
    store = Store.open(serving.database, serving.key_file, create=False)
    try:
        assert_kept_the_same(store, crowd.plain.store, (walker.name for walker in crowd.walkers))
    finally:
        store.close()


def assert_repeats_only_what_was_cut_off(walker: Walker, deaths: list[float]) -> None:
    """Between two deaths a chat sees at most one message again: the one that was on its way (see crowd.py)."""
    lives = [bisect(deaths, at) for at, _ in walker.repeats]
    assert 0 not in lives, "a message came twice before anything was killed"
    assert len(set(lives)) == len(lives), walker.person.shows()


def assert_only_the_open_question_has_buttons(walker: Walker, plain: Undisturbed) -> None:
    """Answered questions lost their buttons, except copies that a crash left behind."""
    question = plain.question(walker.name)
    copies = {heard for _, heard in walker.repeats}
    for message in walker.person.seen():
        if message.rows and Heard(*message.first) not in copies:
            assert question is not None
            assert message.first[0].endswith(question.text), walker.person.shows()
