"""Showing a question: its words, its buttons, and what a typed answer to it may look like."""

from __future__ import annotations

from functools import lru_cache

from dialogs import machine, rehearsing, shelf, suggest
from dialogs.bubbles import Line, moved
from dialogs.markup import fill
from dialogs.play import Play
from dialogs.script import OPENED, Choice, Choices, ListRecords, ListScripts, Pick, Rehearse, Scale, Step, When
from dialogs.session import Offered
from dialogs.turn import Button, Redraw

FEWEST_COUNTED = 3
SKIP, BACK, WHY, MORE, DONE, HIDE = "skip_", "back_", "why_", "more_", "done_", "hide_"


def ask(play: Play) -> None:
    """Ask the question of the step on top."""
    _, step = play.top()
    if isinstance(step.question, ListRecords) and play.frame.shelf is None and step.question.of != (OPENED,):
        shelf.look(play, step.question)  # it is asked once the records are there
        return
    play.ask(_line(play, step), buttons(play, step))


def ask_again(play: Play) -> None:
    """Ask the open question once more, if there is one."""
    if play.stack:
        ask(play)


def _line(play: Play, step: Step) -> Line | None:
    if isinstance(step.question, Rehearse):
        if play.frame.partner is None and step.ask:
            play.say(step.ask)
        return rehearsing.line(play, step.question)
    if step.ask is None:
        return None
    asked = play.line(step.ask)
    place = _place(play)
    return asked if place is None else (f"{place[0]}\n{asked[0]}", (*place[1], *moved(asked[1], len(place[0]) + 1)))


def _place(play: Play) -> Line | None:
    """Which question of how many this is, in a dialog of at least three."""
    script, step = play.top()
    left = script.left.get(step.id) if script.kind == "dialog" else None
    number = play.frame.asked + 1
    if left is None or play.frame.asked + left < FEWEST_COUNTED:
        return None
    return play.line(play.phrase("place"), number=str(number), total=str(play.frame.asked + left))


def redraw(play: Play) -> None:
    """Show the same question with its buttons as they are now."""
    _, step = play.top()
    if play.token is not None:
        play.effects.append(Redraw(play.token, buttons(play, step)))


def buttons(play: Play, step: Step) -> tuple[Button, ...]:
    """All buttons of a step's question, the controls last, and the one that every question has."""
    return (*_own(play, step), hide_button(play))


def hide_button(play: Play) -> Button:
    """The way to a harmless screen, in one tap."""
    return _hide(play.phrase("hide").variants[0])


@lru_cache(maxsize=64)
def _hide(words: str) -> Button:
    return Button(HIDE, fill(words, {})[0], "hide")


def _own(play: Play, step: Step) -> tuple[Button, ...]:
    question = step.question
    if isinstance(question, Scale):
        return (*_scale(play, question), *controls(play, step))
    if isinstance(question, Rehearse):
        return rehearsing.buttons(play)
    if isinstance(question, Pick):
        return (*_pick(play, question), *controls(play, step))
    return (*(Button(option.id, play.text(option.label)) for option in options(play, step)), *controls(play, step))


def options(play: Play, step: Step) -> tuple[Choice, ...]:
    """The choices of a step's question as they stand now."""
    match step.question:
        case Choices(options=found):
            return tuple(one for one in found if not one.needs or play.filled(one.needs))
        case Pick(options=found):
            return found
        case ListScripts(of=of, options=more):
            return (*suggest.listed(play, of), *more)
        case ListRecords() as records:
            return (*shelf.options(play, records), *records.options)
        case When(precision=precision):
            return suggest.days(play, precision)
        case _:
            return ()


def _scale(play: Play, scale: Scale) -> list[Button]:
    ends = {scale.first: scale.low, scale.last: scale.high}
    return [
        Button(str(number), f"{number} · {play.text(end)}" if (end := ends.get(number)) else str(number), "scale")
        for number in range(scale.first, scale.last + 1)
    ]


def _pick(play: Play, pick: Pick) -> list[Button]:
    first = play.frame.page * pick.page
    shown = pick.options[first : first + pick.page]
    found = [Button(one.id, play.text(one.label), on=one.id in play.frame.picked) for one in shown]
    if len(pick.options) > pick.page:
        found.append(Button(MORE, play.text(play.phrase("more")), "control"))
    if len(play.frame.picked) >= pick.at_least:
        found.append(Button(DONE, play.text(play.phrase("done")), "control"))
    return found


def controls(play: Play, step: Step) -> tuple[Button, ...]:
    """The small buttons under a question: skip, back, why."""
    found = []
    if play.frame.more or (isinstance(step.question, ListRecords) and play.frame.page):
        found.append(Button(MORE, play.text(play.phrase("more")), "control"))
    if machine.skip_target(step):
        found.append(Button(SKIP, play.text(play.phrase("skip")), "control"))
    if _can_go_back(play):
        found.append(Button(BACK, play.text(play.phrase("back")), "control"))
    if step.why:
        found.append(Button(WHY, play.text(play.phrase("why")), "control"))
    return tuple(found)


def _can_go_back(play: Play) -> bool:
    """Back is offered inside a script, once it has been answered at least once."""
    run = play.frame.run
    return any(snapshot.stack and snapshot.stack[-1].run == run for snapshot in play.history)


def offer(play: Play, step: Step) -> None:
    """Say goodbye to an ended script with the buttons it leaves."""
    play.offers = tuple(Offered(one.id, play.text(one.label), one.script, one.do) for one in step.offer)
    shown = tuple(Button(one.id, one.label) for one in play.offers)
    line = play.lines.pop() if play.lines else None
    if line is None:
        play.offers = ()
        return
    play.ask(line, (*shown, hide_button(play)))
