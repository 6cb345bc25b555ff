"""The way taken when somebody writes of danger: the screen reads every text before anything else is done with it.

Help comes first, the dialog waits, and nobody is held: every room here can be left by a tap, by /stop, by anything.
What is remembered is only that a card was shown, for three days.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2s

import msgspec

from dialogs import rehearsing
from dialogs.entering import enter, interrupt
from dialogs.play import Play
from dialogs.reading.tokens import tokens
from dialogs.safety.screen import Screened, screen
from dialogs.session import Care, Written

REMEMBERED = timedelta(hours=72)
AGAIN = timedelta(minutes=10)
MOST_ASKED = 2
MOST_QUIET = 8
ROOM_OF = {"self_harm": "urgent_self", "harm_to_other": "urgent_other"}
ROOMS = frozenset(("urgent_check", "urgent_self", "urgent_abuse", "urgent_other"))


def met(play: Play, text: str, source: str | None) -> bool:
    """Whether the text was met with help; then it has not been taken as an answer, and waits in slot `words`."""
    found = read(text, play.settings.locale)
    if found.tier == "none" or _is_quiet(play, text):
        return False
    if found.tier == "uncertain" and _asked_enough(play):
        play.say_phrase("care_line")
        return False
    play.remember(source)
    play.close()
    _note(play)
    if play.stack:
        rehearsing.leave(play)
    room = ROOM_OF.get(found.label, "urgent_abuse") if found.tier == "explicit" else "urgent_check"
    interrupt(play, room, answers={"words": Written(text)})
    enter(play)
    return True


def read(text: str, locale: str) -> Screened:
    """What the screen says; if it should ever break, that the text is to be asked about: never silence."""
    try:
        return screen(text, locale)
    except Exception:  # noqa: BLE001  whatever broke, nobody may be passed over for it
        return Screened("self_harm", "uncertain")


def fingerprint(text: str) -> str:
    """The same for the same words however they are typed; the words cannot be read from it."""
    return blake2s(" ".join(_spoken(text)).encode(), digest_size=8).hexdigest()


def _spoken(text: str) -> list[str]:
    return [token.word for token in tokens(text) if token.word[:1].isalnum()]


def dismiss(play: Play) -> None:
    """The words were a figure of speech: this phrase is not asked about again."""
    words = play.frame.answers.get("words")
    text = words.text if isinstance(words, Written) else ""
    if play.care is not None and text:
        quiet = (*play.care.quiet, fingerprint(text))[-MOST_QUIET:]
        play.care = msgspec.structs.replace(play.care, quiet=quiet)


def _is_quiet(play: Play, text: str) -> bool:
    return play.care is not None and fingerprint(text) in play.care.quiet


def _asked_enough(play: Play) -> bool:
    return play.care is not None and play.care.times >= MOST_ASKED and play.facts.now - play.care.shown < AGAIN


def _note(play: Play) -> None:
    """Remember that a card is shown."""
    before = play.care
    recent = before is not None and play.facts.now - before.shown < AGAIN
    times = before.times + 1 if before is not None and recent else 1
    play.care = Care(play.facts.now + REMEMBERED, play.facts.now, times, before.quiet if before else ())
