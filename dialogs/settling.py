"""Scripts that changed under a live session: where each frame goes on with the scripts of today."""

from __future__ import annotations

import msgspec

from dialogs.play import Play
from dialogs.script import Script, Slot
from dialogs.session import Answer, Chosen, Frame, Moment, Scaled, Several, Written

_TYPES: dict[str, type[Answer]] = {"text": Written, "scale": Scaled, "choice": Chosen, "pick": Several, "when": Moment}


def settle(play: Play) -> bool:
    """Bring every frame to today's scripts; true when the open question is no longer the one that was asked.

    A step that still exists goes on, one in the script's `renamed` map goes on there, any other script begins again
    with the answers that still have a place; a script that is gone is left out.
    """
    before = play.stack
    settled = [frame for frame in (_frame(play, frame) for frame in before) if frame is not None]
    play.stack = settled
    restarted = bool(before) and (not settled or settled[-1].step != _expected(play, before[-1]))
    if restarted:
        play.say_phrase("script_changed")
        play.close()
        _wake(play)
    return _stand_before_gate(play) or (restarted and bool(settled))


def _stand_before_gate(play: Play) -> bool:
    """Whether the gate was put before the script on top: it began to confront while somebody was in it.

    Whoever passed the gate has it in the session when, and nobody is left in such a script once the gate was closed.
    """
    script = play.top()[0] if play.stack else None
    if script is None or play.gate_until is not None or script.kind == "system" or not script.confronts:
        return False
    play.close()
    play.put_gate()
    return True


def _wake(play: Play) -> None:
    """What waited below a script that is gone goes on by itself."""
    if play.stack:
        play.replace(step=play.frame.after or play.frame.step, after=None, waits=False)


def _expected(play: Play, frame: Frame) -> str:
    script = play.library.script(play.settings.locale, frame.script)
    return script.renamed.get(frame.step, frame.step) if script else frame.step


def _frame(play: Play, frame: Frame) -> Frame | None:
    script = play.library.script(play.settings.locale, frame.script)
    if script is None:
        return None
    if frame.step in script.steps and (frame.after is None or frame.after in script.steps):
        return frame
    renamed = script.renamed.get(frame.step)
    if renamed in script.steps:
        return msgspec.structs.replace(frame, step=renamed, version=script.version)
    return _again(script, frame)


def _again(script: Script, frame: Frame) -> Frame:
    answers = {name: one for name, one in frame.answers.items() if _fits(script.slots.get(name), one)}
    return Frame(script.id, script.version, script.start, run=frame.run, answers=answers, waits=frame.waits)


def _fits(slot: Slot | None, answer: Answer) -> bool:
    return slot is not None and isinstance(answer, _TYPES[slot.type])
