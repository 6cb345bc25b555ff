"""What waits in the outbox: one thing to send, as a value with a JSON form. Knows no Telegram."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct

from dialogs.progress import Chart
from dialogs.turn import Bubble, Close, Redraw, Say


class Ack(Struct, frozen=True, tag="ack"):
    """Answer a pressed button, with a short word or in silence; `query` is None where nobody waits."""

    query: str | None
    text: str = ""
    alert: bool = False


class Rewrite(Struct, frozen=True, tag="rewrite"):
    """Change a message's text, and take its buttons away."""

    message_id: int
    bubble: Bubble


class Document(Struct, frozen=True, tag="document"):
    """Send everything that is kept about the person as files, made when they are sent; `quiet` without a sound."""

    caption: str
    quiet: bool = False


class Picture(Struct, frozen=True, tag="picture"):
    """Send a chart, drawn when it is sent, with its description in words; `quiet` without a sound."""

    chart: Chart
    quiet: bool = False


class Hide(Struct, frozen=True, tag="hide"):
    """Delete every message in the chat that Telegram still lets a bot delete."""


class Clear(Struct, frozen=True, tag="clear"):
    """Delete these messages."""

    messages: tuple[int, ...]


class Leave(Struct, frozen=True, tag="leave"):
    """Leave a group."""


class Reminder(Struct, frozen=True, tag="reminder"):
    """Send a nudge, without a sound, and only until `ends`."""

    bubble: Bubble
    ends: datetime


Outgoing = Say | Redraw | Close | Ack | Rewrite | Document | Picture | Hide | Clear | Leave | Reminder

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Outgoing] = msgspec.json.Decoder(Outgoing)


def encode_outgoing(outgoing: Outgoing) -> bytes:
    """As JSON bytes."""
    return _encoder.encode(outgoing)


def decode_outgoing(body: bytes) -> Outgoing:
    """What those bytes hold. Raises msgspec.DecodeError on anything else."""
    return _decoder.decode(body)
