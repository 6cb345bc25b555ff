"""Reply markup by Telegram's rules, and the buttons a person sees of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.bot_api.refused import bad

DATA_BYTES = 64
BUTTONS = 100
ROW = 8


@dataclass(frozen=True)
class Button:
    """A button as a person sees it, with the data it sends back."""

    label: str
    data: str = ""
    url: str = ""

    @property
    def choice(self) -> str:
        """What stands after the last colon of the data: Tandem's id of the choice."""
        return self.data.rpartition(":")[2]


def check_markup(markup: dict[str, Any] | None) -> list[list[dict[str, Any]]]:
    """The rows of an inline keyboard; other markup is checked and gives no rows. Refused as Telegram refuses it."""
    if markup is None:
        return []
    if "keyboard" in markup:
        _check_labels(markup["keyboard"])
        return []
    if "inline_keyboard" not in markup:
        return []
    rows: list[list[dict[str, Any]]] = markup["inline_keyboard"]
    _check_labels(rows)
    if sum(map(len, rows)) > BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        if not row or len(row) > ROW:
            raise bad(f"a row of an inline keyboard holds 1 to {ROW} buttons")
        for button in row:
            _check_button(button)
    return rows


def _check_labels(rows: list[list[dict[str, Any]]]) -> None:
    for row in rows:
        for button in row:
            if not button["text"].strip():
                raise bad("can't parse inline keyboard button: Button text must be non-empty")


def _check_button(button: dict[str, Any]) -> None:
    actions = set(button) - {"text", "style", "icon_custom_emoji_id"}
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: a button has exactly one action")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode("utf-8")) <= DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not button["url"].startswith(("https://", "http://", "tg://")):
        raise bad("BUTTON_URL_INVALID")


def buttons(rows: list[list[dict[str, Any]]]) -> tuple[Button, ...]:
    """The buttons of those rows, in reading order."""
    return tuple(
        Button(button["text"], button.get("callback_data", ""), button.get("url", "")) for row in rows for button in row
    )
