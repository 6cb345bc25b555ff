"""The state machine of a script, on `transitions`; nothing else imports that library.

One machine a script, made once and shared by everyone: it holds no person's state, and no word of a script ever
becomes a callback (transitions would import a dotted one). The ways out of a step have names: `then`, `skip`,
`again`, `none`, `choice_<id>`, `hears_<outcome>`, `else_<outcome>`, `call`; one that ends or leaves the script has no
target.
"""

from __future__ import annotations

from collections.abc import Iterator

from transitions import Machine, MachineError

from dialogs.script import Choices, ListRecords, ListScripts, Script, Step

END = "end"


def exits(step: Step) -> Iterator[tuple[str, str]]:
    """Each way out of a step that stays in its script, with the step it leads to."""
    again = step.id if step.feedback else None
    none = step.question.none if isinstance(step.question, ListRecords) else None
    plain = {"then": step.then, "again": again, "none": none, "skip": skip_target(step)}
    yield from ((name, target) for name, target in plain.items() if target)
    for outcome in step.outcomes.values():
        target = outcome.then or step.then
        if target:
            yield (f"hears_{outcome.id}", target)
        if outcome.otherwise:
            yield (f"else_{outcome.id}", outcome.otherwise)
    if isinstance(step.question, Choices | ListScripts | ListRecords):
        for choice in step.question.options:
            target = choice.then or step.then
            if target and not (choice.script or choice.do):
                yield (f"choice_{choice.id}", target)


def skip_target(step: Step) -> str | None:
    """Where skipping this question leads, or None when it may not be skipped."""
    if step.question is None or not step.may_skip:
        return None
    return step.skip or step.then


_by_identity: dict[int, tuple[Script, Machine]] = {}


def machine_of(script: Script) -> Machine:
    """The script's machine, made the first time it is asked for."""
    known = _by_identity.get(id(script))
    if known is None or known[0] is not script:
        known = (script, _build(script))
        _by_identity[id(script)] = known
    return known[1]


def _build(script: Script) -> Machine:
    ways = [
        {"trigger": trigger, "source": step.id, "dest": target}
        for step in script.steps.values()
        for trigger, target in exits(step)
    ]
    return Machine(
        model=None,
        states=[*script.steps],
        transitions=ways,
        initial=script.start,
        auto_transitions=False,
        send_event=False,
    )


def move(script: Script, step: str, trigger: str) -> str:
    """The step that `trigger` leads to from `step`. Raises MachineError where the script has no such way."""
    found = machine_of(script).get_transitions(trigger, step)
    if not found or found[0].dest is None:
        raise MachineError(f"script {script.id}: no way {trigger} from {step}")
    return str(found[0].dest)
