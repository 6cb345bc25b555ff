"""Everything the stand-in remembers: chats, updates, open queries, the webhook, the journal of calls.

One lock guards it all. Tests change it from their own thread and wait for `changed`; the server's loop is told by
`listeners`. Knows no HTTP.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.bot_api.chats import Chat, Message
from tests.bot_api.faults import Faults
from tests.bot_api.inbox import Inbox
from tests.bot_api.journal import Call, Journal

QUERY_SECONDS = 150
LOOK_SECONDS = 0.1


@dataclass
class Query:
    """A tap that waits for its answer. `at` is in Unix seconds."""

    at: float
    answer: str | None = None
    alert: bool = False
    done: bool = False


@dataclass(frozen=True)
class Webhook:
    """Where updates go. `secret` is sent in a header with each."""

    url: str
    secret: str = ""
    connections: int = 40


class World:
    """What Telegram knows of one bot. `ahead` moves its clock, in seconds."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.bot = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Tandem",
            "username": "tandem_bot",
        }
        self.changed = threading.Condition(threading.RLock())
        self.listeners: list[Callable[[], None]] = []
        self.watchers: list[Callable[[Call, str], None]] = []
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.inbox = Inbox()
        self.journal = Journal()
        self.faults = Faults()
        self.webhook: Webhook | None = None
        self.deliveries: list[tuple[int, int]] = []
        self.profile: dict[tuple[str, str, str], object] = {}
        self.poll = 0
        self.ahead = 0.0
        self.message_ids = count(101)
        self._numbers = count(1)
        self._events = count(1)

    def now(self) -> float:
        """The time in Unix seconds."""
        return time.time() + self.ahead

    def number(self) -> int:
        """A number never given before, for ids of people and queries."""
        return next(self._numbers)

    def ring(self) -> None:
        """Something has changed: whoever waits looks again. Call with the lock held."""
        self.changed.notify_all()
        for listener in self.listeners:
            listener()

    def touch(self, message: Message) -> Message:
        """This message has changed."""
        message.event = next(self._events)
        self.ring()
        return message

    def post(self, chat: Chat, sender: dict[str, Any], **fields: Any) -> Message:
        """A new message in a chat."""
        message = Message(next(self.message_ids), chat, sender, int(self.now()), **fields)
        message.first = message.text, message.buttons
        chat.messages[message.id] = message
        return self.touch(message)

    def update(self, kind: str, payload: dict[str, Any], lane: str) -> int:
        """A new update for the bot: its id, or 0 when the bot does not want its kind."""
        number = self.inbox.add(kind, payload, lane)
        self.ring()
        return number

    def watch(self, call: Call, moment: str) -> None:
        """Tell watchers: a call has `arrived` or was `applied`; an update was `posted` to the webhook or `answered`."""
        for watcher in list(self.watchers):
            watcher(call, moment)

    def wait_for(self, what: Callable[[], object], seconds: float, wanted: str) -> None:
        """Wait until `what()` holds. AssertionError, with the last calls, when it does not within `seconds`.

        It looks again whenever something changes here, and now and then in case it is about something elsewhere.
        """
        end = time.monotonic() + seconds
        with self.changed:
            while not what():
                left = end - time.monotonic()
                if left <= 0:
                    calls = "\n  ".join(self.journal.tail())
                    raise AssertionError(f"not within {seconds} s: {wanted}\nlast calls:\n  {calls}")
                self.changed.wait(min(left, LOOK_SECONDS))
