"""Updates are held until they are acknowledged, by polling and by webhook."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from tests.bot_api.conftest import Ask
from tests.bot_api.courier import HEADER

if TYPE_CHECKING:
    from tests.bot_api.standin import StandIn


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


def test_updates_come_again_until_acknowledged(telegram: StandIn, ask: Ask) -> None:
    sam = telegram.person()
    for word in ("one", "two", "three"):
        sam.says(word)
    first = ask("getUpdates")[1]
    assert [update["message"]["text"] for update in first] == ["one", "two", "three"]
    assert ask("getUpdates") == (200, first)
    assert ids(ask("getUpdates", offset=ids(first)[1])[1]) == ids(first)[1:]
    assert ids(ask("getUpdates", limit=1)[1]) == [ids(first)[1]]
    assert ask("getUpdates", offset=ids(first)[2] + 1) == (200, [])
    assert telegram.world.inbox.taken == ids(first)


def test_a_long_poll_ends_when_something_comes(telegram: StandIn, ask: Ask) -> None:
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(ask, "getUpdates", timeout=30)
        telegram.wait_for_calls("getUpdates")
        telegram.person().says("hello")
        assert poll.result(timeout=5)[1][0]["message"]["text"] == "hello"


def test_a_second_poller_ends_the_first(telegram: StandIn, ask: Ask) -> None:
    with ThreadPoolExecutor() as pool:
        first = pool.submit(ask, "getUpdates", timeout=30)
        telegram.wait_for_calls("getUpdates")
        assert ask("getUpdates") == (200, [])
        code, description = first.result(timeout=5)
    assert code == 409
    assert description.startswith("Conflict: terminated by other getUpdates request")


def test_polling_and_a_webhook_exclude_each_other(ask: Ask) -> None:
    assert ask("setWebhook", url="http://127.0.0.1:9/hook") == (200, True)
    code, description = ask("getUpdates")
    assert code == 409
    assert description.startswith("Conflict: can't use getUpdates method while webhook is active")
    assert ask("deleteWebhook") == (200, True)
    assert ask("getUpdates") == (200, [])


def test_only_the_kinds_that_are_allowed_are_kept(telegram: StandIn, ask: Ask) -> None:
    sam = telegram.person()
    ask("getUpdates", allowed_updates=["callback_query"])
    sam.says("hello")
    assert ask("getUpdates") == (200, [])
    ask("getUpdates", allowed_updates=[])
    sam.says("hello")
    assert len(ask("getUpdates")[1]) == 1


class Hook:
    """A webhook that refuses the first `refuse` deliveries and keeps what came."""

    def __init__(self, refuse: int) -> None:
        self.refuse = refuse
        self.got: list[tuple[str, int]] = []
        self.changed = threading.Condition()

    def take(self, secret: str, body: dict[str, Any]) -> int:
        with self.changed:
            self.got.append((secret, body["update_id"]))
            self.refuse -= 1
            self.changed.notify_all()
            return 500 if self.refuse >= 0 else 200

    def wait(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.got) >= count, 5), self.got


@pytest.fixture
def hook(request: pytest.FixtureRequest) -> Iterator[tuple[Hook, str]]:
    kept = Hook(getattr(request, "param", 0))

    class Take(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(kept.take(self.headers.get(HEADER, ""), body))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Take) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield kept, f"http://127.0.0.1:{server.server_port}/hook"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("hook", [2], indirect=True)
def test_a_webhook_is_asked_again_until_it_accepts(telegram: StandIn, ask: Ask, hook: tuple[Hook, str]) -> None:
    ask("setWebhook", url=hook[1], secret_token="s3cret")
    sam = telegram.person()
    first, second = (sam.says(word) for word in ("one", "two"))
    assert first < second
    telegram.wait_until_taken()
    start = telegram.world.inbox.taken[0]
    assert hook[0].got == [("s3cret", start)] * 3 + [("s3cret", start + 1)]
    assert [status for _, status in telegram.world.deliveries] == [500, 500, 200, 200]


def test_an_update_comes_again_when_its_answer_is_lost(telegram: StandIn, ask: Ask, hook: tuple[Hook, str]) -> None:
    telegram.courier.lose_answers = 1
    ask("setWebhook", url=hook[1])
    telegram.person().says("one")
    telegram.wait_until_taken()
    assert len(hook[0].got) == 2
    assert len(set(hook[0].got)) == 1
