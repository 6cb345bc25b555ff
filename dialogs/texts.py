"""What a person typed: an answer, words outside any dialog, or a correction of either."""

from __future__ import annotations

from datetime import timedelta

from dialogs import aftercare, asking, care, commands, follow_ups, noticing, pin, rehearsing, suggest, taking, tapping
from dialogs.answering import Refused, begun, named, typed
from dialogs.entering import enter
from dialogs.leaving import STAYING
from dialogs.markup import cut, units
from dialogs.nudging import answers
from dialogs.play import BEHIND_PIN, Play
from dialogs.script import Choice, Rehearse, Step
from dialogs.session import Snapshot, Written
from dialogs.words import Words

MOST_TEXT = 4096  # UTF-16 units, Telegram's own limit for one message
LONG_AGO = timedelta(days=1)


def said(play: Play, raw: str, source: str | None) -> None:
    """Free text came."""
    text = raw.strip()
    if not text or units(text) > MOST_TEXT:
        if care.met(play, cut(text, MOST_TEXT), source):
            return
        play.refused = source
        play.say_phrase("too_long" if text else "empty", most=str(MOST_TEXT))
        asking.ask_again(play)
        return
    if care.met(play, text, source) or (play.hidden is None and aftercare.meet_small_word(play, text)):
        return
    if text.lower() == asking.hide_button(play).label.lower():
        commands.hide(play)
        return
    if play.stack and play.shut_away():  # whoever writes this may not be who opened it: the words are let go
        play.close()
        enter(play)
        return
    play.remember(source)
    if not play.stack:
        _said_outside(play, text)
    elif _long_ago(play) and play.top()[0].kind == "dialog":
        play.replace(waits=True)
        play.push("welcome_back", answers={"words": Written(text)})
        enter(play)
    else:
        answer_typed(play, text)


def _long_ago(play: Play) -> bool:
    """Whether the question may be forgotten by now, has been cleared out of the chat, or waits behind the PIN."""
    last = play.before.last_turn
    cleared = timedelta(hours=play.settings.clear_after) or LONG_AGO
    locked = pin.HOLDS if play.locked() else LONG_AGO
    return last is not None and play.facts.now - last >= min(LONG_AGO, cleared, locked)


def _said_outside(play: Play, text: str) -> None:
    options = tuple(Choice(one.id, Words((suggest.escape(one.label),))) for one in play.offers)
    taken = named(options, play, text)
    nudge = answers.named(play, text)
    if nudge is not None and taken is None:
        answers.answer(play, nudge)
    elif taken is not None:
        tapping.take_offer(play, next(one for one in play.offers if one.id == taken.id))
    elif not play.settings.consent:
        play.push("welcome")
        enter(play)
    elif play.hidden is not None:  # whoever writes this may not be who hid it: the words are let go
        play.push("menu")
        enter(play)
    else:
        play.close()
        _hear_outside(play, text)
        enter(play)


def _hear_outside(play: Play, text: str) -> None:
    """Words outside any dialog; what is due comes before them, and they are heard right after it."""
    due = follow_ups.waiting(play)
    play.push("outside", answers={"words": Written(text)})
    if due is not None:
        play.replace(after=play.top()[0].start)
        follow_ups.bring_up(play, due)


def take_pending(play: Play, text: str) -> None:
    """Words that were held back are taken after all, as an answer or as words outside a dialog."""
    if play.stack:
        answer_typed(play, text)
    else:
        _said_outside(play, text)


def answer_typed(play: Play, text: str) -> None:
    """Take a typed text as the answer to the question on top."""
    script, step = play.top()
    if step.question is None:  # a script that changed no longer asks here: it goes on
        enter(play)
        return
    if isinstance(step.question, Rehearse):
        control = rehearsing.named_control(play, text)
        if control:
            taking.take_control(play, step, step.question, control)
        else:
            taking.take_reply(play, step, step.question, text)
        return
    wish = _control(play, step, text)
    if wish:
        tapping.press(play, step, wish)
        return
    found = typed(play, step, text)
    if isinstance(found, Choice):
        taking.take_choice(play, step, found)
    elif not isinstance(found, Refused):
        taking.take_answer(play, step, found)
    elif script.id in care.ROOMS:
        play.history = play.before.history
        aftercare.say_in_turn(play, "careful")
        asking.ask(play)
    elif noticing.under_way(play):
        _typed_at_what_was_noticed(play, step, text)
    elif script.kind == "system" and script.id not in STAYING and found.phrase == "not_a_choice":
        _leave_room(play, text)
    else:
        play.history = play.before.history
        play.say_phrase(found.phrase, **found.own)
        asking.ask(play)


def _typed_at_what_was_noticed(play: Play, step: Step, text: str) -> None:
    """Words in place of a button: the button that they begin with, or another try if they read like one, or neither."""
    option = begun(asking.options(play, step), play, text)
    if option is not None:
        taking.take_choice(play, step, option)
    elif noticing.reads_like_a_try(play, text):
        noticing.step_back(play)
        answer_typed(play, text)
    else:
        play.history = play.before.history
        play.say_phrase("not_a_choice")
        asking.ask(play)


def _leave_room(play: Play, text: str) -> None:
    """In the menu and its like, own words mean more than a button: they are heard as outside any dialog."""
    play.stack.pop()
    play.close()
    if play.stack:
        play.replace(waits=True)
    play.push("outside", answers={"words": Written(text)})
    enter(play)


def _control(play: Play, step: Step, text: str) -> str | None:
    """The control that a typed word names: `skip` typed is as good as tapped."""
    shown = {button.label.lower(): button.id for button in asking.controls(play, step)}
    return shown.get(text.lower())


def _is_shut_away(play: Play, last: Snapshot) -> bool:
    """Whether that answer was given where the PIN stands now."""
    return play.locked() and any(frame.script in BEHIND_PIN for frame in last.stack)


def corrected(play: Play, text: str, source: str) -> None:
    """An edited message stands in for the answer it was, while that is the last thing answered."""
    if play.before.refused == source:
        said(play, text, source)
        return
    last = play.before.history[-1] if play.before.history else None
    if last is None or last.source != source or _is_shut_away(play, last):
        if care.met(play, text.strip(), source):
            return
        play.say_phrase("edit_too_late")
        asking.ask_again(play)
        return
    commands.undo(play)
    text = text.strip()
    if care.met(play, text, source):
        return
    play.say_phrase("edit_taken")
    play.remember(source, last.stack)
    if not play.stack:
        _said_outside(play, text)
    else:
        answer_typed(play, text)
