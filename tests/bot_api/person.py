"""A person with Telegram in hand: writes, taps what is shown, corrects, blocks, and waits for replies.

Nothing here sleeps: waiting is for a condition, with a deadline in seconds and an AssertionError that says what was
seen instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.bot_api.chats import Chat, Message
from tests.bot_api.keyboards import Button
from tests.bot_api.rich_text import TEXT_LIMIT, units
from tests.bot_api.world import Query, World

SECONDS = 10.0
Wanted = str | Callable[[Message], object]
_COMMAND = re.compile(r"/\w+")


class Person:
    """Made by StandIn.person. `chat` is their private chat with the bot."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat
        self.acted = 0

    # --- what they do ---------------------------------------------------------------------------------------

    def says(self, text: str) -> int:
        """Send a text; its message id."""
        return self._sends(text=text).id

    def edits(self, message: int, text: str) -> None:
        """Correct a message they sent."""
        with self.world.changed:
            edited = self.chat.messages[message]
            edited.text, edited.edits = text, edited.edits + 1
            self._acts(edited)
            self.world.update("edited_message", edited.as_json(), f"chat {self.chat.id}")

    def taps(self, label: str, seconds: float = SECONDS) -> str:
        """Tap a button of the newest message that has buttons, by label or by choice id; the query's id.

        Waits until that message shows such a button.
        """
        self.world.wait_for(lambda: self._finds(label), seconds, f"a button {label!r}; {self.shows()}")
        with self.world.changed:
            message = self.asked()
            button = self._finds(label)
            assert message is not None
            assert button is not None
            return self.taps_data(message, button.data)

    def taps_data(self, message: Message, data: str) -> str:
        """Send back any data from under any message, as an old or a forged client may; the query's id."""
        with self.world.changed:
            query = f"{self.world.number():018d}"
            self.world.queries[query] = Query(self.world.now())
            self._acts(message, told=False)
            tap = {"id": query, "from": self.chat.user_json(), "message": message.as_json(), "data": data}
            self.world.update("callback_query", tap | {"chat_instance": "1"}, f"tap {self.chat.id}")
            return query

    def pastes(self, text: str) -> list[int]:
        """Send a long text as Telegram's apps do: in messages of at most 4,096 UTF-16 units; their ids."""
        return [self.says(part) for part in _parts(text)]

    def sends(self, kind: str, caption: str = "", album: str = "") -> int:
        """Send a photo, voice, video, document, sticker, location or contact, alone or in an album; its message id."""
        extra = _attachment(kind, self.world.number()) | ({"media_group_id": album} if album else {})
        return self._sends(text=caption, extra=extra).id

    def blocks(self, *, told: bool = True) -> None:
        """Block the bot. Unless `told`, the bot finds out only when it writes."""
        if told:
            self._member("member", "kicked", blocked=True)
        else:
            self.chat.blocked = True

    def returns(self) -> None:
        """Unblock the bot (and write nothing yet)."""
        self._member("kicked", "member", blocked=False)

    def adds_bot(self, chat: Chat) -> None:
        """Add the bot to a group or a channel."""
        with self.world.changed:
            chat.open = True
            self._membership(chat, "left", "administrator" if chat.type == "channel" else "member")
            if chat.type != "channel":
                added = self.world.post(chat, self.chat.user_json(), extra={"new_chat_members": [self.world.bot]})
                self.world.update("message", added.as_json(), f"chat {chat.id}")

    def writes_in(self, chat: Chat, text: str) -> None:
        """Write in a group or a channel."""
        with self.world.changed:
            message = self.world.post(chat, self.chat.user_json(), text=text)
            kind = "channel_post" if chat.type == "channel" else "message"
            self.world.update(kind, message.as_json(), f"chat {chat.id}")

    # --- what they see --------------------------------------------------------------------------------------

    def seen(self) -> list[Message]:
        """The bot's messages in the chat, oldest first, as they read now."""
        with self.world.changed:
            return [message for message in self.chat.visible() if message.by_bot]

    def heard(self) -> list[Message]:
        """The bot's messages since this person's last act."""
        return [message for message in self.seen() if message.id > self.acted]

    def asked(self) -> Message | None:
        """The newest message with buttons."""
        return next((message for message in reversed(self.seen()) if message.rows), None)

    def hears(self, wanted: Wanted = "", seconds: float = SECONDS) -> Message:
        """Wait for a message since the last act that holds these words, or for which the condition holds."""
        found: list[Message] = []

        def look() -> bool:
            found[:] = [message for message in self.heard() if _fits(message, wanted)]
            return bool(found)

        name = repr(wanted) if isinstance(wanted, str) else getattr(wanted, "__name__", "a condition")
        self.world.wait_for(look, seconds, f"{self.chat.title} hears {name}; {self.shows()}")
        return found[-1]

    def waits(self, until: Callable[[], object], seconds: float = SECONDS, what: str = "a condition") -> None:
        """Wait until something holds."""
        self.world.wait_for(until, seconds, f"{self.chat.title}: {what}; {self.shows()}")

    def answer(self, query: str, seconds: float = SECONDS) -> str:
        """Wait until a tap is answered; what the answer said, often nothing."""
        self.world.wait_for(lambda: self.world.queries[query].done, seconds, f"tap {query} is answered")
        return self.world.queries[query].answer or ""

    def shows(self) -> str:
        """The end of the chat as text, for a failing test's message."""
        lines = [f"  [{'bot' if m.by_bot else 'you'}] {m.text[:300]!r} {list(m.labels)}" for m in self.chat.visible()]
        return "the chat ends\n" + "\n".join(lines[-6:])

    # --- how ------------------------------------------------------------------------------------------------

    def _sends(self, **fields: Any) -> Message:
        with self.world.changed:
            self.chat.open = True
            self.chat.blocked = False
            message = self.world.post(self.chat, self.chat.user_json(), **fields)
            if command := _COMMAND.match(message.text):
                message.entities = [{"type": "bot_command", "offset": 0, "length": command.end()}]
            self._acts(message)
            self.world.update("message", message.as_json(), f"chat {self.chat.id}")
            return message

    def _acts(self, message: Message, *, told: bool = True) -> None:
        if told:
            self.world.touch(message)
        self.acted = max(self.chat.messages, default=message.id)

    def _finds(self, label: str) -> Button | None:
        message = self.asked()
        buttons = message.buttons if message else ()
        return next((button for button in buttons if label in (button.label, button.choice)), None)

    def _member(self, before: str, after: str, *, blocked: bool) -> None:
        with self.world.changed:
            self.chat.blocked = blocked
            self.acted = max(self.chat.messages, default=0)
            self._membership(self.chat, before, after)

    def _membership(self, chat: Chat, before: str, after: str) -> None:
        change = {"chat": chat.as_json(), "from": self.chat.user_json(), "date": int(self.world.now())}
        change |= {"old_chat_member": self._status(before), "new_chat_member": self._status(after)}
        self.world.update("my_chat_member", change, f"member {chat.id}")

    def _status(self, status: str) -> dict[str, object]:
        return {"user": self.world.bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def _fits(message: Message, wanted: Wanted) -> bool:
    return wanted in message.text if isinstance(wanted, str) else bool(wanted(message))


def _parts(text: str) -> Iterator[str]:
    part, length = "", 0
    for char in text:
        if length + units(char) > TEXT_LIMIT:
            yield part
            part, length = "", 0
        part, length = part + char, length + units(char)
    if part:
        yield part


def _attachment(kind: str, number: int) -> dict[str, Any]:
    file = {"file_id": f"file-{number}", "file_unique_id": f"unique-{number}", "file_size": 1234}
    bodies: dict[str, object] = {
        "photo": [file | {"width": 90, "height": 60}],
        "voice": file | {"duration": 3},
        "video": file | {"duration": 3, "width": 90, "height": 60},
        "document": file | {"file_name": "notes.txt"},
        "sticker": file | {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False},
        "location": {"latitude": 52.5, "longitude": 13.4},
        "contact": {"phone_number": "+10000000000", "first_name": "Alex"},
    }
    return {kind: bodies[kind]}
