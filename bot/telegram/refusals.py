"""What went wrong, as far as it may be logged: Telegram's words and an error's can quote a person's."""

from __future__ import annotations

import traceback
from pathlib import PurePath

_KNOWN = (
    "message is not modified", "query is too old", "query id is invalid", "message to edit not found",
    "message can't be edited", "message to delete not found", "message can't be deleted", "chat not found",
    "user not found", "peer_id_invalid", "message text is empty", "text must be non-empty", "message is too long",
    "can't parse entities", "button_data_invalid", "reply_markup_too_long", "message_id_invalid", "file is too big",
    "not enough rights", "group chat was upgraded", "chat_write_forbidden", "message_too_long",
)  # fmt: skip


def reason(description: str) -> str:
    """The known phrase in the description; other descriptions are not repeated."""
    lowered = description.lower()
    return next((known for known in _KNOWN if known in lowered), "refused, reason not repeated")


def fault(error: BaseException) -> str:
    """An error of our own by its kind and place, without its words."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
