"""A rehearsal inside a script: the partner's words marked as role-play, and what came of the run."""

from __future__ import annotations

import msgspec

from dialogs import ladder
from dialogs.bubbles import Line
from dialogs.guidance import signs
from dialogs.play import Play
from dialogs.rehearsal.debrief import Debrief
from dialogs.rehearsal.hearing import hear
from dialogs.rehearsal.partner import LADDER, Partner, Push, meet, react, rewind
from dialogs.rehearsal.persona import TACTICS, Persona
from dialogs.run_records import keep_run
from dialogs.script import Rehearse, Step
from dialogs.session import Chosen, Written
from dialogs.turn import Button

SILENT, FROZEN, PAUSE = "silent_", "froze_", "pause_"
CONTROLS = (FROZEN, SILENT, PAUSE)
PAUSED, LEFT = "paused", "left"
MOST_USED = 60  # lines: about those of the last three runs


def partner_of(play: Play, rehearse: Rehearse) -> Partner:
    """The run under way; a new one where there is none."""
    if play.frame.partner is None:
        found = _persona(play, _choice(play, rehearse.persona))
        seed = play.chance("rehearsal", play.before.turns)
        play.replace(partner=meet(found, _step_of(_choice(play, rehearse.ladder)), seed, play.used))
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


def _step_of(choice: str) -> int:
    rung = ladder.rung_of(choice)
    return rung if rung in LADDER else min(LADDER)


def line(play: Play, rehearse: Rehearse) -> Line:
    """What the partner says now, marked as role-play beyond mistake."""
    partner = partner_of(play, rehearse)
    name = _persona(play, partner.persona).name
    phrase = "role_play_next_day" if partner.pushes[-1].kind == "next_day" else "role_play"
    return play.line(play.phrase(phrase), persona=name, line=partner.pushes[-1].line)


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
    """Leave a role-play that is under way, in silence: what comes next matters more.

    The partner has not ended then, which is how `rejoin` knows that the person never meant to leave.
    """
    step = play.top()[1]
    if isinstance(step.question, Rehearse) and play.frame.partner is not None:
        _keep(play, step, step.question, play.frame.partner, PAUSED)
        play.walk(f"hears_{LEFT}")


def rejoin(play: Play) -> None:
    """Back to the role-play that was left for words of danger which were none."""
    partner = play.frame.partner
    steps = play.script(play.frame.script).steps.values()
    talk = next((step for step in steps if isinstance(step.question, Rehearse)), None)
    if partner is not None and not partner.ended and talk is not None:
        play.replace(step=talk.id)


def answer(play: Play, step: Step, rehearse: Rehearse, reply: str) -> str | None:
    """Take a reply; how the run ended, or None while it goes on."""
    partner = partner_of(play, rehearse)
    heard, _ = hear(reply, _limit(play, rehearse), play.settings.locale, play.settings.register)
    after = react(partner, _persona(play, partner.persona), heard, reply)
    play.replace(partner=after)
    if not after.ended:
        return None
    _keep(play, step, rehearse, after, after.ended)
    play.say_phrase("role_play_last", persona=_persona(play, after.persona).name, line=after.pushes[-1].line)
    return after.ended if Debrief(after).answered else LEFT


def _limit(play: Play, rehearse: Rehearse) -> str:
    limit = play.frame.answers.get(rehearse.limit)
    return limit.text if isinstance(limit, Written) else ""


def pause(play: Play, step: Step, rehearse: Rehearse) -> str:
    """The person leaves the role-play, which counts as looking after themselves."""
    partner = msgspec.structs.replace(partner_of(play, rehearse), ended=PAUSED)
    play.replace(partner=partner)
    _keep(play, step, rehearse, partner, PAUSED)
    return PAUSED if Debrief(partner).answered else LEFT


def give_line(play: Play, rehearse: Rehearse) -> None:
    """Offer words to somebody who froze: their own limit, said again in the way that is theirs."""
    register = play.settings.register
    kind = _tactic(partner_of(play, rehearse).pushes[-1]) if register == "direct" else register
    play.say_phrase(f"line_{kind}", limit=_limit(play, rehearse))


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


def _keep(play: Play, step: Step, rehearse: Rehearse, partner: Partner, how: str) -> None:
    """Keep the run and its turns; a whole run, with no turn taken twice, counts on the ladder."""
    keep_run(play, step, partner, _persona(play, partner.persona), _limit(play, rehearse), how)
    signs.note_run(play, Debrief(partner))
    if not partner.again:
        ladder.note(play, partner.ladder, partner.seed, passed=Debrief(partner).won)
    play.used = partner.used[-MOST_USED:]
