"""Chats and the messages in them, as Telegram keeps them, and their JSON. Knows no methods and no transport."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.keyboards import Button, buttons
from tests.bot_api.spec import File

DELETABLE_SECONDS = 48 * 3600


@dataclass
class Chat:
    """A private chat, group or channel. `open`: the bot may write (a person began, or the bot is a member)."""

    id: int
    type: str
    title: str
    language: str = "en"
    open: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The `chat` of an update."""
        name = "first_name" if self.type == "private" else "title"
        return {"id": self.id, "type": self.type, name: self.title}

    def user_json(self) -> dict[str, Any]:
        """The `from` of a person's update."""
        return {"id": self.id, "is_bot": False, "first_name": self.title, "language_code": self.language}

    def visible(self) -> list[Message]:
        """The messages that are not deleted, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]


@dataclass
class Message:
    """One message. `event` numbers its last change among all changes of all chats.

    `date` is in Unix seconds, `at` is the monotonic clock's time of its coming.

    `rows` is its inline keyboard; `first` is how it was sent, text and buttons, whatever edits did later; `extra` are
    further fields of its JSON (a photo, a document ...).
    """

    id: int
    chat: Chat
    sender: dict[str, Any]
    date: int
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    rows: list[list[dict[str, Any]]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    file: File | None = None
    at: float = field(default_factory=time.monotonic)
    first: tuple[str, tuple[Button, ...]] = ("", ())
    event: int = 0
    edits: int = 0
    deleted: bool = False

    @property
    def by_bot(self) -> bool:
        """Whether the bot sent it."""
        return bool(self.sender["is_bot"])

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons under it."""
        return buttons(self.rows)

    @property
    def labels(self) -> tuple[str, ...]:
        """What the buttons under it say."""
        return tuple(button.label for button in self.buttons)

    def as_json(self) -> dict[str, Any]:
        """The message as the API gives it."""
        text, entities = ("caption", "caption_entities") if self.extra else ("text", "entities")
        words: dict[str, Any] = {text: self.text, entities: self.entities}
        body = {"message_id": self.id, "from": self.sender, "chat": self.chat.as_json(), "date": self.date}
        body |= self.extra | {name: value for name, value in words.items() if value}
        if self.rows:
            body["reply_markup"] = {"inline_keyboard": self.rows}
        if self.edits:
            body["edit_date"] = self.date
        return body
