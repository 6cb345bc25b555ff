"""What the buttons of a nudge do, within a turn; the scripts nudge and nudge_later do the rest."""

from __future__ import annotations

import msgspec

from dialogs import follow_ups
from dialogs.entering import enter, interrupt
from dialogs.nudging import sending
from dialogs.nudging.putting_off import A_MONTH, pause
from dialogs.nudging.wish import DAILY, OFF, SOME, THREE, chosen_days
from dialogs.play import Play
from dialogs.session import Answer, Nudged
from dialogs.turn import BroughtUp, Close

LATER_ROOM = "nudge_later"


def answer(play: Play, choice: str) -> bool:
    """Do what a nudge's button says; False when it has no such button."""
    been = play.nudges
    if been is None or choice not in _shown(play, been):
        return False
    if been.token is not None:
        play.effects.append(Close(been.token, play.text(play.phrase(f"nudge_{choice}"))))
    play.nudges = msgspec.structs.replace(been, token=None)
    _ANSWERS[choice](play)
    return True


def _shown(play: Play, been: Nudged) -> tuple[str, ...]:
    """The buttons that stand below it; none where its text is gone."""
    nudge = play.library.nudges_in(play.settings.locale).nudges.get(been.id)
    return sending.shown_under(nudge.kind, been.script) if nudge else ()


def named(play: Play, text: str) -> str | None:
    """The button of the nudge that a typed text names, while it can be tapped."""
    if play.nudges is None or play.nudges.token is None:
        return None
    return next(
        (one for one in _shown(play, play.nudges) if play.text(play.phrase(f"nudge_{one}")).lower() == text.lower()),
        None,
    )


def _now(play: Play) -> None:
    been = play.nudges
    if been is None or not been.script or play.library.script(play.settings.locale, been.script) is None:
        play.say_phrase("goodbye")
        return
    due = play.facts.due
    if due is not None and (due.ask.due, due.ask.script) == (been.due, been.script):
        play.effects.append(BroughtUp(due.ask))
        _open(play, been.script, answers=follow_ups.answers_of(due))
    else:
        _open(play, been.script)


def _open(play: Play, script: str, answers: dict[str, Answer] | None = None) -> None:
    play.remember(None)
    play.close()
    interrupt(play, script, answers=answers or {})
    enter(play)


def _later(play: Play) -> None:
    _open(play, LATER_ROOM)


def _not_today(play: Play) -> None:
    play.say_phrase("nudge_not_today_noted")


def _fewer(play: Play) -> None:
    """One step down: three days a week, then one, then the room where they can be turned off."""
    days = chosen_days(play.settings)
    if play.settings.nudges == DAILY:
        _some(play, THREE)
    elif play.settings.nudges == SOME and len(days) > 1:
        _some(play, days[:1])
    else:
        _open(play, "nudge")


def _some(play: Play, days: tuple[str, ...]) -> None:
    play.set_settings(msgspec.structs.replace(play.settings, nudges=SOME, nudge_days=" ".join(days)))
    play.say_phrase("nudge_fewer_noted", count=str(len(days)))


def _a_month(play: Play) -> None:
    pause(play, A_MONTH)
    play.say_phrase("nudge_month_noted")


def _off(play: Play) -> None:
    turn_off(play)


def turn_off(play: Play) -> None:
    """No more nudges, from now on."""
    play.set_settings(msgspec.structs.replace(play.settings, nudges=OFF))
    play.say_phrase("nudge_off_noted")


def _keep(play: Play) -> None:
    play.say_phrase("nudge_keep_noted")


_ANSWERS = {
    sending.NOW: _now, sending.LATER: _later, sending.NOT_TODAY: _not_today, sending.FEWER: _fewer,
    sending.A_MONTH: _a_month, sending.OFF: _off, sending.KEEP: _keep,
}  # fmt: skip
