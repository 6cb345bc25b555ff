"""Words that a script may use after a rehearsal: what it came to, and one thing to try. What is not there is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.rehearsal.debrief import Debrief
from dialogs.rehearsal.persona import TACTICS
from dialogs.script import Rehearse
from dialogs.session import Chosen

if TYPE_CHECKING:
    from dialogs.play import Play

AIMS = ("result", "relationship", "self_respect")
OWN_TIP = (*TACTICS, "exploit", "last_push", "next_day")  # what the partner did that has a counter-skill of its own
RUN_WORDS = frozenset((
    "answered", "clear_count", "respect_count", "turning_head", "turning_push", "turning_reply", "best_reply",
    "first_tip", "counter_skill",
))  # fmt: skip


def run_word(play: Play, name: str) -> str:
    """What `{name}` stands for after the rehearsal on top; empty where it stands for nothing."""
    partner = play.stack[-1].partner if play.stack else None
    if partner is None:
        return ""
    debrief = Debrief(partner)
    if name == "first_tip":
        return _first_tip(play, debrief)
    if name == "turning_head":
        return play.text(play.phrase(f"turning_{debrief.turned}"))
    if name == "counter_skill":
        return play.text(play.phrase(f"tip_{_counter(debrief)}"))
    words = {
        "answered": str(debrief.answered), "clear_count": str(debrief.clear), "respect_count": str(debrief.respectful),
        "turning_push": debrief.turning_push.line, "turning_reply": debrief.turning_push.reply,
        "best_reply": debrief.best_reply(),
    }  # fmt: skip
    return words[name]


def _first_tip(play: Play, debrief: Debrief) -> str:
    """The tip for what matters most to the person; it is the one shown first."""
    question = rehearsal_of(play)
    answer = play.frame.answers.get(question.aim) if question else None
    aim = answer.id if isinstance(answer, Chosen) else ""
    kept = "_kept" if debrief.turned == "kept" else ""
    return play.text(play.phrase(f"tip_{aim}{kept}")) if aim in AIMS else ""


def _counter(debrief: Debrief) -> str:
    """The counter-skill for the push at the turning point; after a harsh reply, the way back from that."""
    kind = debrief.turning_push.kind
    if debrief.turned == "harsh":
        return "harsh"
    if kind in ("hurt", "escalate"):
        return "hurt"
    return kind if kind in OWN_TIP else "any"


def rehearsal_of(play: Play) -> Rehearse | None:
    """The rehearsal in the script on top, if it has one."""
    steps = play.script(play.frame.script).steps.values()
    return next((step.question for step in steps if isinstance(step.question, Rehearse)), None)
