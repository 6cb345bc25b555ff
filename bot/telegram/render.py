"""Bubbles as the Bot API's parameters: text with entities, buttons in rows, long texts in several messages.

Texts go out as plain text with entities, so nothing a person wrote can break or format a message. Pure: no I/O.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.splitting import split
from dialogs.turn import Bubble, Button, Span

LONGEST_DATA = 64
_KINDS = {
    "b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "code": "code", "spoiler": "spoiler",
    "quote": "blockquote", "a": "text_link",
}  # fmt: skip
_MOST_ENTITIES = 100
_ACROSS = ((9, 3), (18, 2))
_SCALE_ACROSS = 6
_CONTROL_ROW = 40
_NO_PREVIEW = {"is_disabled": True}

Parameters = dict[str, Any]


def messages(bubble: Bubble) -> list[Parameters]:
    """The sendMessage parameters, without chat_id, of each message the bubble needs. The buttons are on the last."""
    parts = [_text(part) for part in split(bubble)]
    if parts and bubble.buttons and bubble.token:
        parts[-1]["reply_markup"] = keyboard(bubble.token, bubble.buttons)
    return parts


def rewritten(bubble: Bubble) -> Parameters:
    """The editMessageText parameters, without chat_id and message_id: what fits one message, and no buttons."""
    return _text(next(iter(split(bubble)), bubble))


def _text(bubble: Bubble) -> Parameters:
    parameters: Parameters = {"text": bubble.text, "link_preview_options": _NO_PREVIEW}
    if bubble.spans:
        parameters["entities"] = entities(bubble)
    return parameters


def entities(bubble: Bubble) -> list[Parameters]:
    """The formatting, in UTF-16 units."""
    offsets = _offsets(bubble.text)
    return [
        _entity(span, offsets[span.start], offsets[span.end])
        for span in bubble.spans[:_MOST_ENTITIES]
        if span.start < span.end
    ]


def _entity(span: Span, start: int, end: int) -> Parameters:
    entity: Parameters = {"type": _KINDS[span.kind], "offset": start, "length": end - start}
    if span.url:
        entity["url"] = span.url
    return entity


def _offsets(text: str) -> list[int]:
    offsets = [0]
    for char in text:
        offsets.append(offsets[-1] + (2 if char > "\uffff" else 1))
    return offsets


# --- buttons ------------------------------------------------------------------------------------------------


def keyboard(token: str, buttons: Sequence[Button]) -> Parameters:
    """The inline keyboard: scales in rows of six, short choices side by side, long ones one a row, controls last.

    Raises ValueError when a button's data is longer than the 64 bytes Telegram allows.
    """
    scale = [button for button in buttons if button.kind == "scale"]
    choices = [button for button in buttons if button.kind not in ("scale", "control", "hide")]
    controls = [button for button in buttons if button.kind in ("control", "hide")]
    rows = _rows(scale, _SCALE_ACROSS) + _rows(choices, _across(choices))
    rows += _rows(controls, len(controls) if sum(len(one.label) for one in controls) <= _CONTROL_ROW else 2)
    return {"inline_keyboard": [[_button(token, button) for button in row] for row in rows]}


def _rows(buttons: Sequence[Button], across: int) -> list[Sequence[Button]]:
    return [buttons[at : at + across] for at in range(0, len(buttons), across)] if buttons else []


def _across(choices: Sequence[Button]) -> int:
    longest = max((len(_label(choice)) for choice in choices), default=0)
    return next((across for most, across in _ACROSS if longest <= most), 1)


def _label(button: Button) -> str:
    return f"✓ {button.label}" if button.on else button.label


def _button(token: str, button: Button) -> Parameters:
    carried = f"{token}:{button.id}"
    if len(carried.encode()) > LONGEST_DATA:
        raise ValueError(f"the data of a button is over {LONGEST_DATA} bytes")
    return {"text": _label(button), "callback_data": carried}
