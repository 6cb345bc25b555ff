"""What is kept of a rehearsal: the run, and each of its turns with how the reply was read. Encrypted with the rest."""

from __future__ import annotations

from dialogs.feedback import Reading
from dialogs.play import Play
from dialogs.rehearsal.debrief import Debrief
from dialogs.rehearsal.hearing import hear
from dialogs.rehearsal.partner import Heard, Partner, Push
from dialogs.rehearsal.persona import Persona
from dialogs.script import Step
from dialogs.session import Answer, Chosen, Scaled, Written
from dialogs.turn import Keep

RUN, TURN = "rehearsal", "rehearsal_turn"


def keep_run(play: Play, step: Step, partner: Partner, persona: Persona, limit: str, how: str) -> None:
    """Keep which partner, how far up, with which seed, how it ended and both counts; and a record for each turn."""
    debrief = Debrief(partner)
    fields: dict[str, Answer] = {
        "persona": Chosen(persona.id, persona.name), "ladder": Scaled(partner.ladder), "seed": Scaled(partner.seed),
        "limit": Written(limit), "ended": Written(how), "kept": Scaled(int(debrief.won)),
        "answered": Scaled(debrief.answered), "clear": Scaled(debrief.clear), "respectful": Scaled(debrief.respectful),
    }  # fmt: skip
    key = f"{play.before.seed:x}.{play.frame.run}.{step.id}.{play.before.turns}"
    _keep(play, key, RUN, fields)
    for number, push in enumerate(partner.pushes, 1):
        _keep(play, f"{key}.{number}", TURN, {"run": Written(key), "turn": Scaled(number), **_turn(play, push, limit)})


def _turn(play: Play, push: Push, limit: str) -> dict[str, Answer]:
    """What the partner did; and where it was answered, the reply, how it came across and what was read in it."""
    told = {"tactic": " ".join(one for one in (push.kind, push.also) if one), "level": push.level, "push": push.line}
    if push.heard is not None:
        _, reading = hear(push.reply, limit, play.settings.locale, play.settings.register)
        told |= {"reply": push.reply, "came_across": _across(push.heard), "read": _read(reading)}
    return {name: Written(text) for name, text in told.items() if text}


def _across(heard: Heard) -> str:
    return " ".join(name for name in Heard.__struct_fields__ if getattr(heard, name))


def _read(reading: Reading) -> str:
    return "; ".join(f"{finding.label}: {finding.text}" for finding in reading.findings)


def _keep(play: Play, key: str, kind: str, fields: dict[str, Answer]) -> None:
    script = play.script(play.frame.script)
    play.kept.append(key)
    play.effects.append(Keep(key, kind, script.id, script.version, fields))
