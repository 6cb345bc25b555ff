"""Updates that wait for the bot, numbered, and held until it acknowledges them. Knows no transport."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

KINDS = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member", "inline_query")


@dataclass(frozen=True)
class Update:
    """One update. Updates of one `lane` are delivered one after the other by webhook; lanes may overtake."""

    id: int
    kind: str
    lane: str
    body: dict[str, Any]


@dataclass
class Inbox:
    """The updates of one bot. `allowed` limits the kinds that are kept from now on; None allows them all."""

    next_id: int = 812_000_001
    waiting: dict[int, Update] = field(default_factory=dict)
    taken: list[int] = field(default_factory=list)
    allowed: tuple[str, ...] | None = None

    def add(self, kind: str, payload: dict[str, Any], lane: str) -> int:
        """A new update's id; 0 when the bot does not want its kind."""
        if self.allowed is not None and kind not in self.allowed:
            return 0
        number, self.next_id = self.next_id, self.next_id + 1
        self.waiting[number] = Update(number, kind, lane, {"update_id": number, kind: payload})
        return number

    def acknowledge(self, below: int) -> None:
        """Forget the updates with smaller ids."""
        for number in [number for number in self.waiting if number < below]:
            self.remove(number)

    def remove(self, number: int) -> None:
        """The bot has taken this update."""
        if self.waiting.pop(number, None):
            self.taken.append(number)

    def newest(self, count: int) -> int:
        """The id of the first of the `count` newest updates (a negative offset asks for it)."""
        return min(list(self.waiting)[-count:], default=self.next_id)

    def first(self, most: int) -> list[Update]:
        """Up to `most` updates, oldest first."""
        return list(self.waiting.values())[:most]
