"""How a server ends: at once and cleanly when told to, and with one clear sentence when it cannot go on."""

from __future__ import annotations

import re
import signal
from typing import TYPE_CHECKING

import pytest

from tests.process.serving import SECRET, Serving, free_port

if TYPE_CHECKING:
    from tests.bot_api.standin import StandIn
    from tests.process.conftest import Serve

ENDS = 15.0
LOG_LINE = re.compile(r"\d{4}-\d\d-\d\dT\S+Z (?:INFO|WARNING) ")


def assert_one_sentence(serving: Serving, *words: str) -> None:
    """It ended with 1 and said one thing beside its log, with these words, to stderr, and nothing to stdout."""
    assert serving.wait(ENDS) == 1, serving.stderr
    lines = [line for line in serving.stderr.splitlines() if not LOG_LINE.match(line)]
    assert len(lines) == 1, serving.stderr
    assert "Traceback" not in lines[0]
    assert serving.environ["TELEGRAM_BOT_TOKEN"] not in lines[0]
    assert SECRET not in lines[0]
    for word in words:
        assert word.lower() in lines[0].lower()
    assert serving.stdout == ""


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_sigterm_ends_it_soon_and_well(telegram: StandIn, serve: Serve, webhook: bool) -> None:
    serving = serve(webhook=webhook).start()
    people = [telegram.person(f"P{n}") for n in range(5)]
    for person in people:
        person.says("/start")
    people[0].hears()
    assert serving.stop() == 0, serving.stderr
    assert "Traceback" not in serving.stderr
    serving.start()
    for person in people:
        person.waits(person.seen, what="the first words come, whenever it was stopped")


def test_sigint_ends_it_too(serve: Serve) -> None:
    serving = serve().start()
    assert serving.process is not None
    serving.process.send_signal(signal.SIGINT)
    assert serving.wait(5) == 0, serving.stderr


@pytest.mark.parametrize("token", ["7000000001:" + "x" * 35, "7000000001-without-a-colon-" + "x" * 30])
def test_a_token_that_telegram_does_not_take(serve: Serve, token: str) -> None:
    assert_one_sentence(serve(TELEGRAM_BOT_TOKEN=token).start(ready=False), "token")


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_a_token_that_is_revoked_while_it_runs(telegram: StandIn, serve: Serve, webhook: bool) -> None:
    serving = serve(webhook=webhook).start()
    sam = telegram.person()
    sam.says("/start")
    sam.hears()
    telegram.revoke_token()
    sam.says("/help")
    assert_one_sentence(serving, "token")


def test_another_program_polls_with_the_same_token(telegram: StandIn, serve: Serve) -> None:
    servers = [serve(name=name).start() for name in ("first", "second")]
    telegram.world.wait_for(lambda: any(serving.ended() for serving in servers), ENDS, "one of the two gives up")
    ended = next(serving for serving in servers if serving.ended())
    assert_one_sentence(ended, "another")
    other = next(serving for serving in servers if serving is not ended)
    if not other.ended():
        sam = telegram.person()
        sam.says("/start")
        sam.hears()


def test_a_server_of_telegram_that_is_not_there(serve: Serve) -> None:
    serving = serve(TELEGRAM_API_ROOT=f"http://127.0.0.1:{free_port()}").start(ready=False)
    assert_one_sentence(serving)


def test_a_second_server_on_the_same_database(telegram: StandIn, serve: Serve) -> None:
    first = serve(name="first").start()
    files = {"TANDEM_DATABASE": str(first.database), "TANDEM_KEY_FILE": str(first.key_file)}
    assert_one_sentence(serve(name="second", **files).start(ready=False), "database")
    sam = telegram.person()
    sam.says("/start")
    sam.hears()
    assert first.stop() == 0


def test_a_missing_token(serve: Serve) -> None:
    serving = serve()
    del serving.environ["TELEGRAM_BOT_TOKEN"]
    serving.start(ready=False)
    assert serving.wait(ENDS) == 1
    assert "TELEGRAM_BOT_TOKEN" in serving.stderr
    assert len(serving.stderr.splitlines()) == 1
