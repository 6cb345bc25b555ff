"""Every call the bot made, with its time: what tests look at. Times are seconds of the monotonic clock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

HARMLESS = ("message is not modified", "query is too old")


@dataclass
class Call:
    """One call. `code` 0: never answered. `applied`: it took effect, whether the bot learned of it or not.

    A watcher may set `lost`: then it (of an update: its answer) did not reach Telegram after all.
    """

    number: int
    method: str
    chat: int | None
    parameters: dict[str, Any]
    at: float
    done: float = 0.0
    code: int = 0
    said: str = ""
    fault: str = ""
    applied: bool = False
    lost: bool = False
    message: int | None = None

    def __str__(self) -> str:
        return f"{self.number}. {self.method} chat={self.chat} -> {self.code} {self.said} {self.fault}".rstrip()


@dataclass
class Journal:
    """The calls, oldest first."""

    calls: list[Call] = field(default_factory=list)

    def begin(self, method: str, chat: int | None, parameters: dict[str, Any]) -> Call:
        """A call has arrived."""
        call = Call(len(self.calls) + 1, method, chat, parameters, time.monotonic())
        self.calls.append(call)
        return call

    def of(self, *methods: str, chat: int | None = None) -> list[Call]:
        """The calls of those methods (any, if none is named), to that chat (any, if None)."""
        return [
            call
            for call in self.calls
            if (not methods or call.method in methods) and (chat is None or call.chat == chat)
        ]

    def sent(self, chat: int | None = None) -> list[Call]:
        """The messages that people got, in order."""
        return [call for call in self.of("sendMessage", "sendDocument", "sendPhoto", chat=chat) if call.applied]

    def refusals(self) -> list[str]:
        """What was refused as wrong (400), except what cannot be avoided on a network that loses answers."""
        wrong = [call for call in self.calls if call.code == 400 and call.fault != "refuse"]
        return [str(call) for call in wrong if not any(words in call.said for words in HARMLESS)]

    def busiest(self, seconds: float = 1.0, chat: int | None = None) -> int:
        """The most messages that people got within any stretch of that length."""
        times = [call.at for call in self.sent(chat)]
        return max((_within(times, start, seconds) for start in range(len(times))), default=0)

    def tail(self, most: int = 8) -> Iterator[str]:
        """The last calls as text, for a failing test's message."""
        return map(str, self.calls[-most:])


def _within(times: list[float], start: int, seconds: float) -> int:
    end = start
    while end < len(times) and times[end] < times[start] + seconds:
        end += 1
    return end - start
