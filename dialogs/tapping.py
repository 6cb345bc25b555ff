"""What a tap means: a choice, a control, an offer, or a button whose moment has passed."""

from __future__ import annotations

from dialogs import asking, commands, entering, noticing, rehearsing, taking
from dialogs.answering import several
from dialogs.entering import enter
from dialogs.nudging import answers
from dialogs.play import Play
from dialogs.script import ListRecords, Pick, Rehearse, Scale, Step
from dialogs.session import Offered, Scaled
from dialogs.turn import Notice, Turn


def _nothing_changed(play: Play, phrase: str, **own: str) -> Turn:
    """Only a short word; the session stays as it is, to the last bit."""
    return Turn(play.before, (Notice(play.text(play.phrase(phrase), **own)),))


def chose(play: Play, token: str, choice: str) -> Turn | None:  # noqa: C901, PLR0911  one return a way
    """A button was pressed. A Turn is returned where nothing changes but a short word."""
    if choice == asking.HIDE:  # of an old question too: whoever taps it is in a hurry
        commands.hide(play)
        return None
    if play.nudges is not None and token == play.nudges.token:
        return None if answers.answer(play, choice) else _nothing_changed(play, "stale_button")
    if token != play.token:
        return _nothing_changed(play, "stale_button")
    if not play.stack:
        return _chose_offer(play, choice)
    if play.shut_away():
        play.close()
        enter(play)
        return None
    _, step = play.top()
    if isinstance(step.question, Rehearse):
        if choice not in rehearsing.CONTROLS:
            return _nothing_changed(play, "stale_button")
        play.remember(None)
        taking.take_control(play, step, step.question, choice)
        return None
    if choice == asking.WHY and step.why:
        return Turn(play.before, (Notice(play.text(step.why), alert=True),))
    if choice in (asking.MORE, asking.SKIP, asking.BACK, asking.DONE):
        if not any(button.id == choice for button in asking.buttons(play, step)):
            return _nothing_changed(play, "stale_button")
        play.remember(None)
        press(play, step, choice)
        return None
    return _chose_option(play, step, choice)


def _chose_offer(play: Play, choice: str) -> Turn | None:
    offered = next((one for one in play.offers if one.id == choice), None)
    if offered is None:
        return _nothing_changed(play, "stale_button")
    play.remember(None)
    take_offer(play, offered)
    return None


def take_offer(play: Play, offered: Offered) -> None:
    """Take what an ended script left to choose from."""
    play.close(offered.label)
    play.offers = ()
    if offered.script:
        play.begin(offered.script)
        enter(play)
    elif offered.do == "menu":
        play.push("menu")
        enter(play)
    elif offered.do:
        entering.leave_by(play, offered.do)
    else:
        play.say_phrase("goodbye")


def _chose_option(play: Play, step: Step, choice: str) -> Turn | None:
    if isinstance(step.question, Scale):
        if not (choice.isdecimal() and step.question.first <= int(choice) <= step.question.last):
            return _nothing_changed(play, "stale_button")
        play.remember(None)
        play.close(choice)
        taking.take_answer(play, step, Scaled(int(choice)))
        return None
    option = next((one for one in asking.options(play, step) if one.id == choice), None)
    if option is None:
        return _nothing_changed(play, "stale_button")
    if isinstance(step.question, Pick):
        return _toggle(play, step.question, choice)
    play.remember(None)
    taking.take_choice(play, step, option)
    return None


def _toggle(play: Play, pick: Pick, choice: str) -> Turn | None:
    """Pick or unpick one of a list; the question stays open and only its buttons change."""
    picked = play.frame.picked
    if choice in picked:
        picked = tuple(one for one in picked if one != choice)
    elif len(picked) < pick.at_most:
        picked = (*picked, choice)
    else:
        return _nothing_changed(play, "pick_some", least=str(pick.at_least), most=str(pick.at_most))
    play.replace(picked=picked)
    asking.redraw(play)
    return None


def press(play: Play, step: Step, control: str) -> None:
    """A control was pressed or typed: more, done, skip, back or why."""
    question = step.question
    if control == asking.MORE and isinstance(question, Pick):
        pages = -(-len(question.options) // question.page)
        play.replace(page=(play.frame.page + 1) % pages)
        play.history = play.before.history
        asking.redraw(play)
    elif control == asking.MORE and isinstance(question, ListRecords):
        play.close()
        play.replace(page=play.frame.page + 1 if play.frame.more else 0, shelf=None, more=False)
        asking.ask(play)
    elif control == asking.DONE and isinstance(question, Pick):
        chosen = tuple(one for one in question.options if one.id in play.frame.picked)
        answer = several(play, chosen)
        play.close(", ".join(one.label for one in answer.chosen))
        taking.take_answer(play, step, answer)
    elif control == asking.SKIP:
        play.close(play.text(play.phrase("skip")))
        play.walk("then" if noticing.tried(play, step) else "skip")
        enter(play)
    elif control == asking.BACK:
        play.history = play.before.history
        commands.back(play)
    elif control == asking.WHY:
        play.history = play.before.history
        play.say(step.why)
        asking.ask(play)
