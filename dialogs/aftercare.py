"""The turns just after a card of help: small words get care there, and are no answer to an exercise."""

from __future__ import annotations

from dialogs import asking
from dialogs.answering import named
from dialogs.care import ROOMS, spoken
from dialogs.play import Play
from dialogs.words import Words

CAREFUL_TURNS = 2


def meet_small_word(play: Play, text: str) -> bool:
    """Whether a small word ("ok", "am I okay") just after words of danger was met with care, and not as an answer."""
    care = play.care
    if care is None or care.turn is None or play.before.turns - care.turn > CAREFUL_TURNS:
        return False
    if not _is_small(play, text) or _answers(play, text):
        return False
    play.close()
    say_in_turn(play, "careful_after")
    asking.ask_again(play)
    return True


def say_in_turn(play: Play, phrase_id: str) -> None:
    """Say a line of ours in another wording than in the turn before."""
    variants = play.phrase(phrase_id).variants
    play.say(Words((variants[play.before.turns % len(variants)],)))


def _answers(play: Play, text: str) -> bool:
    """Whether it names one of the buttons, or a card is open, which has words of its own for it."""
    return bool(play.stack) and (
        play.frame.script in ROOMS or named(asking.options(play, play.top()[1]), play, text) is not None
    )


def _is_small(play: Play, text: str) -> bool:
    return " ".join(spoken(text)) in play.text(play.phrase("small_words")).split(", ")
