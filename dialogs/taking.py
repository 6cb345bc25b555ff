"""Taking an answer: it is remembered, listened to, and leads on."""

from __future__ import annotations

from dialogs import asking, care, entering, noticing, rehearsing, shelf
from dialogs.answering import of_choice
from dialogs.entering import enter
from dialogs.guidance import topics
from dialogs.play import Play
from dialogs.script import Choice, ListRecords, ListScripts, Rehearse, Step
from dialogs.session import Answer, Written
from dialogs.turn import Looked
from dialogs.understanding import hear


def take_choice(play: Play, step: Step, choice: Choice) -> None:
    """A choice was taken, by a tap or by its name."""
    script = play.top()[0]
    play.close(play.text(choice.label))
    if isinstance(step.question, ListRecords) and not step_owns(step, choice):
        shelf.open_one(play, choice.id)
    if step.save_as and not isinstance(step.question, ListScripts):
        play.replace(answers={**play.frame.answers, step.save_as: of_choice(play, step, choice)})
    play.say(choice.say)
    if choice.script:
        play.walked.append((script.id, step.id, f"choice_{choice.id}" if step_owns(step, choice) else "script"))
        play.stack.pop()
        play.begin(choice.script)
        enter(play)
    elif choice.do:
        play.walked.append((script.id, step.id, f"choice_{choice.id}"))
        _do(play, choice.do)
    elif step.listen:
        hear(play, step, of_choice(play, step, choice))
        enter(play)
    else:
        play.walk(f"choice_{choice.id}" if step_owns(step, choice) else "then")
        enter(play)


def step_owns(step: Step, choice: Choice) -> bool:
    """Whether the choice is written in the step, and not made when the question is shown."""
    return choice in getattr(step.question, "options", ())


def _do(play: Play, verb: str) -> None:
    """A choice's verb. `answer` leaves the words kept in slot `words` to be the answer of the script below."""
    if verb in ("answer", "dismiss"):
        if verb == "dismiss":
            care.dismiss(play)
        words = play.frame.answers.get("words")
        play.stack.pop()
        if play.stack:
            play.replace(waits=False)
            rehearsing.rejoin(play)
        play.pending = words.text if isinstance(words, Written) else ""
    elif not entering.leave_by(play, verb):
        step = play.top()[1]
        if step.then:
            play.walk("then")
            enter(play)
        else:
            play.stack.pop()
            _go_on_below(play)


def _go_on_below(play: Play) -> None:
    if play.stack and play.frame.waits:
        entering.offer_to_carry_on(play)
        enter(play)


def take_answer(play: Play, step: Step, answer: Answer) -> None:
    """An answer was given."""
    play.close()
    if step.save_as:
        play.replace(answers={**play.frame.answers, step.save_as: answer})
    if step.topic and step.then and isinstance(answer, Written) and topics.brought_up(play, answer.text):
        play.walk("then")
        play.replace(waits=True, after=play.frame.step)
        play.push("third_time")
    elif step.feedback:
        noticing.notice(play, step, answer)
    elif step.listen:
        hear(play, step, answer)
    else:
        play.walk("then")
    enter(play)


def take_records(play: Play, came: Looked) -> None:
    """The records that a step lists are there: they are shown, or the way for none is gone."""
    question = play.top()[1].question
    if isinstance(question, ListRecords) and question.none and not came.found and not play.frame.page:
        play.walk("none")
        enter(play)
    else:
        play.replace(shelf=came.found, more=came.more)
        asking.ask(play)


def take_reply(play: Play, step: Step, rehearse: Rehearse, reply: str) -> None:
    """A reply in a rehearsal was given; silence is a reply too."""
    play.close()
    _after(play, rehearsing.answer(play, step, rehearse, reply))


def take_control(play: Play, step: Step, rehearse: Rehearse, control: str) -> None:
    """A control of a rehearsal was pressed: say nothing, ask for a line, or leave the role-play."""
    if control == rehearsing.SILENT:
        take_reply(play, step, rehearse, "")
    elif control == rehearsing.FROZEN:
        rehearsing.give_line(play, rehearse)
        asking.ask(play)
    else:
        play.close()
        _after(play, rehearsing.pause(play, step, rehearse))


def _after(play: Play, ended: str | None) -> None:
    if ended is None:
        asking.ask(play)
        return
    play.say(play.top()[1].outcomes[ended].say)
    play.walk(f"hears_{ended}")
    enter(play)
