"""Entering steps until something is asked or nothing is left: what a script does on its own."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from dialogs import (
    asking,
    follow_ups,
    gate,
    hiding,
    ladder,
    markup,
    noticing,
    own_plan,
    pin,
    places,
    rehearsing,
    run_words,
    shelf,
)
from dialogs.filling import as_value
from dialogs.guidance import practised, signs
from dialogs.leaving import leave_rooms
from dialogs.load_language import REGISTERS
from dialogs.nudging import putting_off
from dialogs.play import CARRY_ON, Play
from dialogs.script import Script, Step
from dialogs.session import Answer, Frame, Written
from dialogs.turn import Do, Ended, Keep, Settings, ShowPicture

MOST_STEPS = 60
MOST_WAITING = 3
SPEAKS_AFTER = frozenset(("erase", "hide"))  # these clear what was said, so their words come after them
ONLY_ONE = frozenset((own_plan.KIND,))  # a new one replaces the last, which /back can't bring again
_NUMBERS = frozenset(("consent", "clear_after"))
_FLAGS = frozenset(("adult", "under_age", "discreet"))
_FIELDS = frozenset(Settings.__struct_fields__) - {"extra", "register", *_NUMBERS, *_FLAGS}
_OWN_VERBS: dict[str, Callable[[Play], None]] = {
    **gate.VERBS, **shelf.VERBS, **own_plan.VERBS, **putting_off.VERBS, "try_again": noticing.try_again,
    "again": rehearsing.again, "afresh": rehearsing.afresh, "passed": ladder.passed, "unlock": pin.unlock,
}  # fmt: skip


class Endless(RuntimeError):  # noqa: N818  says what the script is
    """A script went round and round without asking anything; `check` finds these before anyone meets them."""


def enter(play: Play) -> None:
    """Play on from the step on top until a question is open or no script is left."""
    for _ in range(MOST_STEPS):
        if not play.stack:
            return
        script, step = play.top()
        _take_effect(play, script, step)
        if not noticing.tried(play, step):
            play.say(step.say)
        if step.do and leave_by(play, step.do):
            return
        if step.picture:
            play.flush()
            play.effects.append(ShowPicture(step.picture))
        if step.call:
            play.walked.append((script.id, step.id, "call"))
            play.replace(after=step.then)
            play.push(step.call)
        elif step.question is not None:
            asking.ask(play)
            return
        elif step.end:
            if finish(play, script, step):
                return
        else:
            play.walk("then")
    raise Endless(f"script {play.frame.script}: no question in {MOST_STEPS} steps")


def _take_effect(play: Play, script: Script, step: Step) -> None:
    key = _key(play, step.record.kind, step.id) if step.record else None
    if step.record and key:
        fields = {name: found for name in step.record.slots if (found := _field(play, name)) is not None}
        if key not in ONLY_ONE:
            play.kept.append(key)
        play.effects.append(Keep(key, step.record.kind, script.id, script.version, fields))
        signs.note_check_in(play, step.record.kind, fields)
        if step.record.kind == own_plan.KIND:
            own_plan.remember(play, kept=True)
    if step.set:
        play.set_settings(_settings(play, step))
    if step.follow_up:
        follow_ups.ask_again(play, step.follow_up, key)


def _key(play: Play, kind: str, step_id: str) -> str:
    """The key of a record: the run and the step it was made in, or the kind where only one of it is kept."""
    return kind if kind in ONLY_ONE else f"{play.before.seed:x}.{play.frame.run}.{step_id}"


def _field(play: Play, name: str) -> Answer | None:
    """What goes into a record under that name: an answer, or what a rehearsal came to."""
    if name in play.frame.answers:
        return play.frame.answers[name]
    found = run_words.run_word(play, name) if name in run_words.RUN_WORDS else ""
    return Written(found) if found else None


def _settings(play: Play, step: Step) -> Settings:
    """The person's settings with what the step sets; a timezone or register that is none stays as it was."""
    answers = play.frame.answers
    settings = play.settings
    for name, template in step.set.items():
        value = markup.fill(template, lambda slot: as_value(answers[slot]) if slot in answers else "")[0].strip()
        if name in _NUMBERS:
            settings = msgspec.structs.replace(settings, **{name: int(value) if value.isdigit() else 0})
        elif name in _FLAGS:
            settings = msgspec.structs.replace(settings, **{name: value == "yes"})
        elif name == "timezone":
            settings = msgspec.structs.replace(settings, timezone=places.find_zone(value) or settings.timezone)
        elif name == "register":
            settings = msgspec.structs.replace(settings, register=value if value in REGISTERS else settings.register)
        elif name == "pin" and value == "off":
            settings = msgspec.structs.replace(settings, pin="")
        elif name in _FIELDS:
            settings = msgspec.structs.replace(settings, **{name: value})
        else:
            settings = msgspec.structs.replace(settings, extra={**settings.extra, name: value})
    return settings


def leave_by(play: Play, verb: str) -> bool:  # noqa: PLR0911  one return a verb
    """Do what a verb says; true when the turn is done with it."""
    if verb == "resume":
        _resume(play)
        return True
    if verb == "leave":
        play.stack.clear()
        return True
    if verb == "menu":
        play.stack.pop()
        play.push("menu")
        enter(play)
        return True
    if verb in hiding.VERBS:
        moved = hiding.VERBS[verb](play)
        if moved:
            enter(play)
        return moved
    if verb in _OWN_VERBS:
        _OWN_VERBS[verb](play)
        return False
    if verb == "practise_record":
        _practise(play)
        return True
    if verb in SPEAKS_AFTER:
        del play.stack[:-1]  # nothing waits any more behind what is cleared
    else:
        play.flush()
    play.effects.append(Do(verb))
    return False


def _resume(play: Play) -> None:
    """The script that waits below goes on: with its question, or with the step it was about to enter."""
    _drop_to_waiting(play)
    if not play.stack:
        play.say_phrase("goodbye")
    elif play.frame.after:
        play.replace(step=play.frame.after, after=None)
        enter(play)
    else:
        asking.ask(play)


def _practise(play: Play) -> None:
    """Begin the script that made the opened record once more, or the menu where that script is gone."""
    opened = play.frame.opened
    known = play.library.script(play.settings.locale, opened.script) if opened else None
    play.stack.pop()
    play.begin(known.id if known and known.kind == "dialog" else "menu")
    enter(play)


def _drop_to_waiting(play: Play) -> None:
    """Take the script on top away; the one that waited below goes on."""
    play.stack.pop()
    gate.let_go(play)
    if play.stack:
        play.replace(waits=False)


def finish(play: Play, script: Script, step: Step) -> bool:
    """End the script on top; true when the turn is done, false when a script below goes on by itself."""
    ended = play.stack[-1]
    key = f"{play.before.seed:x}.{ended.run}"
    play.kept.append(key)
    play.effects.append(Ended(key, script.id, script.version, step.end or "completed"))
    play.walked.append((script.id, step.id, "end"))
    if step.end == "completed":
        practised.finished(play, script)
    gate.let_go(play, above=1)
    below = play.stack[-2] if len(play.stack) > 1 else None
    if below is None and step.offer:
        asking.offer(play, step)
    play.stack.pop()
    _forget_sensitive(play, script, ended)
    if below is None:
        return True
    if script.id == "welcome" and not play.settings.consent:
        play.stack.clear()
        return True
    if below.waits:
        offer_to_carry_on(play)
        return False
    if below.after is None:
        return True
    if below.after != below.step:
        play.walked.append((below.script, below.step, "then"))
    went_on = below.after != below.step and play.top()[1].question is not None
    play.replace(step=below.after, after=None, asked=below.asked + went_on)
    return False


def offer_to_carry_on(play: Play) -> None:
    """Ask whether to carry on with what waits; behind a PIN, by the menu that does not say what it is."""
    play.push("plain_menu" if play.locked() else CARRY_ON)


def _forget_sensitive(play: Play, script: Script, ended: Frame) -> None:
    """Answers that are not to be kept leave the history too, once their script has ended."""
    secret = {name for name, slot in script.slots.items() if slot.sensitive}
    if not secret:
        return
    play.history = tuple(
        msgspec.structs.replace(snapshot, stack=tuple(_without(frame, secret, ended.run) for frame in snapshot.stack))
        for snapshot in play.history
    )


def _without(frame: Frame, secret: set[str], run: int) -> Frame:
    if frame.run != run:
        return frame
    return msgspec.structs.replace(
        frame, answers={name: one for name, one in frame.answers.items() if name not in secret}
    )


def interrupt(play: Play, script_id: str, *, keeping: bool = False, helper: bool = False, **fields: object) -> None:
    """Put a script on top of whatever is under way, which then waits to be carried on.

    The bot's own rooms do not wait, unless `keeping`: then what was just written in one is to find its way back.
    """
    if not keeping:
        leave_rooms(play)
    gate.let_go(play)
    if play.stack:
        play.replace(waits=True)
    waiting = [place for place, frame in enumerate(play.stack) if frame.waits]
    if len(waiting) > MOST_WAITING:
        del play.stack[: _first_of(play.stack, waiting[-MOST_WAITING])]
    play.begin(script_id, helper=helper, **fields)


def _first_of(stack: list[Frame], place: int) -> int:
    """Where the scripts begin that called the one at `place`, or stand behind it as behind the gate."""
    while place and stack[place - 1].after is not None and not stack[place - 1].waits:
        place -= 1
    return place
