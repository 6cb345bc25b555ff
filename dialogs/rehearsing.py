"""A rehearsal inside a script: the partner's words marked as role-play, and what came of the run."""

from __future__ import annotations

from dialogs.play import Line, Play
from dialogs.rehearsal.debrief import Debrief
from dialogs.rehearsal.hearing import hear
from dialogs.rehearsal.partner import Partner, Push, meet, react, rewind
from dialogs.rehearsal.persona import TACTICS, Persona
from dialogs.script import Rehearse, Step
from dialogs.session import Answer, Chosen, Scaled, Written
from dialogs.turn import Button, Keep

SILENT, FROZEN, PAUSE = "silent_", "froze_", "pause_"
CONTROLS = (FROZEN, SILENT, PAUSE)
PAUSED = "paused"
RECORD = "rehearsal"
MOST_USED = 60  # lines: about those of the last three runs


def partner_of(play: Play, rehearse: Rehearse) -> Partner:
    """The run under way; a new one where there is none."""
    if play.frame.partner is None:
        persona, ladder = _choice(play, rehearse.persona), _choice(play, rehearse.ladder)
        found = _persona(play, persona)
        seed = play.chance("rehearsal", play.before.turns)
        play.replace(partner=meet(found, _step_of(ladder), seed, play.used))
    partner = play.frame.partner
    assert partner is not None  # noqa: S101  set just above
    return partner


def _choice(play: Play, slot: str) -> str:
    answer = play.frame.answers.get(slot)
    return answer.id if isinstance(answer, Chosen) else ""


def _persona(play: Play, persona_id: str) -> Persona:
    """That persona, or the first there is where it is gone."""
    found = play.library.persona(play.settings.locale, persona_id)
    return found or next(iter(play.library.personas[play.library.default].values()))


def _step_of(ladder: str) -> int:
    number = ladder.removeprefix("step_")
    return int(number) if number in ("2", "3", "4", "5") else 2


def line(play: Play, rehearse: Rehearse) -> Line:
    """What the partner says now, marked as role-play beyond mistake."""
    partner = partner_of(play, rehearse)
    name = _persona(play, partner.persona).name
    return play.line(play.phrase("role_play"), persona=name, line=partner.pushes[-1].line)


def buttons(play: Play) -> tuple[Button, ...]:
    """What can be done beside answering."""
    labels = {FROZEN: "froze", SILENT: "say_nothing", PAUSE: "pause"}
    return tuple(Button(one, play.text(play.phrase(labels[one])), "control") for one in CONTROLS)


def named_control(play: Play, text: str) -> str | None:
    """The control that a typed word names; `stop` is never an answer to the partner."""
    key = " ".join(text.lower().strip(" .!").split())
    if key in play.text(play.phrase("stop_words")).split(", "):
        return PAUSE
    return next((one.id for one in buttons(play) if key and one.label.lower().startswith(key) and len(key) > 4), None)


def leave(play: Play) -> None:
    """Leave a role-play that is under way, in silence: what comes next matters more."""
    step = play.top()[1]
    if isinstance(step.question, Rehearse) and play.frame.partner is not None:
        play.walk(f"hears_{pause(play, step, step.question)}")


def answer(play: Play, step: Step, rehearse: Rehearse, reply: str) -> str | None:
    """Take a reply; how the run ended, or None while it goes on."""
    partner = partner_of(play, rehearse)
    limit = play.frame.answers.get(rehearse.limit)
    heard, _ = hear(reply, limit.text if isinstance(limit, Written) else "", play.settings.locale)
    after = react(partner, _persona(play, partner.persona), heard, reply)
    play.replace(partner=after)
    if not after.ended:
        return None
    _keep(play, step, after, after.ended)
    play.say_phrase("role_play_last", persona=_persona(play, after.persona).name, line=after.pushes[-1].line)
    return after.ended


def pause(play: Play, step: Step, rehearse: Rehearse) -> str:
    """The person leaves the role-play, which counts as looking after themselves."""
    _keep(play, step, partner_of(play, rehearse), PAUSED)
    return PAUSED


def give_line(play: Play, rehearse: Rehearse) -> None:
    """Offer words to somebody who froze: their own limit, said again."""
    limit = play.frame.answers.get(rehearse.limit)
    tactic = _tactic(partner_of(play, rehearse).pushes[-1])
    play.say_phrase(f"line_{tactic}", limit=limit.text if isinstance(limit, Written) else "")


def _tactic(push: Push) -> str:
    return push.kind if push.kind in TACTICS else "any"


def again(play: Play) -> None:
    """Go back to just before the turning point, to answer it another way."""
    partner = play.frame.partner
    if partner is not None:
        play.replace(partner=rewind(partner, Debrief(partner).turning))


def afresh(play: Play) -> None:
    """Forget the run, so that the next one begins anew."""
    play.replace(partner=None)


def _keep(play: Play, step: Step, partner: Partner, how: str) -> None:
    """Keep the run: which partner, how far up, how it ended, both counts, and what was said."""
    debrief = Debrief(partner)
    persona = _persona(play, partner.persona)
    fields: dict[str, Answer] = {
        "persona": Chosen(persona.id, persona.name), "ladder": Scaled(partner.ladder), "ended": Written(how),
        "answered": Scaled(debrief.answered), "clear": Scaled(debrief.clear), "respectful": Scaled(debrief.respectful),
        "turns": Written(debrief.transcript()),
    }  # fmt: skip
    key = f"{play.before.seed:x}.{play.frame.run}.{step.id}.{play.before.turns}"
    play.kept.append(key)
    script = play.script(play.frame.script)
    play.effects.append(Keep(key, RECORD, script.id, script.version, fields))
    play.used = (*play.used, *(push.line for push in partner.pushes))[-MOST_USED:]
