"""The listeners a script may name, with the outcomes it must handle for each."""

from __future__ import annotations

from dialogs import countries, pin, places, readings
from dialogs.heard import Listener

LISTENERS: dict[str, Listener] = {
    "boundary": Listener(("clear", "controlling", "unclear"), readings.boundary),
    "limit_to_rehearse": Listener(("clear", "controlling", "unclear", "intimate"), readings.limit_to_rehearse),
    "observation": Listener(("clear", "judging", "unclear"), readings.observation),
    "feeling": Listener(("clear", "judging", "unclear"), readings.feeling),
    "need": Listener(("clear", "asking", "unclear"), readings.need),
    "request": Listener(("clear", "vague", "demanding", "unclear"), readings.request),
    "reply": Listener(("clear", "harsh", "unclear"), readings.reply),
    "timezone": Listener(("found", "unclear"), places.time_zone),
    "country": Listener(("found", "unclear"), countries.country),
    "new_pin": Listener(("digits", "unclear"), pin.new_pin, secret=True),
    "same_pin": Listener(("same", "differs"), pin.same_pin, secret=True, uses=("first",)),
    "pin": Listener(("right", "wrong"), pin.right_pin, secret=True),
    "local_hour": Listener(("found",), places.local_hour),
}
