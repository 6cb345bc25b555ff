"""Entering steps until something is asked or nothing is left: what a script does on its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec

from dialogs import asking, gate, hiding, markup, pin, places, rehearsing
from dialogs.filling import as_value
from dialogs.play import CARRY_ON, Play
from dialogs.script import Script, Step
from dialogs.session import Frame
from dialogs.turn import AskAgain, Do, Ended, Keep, Settings

MOST_STEPS = 60
MOST_WAITING = 3
SPEAKS_AFTER = frozenset(("erase", "hide"))  # these clear what was said, so their words come after them
_IN_SILENCE: dict[str, Callable[[Play], None]] = {
    **gate.VERBS, "again": rehearsing.again, "afresh": rehearsing.afresh, "unlock": pin.unlock,
}  # fmt: skip
_FIELDS = frozenset(Settings.__struct_fields__) - {"extra", "consent", "adult"}


class Endless(RuntimeError):  # noqa: N818  says what the script is
    """A script went round and round without asking anything; `check` finds these before anyone meets them."""


def enter(play: Play) -> None:
    """Play on from the step on top until a question is open or no script is left."""
    for _ in range(MOST_STEPS):
        if not play.stack:
            return
        script, step = play.top()
        _take_effect(play, script, step)
        play.say(step.say)
        if step.do and leave_by(play, step.do):
            return
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
    frame = play.frame
    if step.record:
        fields = {name: frame.answers[name] for name in step.record.slots if name in frame.answers}
        key = f"{play.before.seed:x}.{frame.run}.{step.id}"
        play.kept.append(key)
        play.effects.append(Keep(key, step.record.kind, script.id, script.version, fields))
    if step.set:
        play.set_settings(_settings(play, step))
    if step.follow_up:
        due = play.facts.now + timedelta(days=step.follow_up.days)
        play.effects.append(AskAgain(due, step.follow_up.script))


def _settings(play: Play, step: Step) -> Settings:
    """The person's settings with what the step sets; a timezone that is none stays as it was."""
    answers = play.frame.answers
    settings = play.settings
    for name, template in step.set.items():
        value = markup.fill(template, lambda slot: as_value(answers[slot]) if slot in answers else "")[0].strip()
        if name in ("consent", "clear_after"):
            settings = msgspec.structs.replace(settings, **{name: int(value) if value.isdigit() else 0})
        elif name in ("adult", "discreet"):
            settings = msgspec.structs.replace(settings, **{name: value == "yes"})
        elif name == "timezone":
            settings = msgspec.structs.replace(settings, timezone=places.find_zone(value) or settings.timezone)
        elif name == "pin" and value == "off":
            settings = msgspec.structs.replace(settings, pin="")
        elif name in _FIELDS:
            settings = msgspec.structs.replace(settings, **{name: value})
        else:
            settings = msgspec.structs.replace(settings, extra={**settings.extra, name: value})
    return settings


def leave_by(play: Play, verb: str) -> bool:
    """Do what a verb says; true when the turn is done with it."""
    if verb == "resume":
        _drop_to_waiting(play)
        if play.stack:
            asking.ask(play)
        else:
            play.say_phrase("goodbye")
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
    if verb in _IN_SILENCE:
        _IN_SILENCE[verb](play)
        return False
    if verb in SPEAKS_AFTER:
        del play.stack[:-1]  # nothing waits any more behind what is cleared
    else:
        play.flush()
    play.effects.append(Do(verb))
    return False


def _drop_to_waiting(play: Play) -> None:
    """Take the script on top away; the one that waited below goes on."""
    play.stack.pop()
    if play.stack:
        play.replace(waits=False)


def finish(play: Play, script: Script, step: Step) -> bool:
    """End the script on top; true when the turn is done, false when a script below goes on by itself."""
    ended = play.stack[-1]
    key = f"{play.before.seed:x}.{ended.run}"
    play.kept.append(key)
    play.effects.append(Ended(key, script.id, script.version, step.end or "completed"))
    play.walked.append((script.id, step.id, "end"))
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
    play.walked.append((below.script, below.step, "then"))
    play.replace(step=below.after, after=None)
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


def interrupt(play: Play, script_id: str, **fields: object) -> None:
    """Put a script on top of whatever is under way, which then waits to be carried on."""
    hiding.leave_rooms(play)
    if play.stack:
        play.replace(waits=True)
    waiting = [place for place, frame in enumerate(play.stack) if frame.waits]
    if len(waiting) > MOST_WAITING:
        del play.stack[: waiting[-MOST_WAITING]]
    play.push(script_id, **fields)
