"""What a listener heard in an answer."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from dialogs.session import Answer
from dialogs.turn import Facts


class Heard(Struct, frozen=True):
    """One outcome; `quote` are the words that showed it, `answer` is remembered in place of the raw words, if given."""

    outcome: str
    quote: str = ""
    answer: Answer | None = None


class Listener(Struct, frozen=True):
    """A reading by name: the outcomes it may give, and the pure function that gives one of them.

    The message that a `secret` one heard is taken out of the chat; slots it `uses` are looked at besides the answer.
    """

    outcomes: tuple[str, ...]
    hear: Callable[[Answer, Facts], Heard]
    secret: bool = False
    uses: tuple[str, ...] = ()
