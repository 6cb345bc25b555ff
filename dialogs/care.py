"""The way taken when somebody writes of danger: the screen reads every text before anything else is done with it.

Help comes first, the dialog waits, and nobody is held: every room here can be left by a tap, by /stop, by anything.
What is remembered is only that a card was shown, for three days.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2s

import msgspec

from dialogs import age, rehearsing
from dialogs.entering import enter, interrupt
from dialogs.play import Play
from dialogs.reading.tokens import tokens
from dialogs.safety.screen import Screened, screen
from dialogs.script import Free
from dialogs.session import Care, Written

REMEMBERED = timedelta(hours=72)
AGAIN = timedelta(minutes=10)
MOST_ASKED = 2
MOST_QUIET = 8
CHECK, OTHER = "urgent_check", "urgent_other"
ROOM_OF = {"self_harm": "urgent_self", "harm_to_other": OTHER}
ROOMS = frozenset((CHECK, "urgent_self", "urgent_abuse", OTHER, age.ROOM))


def met(play: Play, text: str, source: str | None) -> bool:
    """Whether the text was met with help; then it has not been taken as an answer, and waits in slot `words`."""
    too_young = age.says_so(play, text)
    found = read(text, play.settings.locale)
    matters = _matters(play, found, text)
    if not (matters or too_young):
        return False
    play.remember(source)
    play.close()
    if matters:
        _note(play)
    if play.stack:
        rehearsing.leave(play)
    room = room_for(found) if matters else age.ROOM
    interrupt(play, room, keeping=_was_answer(play), helper=found.third_party, answers={"words": Written(text)})
    if too_young:
        age.remember(play, under_age=True)
    if room == OTHER:
        play.shut_until = play.facts.now + REMEMBERED
    enter(play)
    return True


def _on_card(play: Play) -> bool:
    """Whether a card is open already: unclear words are no reason to take it away and ask."""
    return bool(play.stack) and play.frame.script in ROOMS - {CHECK}


def _was_answer(play: Play) -> bool:
    """Whether the words were typed where own words are asked for."""
    return bool(play.stack) and isinstance(play.top()[1].question, Free)


def _matters(play: Play, found: Screened, text: str) -> bool:
    """Whether this is met with a card: explicit words always, uncertain ones unless they were called harmless."""
    if found.tier != "uncertain":
        return found.tier == "explicit"
    if _is_quiet(play, text) or _on_card(play):
        return False
    if _asked_enough(play):
        play.say_phrase("care_line")
        return False
    return True


def room_for(found: Screened) -> str:
    """The script that meets these words; nobody is asked whether somebody else's danger is a figure of speech."""
    if found.tier == "uncertain" and not found.third_party:
        return CHECK
    return ROOM_OF.get(found.label, "urgent_abuse")


def read(text: str, locale: str) -> Screened:
    """What the screen says; if it should ever break, that the text is to be asked about: never silence."""
    try:
        return screen(text, locale)
    except Exception:  # noqa: BLE001  whatever broke, nobody may be passed over for it
        return Screened("self_harm", "uncertain")


def fingerprint(text: str) -> str:
    """The same for the same words however they are typed; the words cannot be read from it."""
    return blake2s(" ".join(spoken(text)).encode(), digest_size=8).hexdigest()


def spoken(text: str) -> list[str]:
    """The words of a text in their plain form, without marks."""
    return [token.word for token in tokens(text) if token.word[:1].isalnum()]


def dismiss(play: Play) -> None:
    """The words were a figure of speech, or only described: if they were unclear, they are not asked about again."""
    if play.frame.script == OTHER:
        play.shut_until = None
    if play.frame.script == age.ROOM:
        age.remember(play, under_age=False)
    words = play.frame.answers.get("words")
    text = words.text if isinstance(words, Written) else ""
    if play.care is not None and text:
        quiet = (*play.care.quiet, fingerprint(text))[-MOST_QUIET:]
        play.care = msgspec.structs.replace(play.care, quiet=quiet, turn=None)


def _is_quiet(play: Play, text: str) -> bool:
    return play.care is not None and fingerprint(text) in play.care.quiet


def _asked_enough(play: Play) -> bool:
    return play.care is not None and play.care.times >= MOST_ASKED and play.facts.now - play.care.shown < AGAIN


def _note(play: Play) -> None:
    """Remember that a card is shown."""
    before = play.care
    recent = before is not None and play.facts.now - before.shown < AGAIN
    times = before.times + 1 if before is not None and recent else 1
    quiet = before.quiet if before else ()
    play.care = Care(play.facts.now + REMEMBERED, play.facts.now, times, quiet, play.before.turns)
