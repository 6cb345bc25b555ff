"""The ways through a script: which step leads where, and the state diagram drawn from that as Mermaid text.

Pure values and text; drawing pictures is done elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from dialogs.script import OPENED, Choice, Choices, ListRecords, ListScripts, Rehearse, Script, Step
from dialogs.words import NOWHERE, Mark

LEAVING_VERBS = frozenset(("resume", "leave", "menu", "answer", "practise_record", "bring_back", "refuse", "turn_away"))
MOST_LABEL = 36
_RESERVED = frozenset(
    ("end", "state", "note", "direction", "class", "default", "style", "as", "root", "click", "fork", "join")
)
_TAG = re.compile(r"<[^>]*>")
_UNSAFE = re.compile(r"[^\w\s.,?!'’…·()+&/-]")


class Way(Struct, frozen=True):
    """One way out of a step.

    `target` is a step, or None where the way leaves the script; `leaves` says how: an ending, a script or a verb.
    A way with neither leads nowhere. `label` is what a person would see or what was heard;
    `mark` is where it is written.
    """

    source: str
    target: str | None
    label: str = ""
    leaves: str | None = None
    mark: Mark = NOWHERE


def ways(step: Step) -> Iterator[Way]:
    """Every way out of a step, in the order they are written."""
    if step.question is not None:
        yield from _ways_of_question(step)
    elif step.end or (step.do in LEAVING_VERBS and not step.call):
        yield Way(step.id, None, "", step.end or step.do, step.mark)
        yield from (_way_of_choice(step, choice, "offer") for choice in step.offer if choice.script or choice.do)
    else:
        yield Way(step.id, step.then, f"call {step.call}" if step.call else "", mark=step.marks.get("then", step.mark))


def _ways_of_question(step: Step) -> Iterator[Way]:
    options = step.question.options if isinstance(step.question, Choices | ListScripts | ListRecords) else ()
    for choice in options:
        if not step.listen or choice.script or choice.do:
            yield _way_of_choice(step, choice, "choices")
    if isinstance(step.question, ListScripts):
        yield Way(step.id, None, "", step.question.of, step.mark)
    elif isinstance(step.question, ListRecords):
        yield Way(step.id, step.then, "one is opened", mark=step.marks.get("then", step.mark))
        if step.question.of != (OPENED,):
            place = step.marks.get("list_records.none", step.marks.get("list_records", step.mark))
            yield Way(step.id, step.question.none, "there is none", mark=place)
    elif step.listen or isinstance(step.question, Rehearse):
        yield from _ways_of_outcomes(step)
    elif not isinstance(step.question, Choices):
        yield Way(step.id, step.then, mark=step.marks.get("then", step.mark))
    if step.feedback:
        yield Way(step.id, step.id, "try again", mark=step.marks.get("feedback", step.mark))
    if step.may_skip and (step.skip or step.then):
        yield Way(
            step.id, step.skip or step.then, "skip", mark=step.marks.get("skip", step.marks.get("then", step.mark))
        )


def _way_of_choice(step: Step, choice: Choice, word: str) -> Way:
    label = choice.label.variants[0]
    if choice.script or choice.do in LEAVING_VERBS or (choice.do and not step.then):
        return Way(step.id, None, label, choice.script or choice.do, choice.mark)
    place = step.marks.get(f"{word}.{choice.id}.then") or (
        step.marks.get("then") if step.then and not choice.then else None
    )
    return Way(step.id, choice.then or step.then, label, mark=place or choice.mark)


def _ways_of_outcomes(step: Step) -> Iterator[Way]:
    for outcome in step.outcomes.values():
        place = f"outcomes.{outcome.id}"
        then = step.marks.get(f"{place}.then") or (step.marks.get("then") if step.then else None) or outcome.mark
        yield Way(step.id, outcome.then or step.then, outcome.id, mark=then)
        if outcome.otherwise:
            yield Way(
                step.id, outcome.otherwise, f"{outcome.id}, again", mark=step.marks.get(f"{place}.else", outcome.mark)
            )


def drawn_ways(script: Script) -> list[Way]:
    """The ways as a diagram shows them: one a pair of steps, labels joined, a skip only where it leads elsewhere."""
    labels: dict[tuple[str, str | None, str | None], list[str]] = {}
    for step in script.steps.values():
        for way in ways(step):
            if way.label == "skip" and not step.skip:
                continue
            found = labels.setdefault((way.source, way.target, _leaving(way)), [])
            if way.label:
                found.append(plain(way.label))
    return [Way(source, target, _joined(found), leaves) for (source, target, leaves), found in labels.items()]


def _leaving(way: Way) -> str | None:
    return way.leaves if way.target is None else None


def _joined(labels: list[str]) -> str:
    unique = list(dict.fromkeys(labels))
    if len(unique) > 3:
        unique = [*unique[:2], f"{len(unique) - 2} more"]
    return " / ".join(unique)


def plain(text: str, most: int = MOST_LABEL) -> str:
    """A line without tags, on one line, cut to `most` characters: fit for a label."""
    short = " ".join(_TAG.sub("", text).split())
    return short if len(short) <= most else short[: most - 1].rstrip() + "…"


def mermaid(script: Script) -> str:
    """The script's state diagram as Mermaid text. Ids and labels are made safe: a script can't write Mermaid."""
    lines = ["stateDiagram-v2", f"    %% {_safe(script.title)}"]
    lines += [f'    state "{_safe(_title(step))}" as {_id(step.id)}' for step in script.steps.values()]
    lines += [f"    [*] --> {_id(script.start)}"]
    for way in drawn_ways(script):
        label = _safe(" ".join(part for part in (way.label, f"({way.leaves})" if way.leaves else "") if part))
        lines.append(
            f"    {_id(way.source)} --> {_id(way.target) if way.target else '[*]'}{': ' + label if label else ''}"
        )
    return "\n".join(lines) + "\n"


def _title(step: Step) -> str:
    words = step.ask or step.say
    return f"{step.id} · {plain(words.variants[0])}" if words else step.id


def _id(step_id: str) -> str:
    safe = re.sub(r"\W", "_", step_id, flags=re.ASCII)
    return f"{safe}_" if safe in _RESERVED else safe


def _safe(text: str) -> str:
    return " ".join(_UNSAFE.sub(" ", text).split())
