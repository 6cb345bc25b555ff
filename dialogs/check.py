"""Everything that is wrong with a library, at once: what `tandem check` prints.

`load` says whether files can be read; this says whether what they hold makes sense.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from dialogs.check_advice import check_advice
from dialogs.check_calls import check_calls
from dialogs.check_flow import check_flow
from dialogs.check_gate import check_gate
from dialogs.check_guide import check_guide
from dialogs.check_help import check_help
from dialogs.check_limits import check_limits, measure
from dialogs.check_live import Affected, affected
from dialogs.check_markup import check_markup
from dialogs.check_names import check_kinds, check_names, check_rooms
from dialogs.check_nudges import check_nudges
from dialogs.check_phrases import check_phrases
from dialogs.check_slots import check_slots
from dialogs.check_style import check_repeats, check_style
from dialogs.check_translations import check_translations
from dialogs.check_wording import check_wording
from dialogs.load import load_files, load_library, no_scripts, yaml_files
from dialogs.problems import Problem, in_order
from dialogs.script import Library, Script
from dialogs.words import Mark

__all__ = ["Affected", "affected", "check_library", "check_paths", "check_script"]


def check_library(library: Library) -> list[Problem]:
    """Every problem in a library that was loaded, by file, line and column."""
    return in_order(_check_library(library))


def _check_library(library: Library) -> Iterator[Problem]:
    longest = _longest_question(library)
    fallback = library.scripts.get(library.default, {})
    for scripts in library.scripts.values():
        known = {**fallback, **scripts}
        for script in scripts.values():
            yield from check_script(script, known, longest)
        yield from check_calls(scripts)
        yield from check_kinds(known.values())
        yield from check_repeats(scripts.values())
    yield from check_rooms(fallback)
    yield from check_advice(library)
    yield from check_translations(library)
    yield from check_phrases(library)
    yield from check_nudges(library)
    yield from check_guide(library)


def check_script(script: Script, scripts: Collection[str], longest_question: int = 600) -> Iterator[Problem]:
    """Every problem in one script; `scripts` are the ids of the scripts that it may lead to."""
    yield from check_names(script, scripts)
    yield from check_flow(script)
    yield from check_help(script)
    yield from check_gate(script)
    yield from check_slots(script)
    yield from check_markup(script)
    yield from check_limits(script, longest_question)
    yield from check_style(script)
    yield from check_wording(script)


def _longest_question(library: Library) -> int:
    asked = (
        step.ask
        for scripts in library.scripts.values()
        for script in scripts.values()
        for step in script.steps.values()
    )
    return max((measure(words.variants, {}) for words in asked if words), default=0)


def check_paths(paths: Sequence[Path], root: Path) -> list[Problem]:
    """Every problem in these files and folders, or in the whole library under `root` when there are none.

    A folder may be a library of its own (with scripts/ in it) or just hold scripts. Loose scripts may lead to those
    under `root`, and stand in for the one there with the same id.
    """
    if not paths:
        return _whole(root)
    problems: list[Problem] = []
    loose: list[Path] = []
    for path in paths:
        if any((path / part).is_dir() for part in ("scripts", "personas", "advice", "nudges")):
            problems += _whole(path)
        else:
            loose += yaml_files(path) if path.is_dir() else [path]
            problems += [no_scripts(path)] if path.is_dir() and not yaml_files(path) else []
    return in_order([*problems, *_loose(loose, root)])


def _whole(root: Path) -> list[Problem]:
    library, problems = load_library(root)
    return in_order([*problems, *_sure(library, check_library(library), problems)])


def _loose(files: list[Path], root: Path) -> list[Problem]:
    phrases = [path for path in files if path.parent.name == "phrases"]
    library, problems = load_files([path for path in files if path not in phrases], phrases)
    if not files:
        return []
    around, _ = load_library(root)
    own = _check_loose(library, around)
    return [*problems, *_sure(library, own, problems)]


def _check_loose(library: Library, around: Library) -> Iterator[Problem]:
    for locale, scripts in library.scripts.items():
        known = {**around.scripts.get(around.default, {}), **around.scripts.get(locale, {}), **scripts}
        for script in scripts.values():
            yield from check_script(script, known, _longest_question(around))
        ours = {script.mark.file for script in scripts.values()}
        whole = (*check_calls(known), *check_kinds(known.values()))
        yield from (problem for problem in whole if problem.mark.file in ours)
    yield from check_phrases(msgspec.structs.replace(library, scripts={}))


def _sure(library: Library, problems: Iterable[Problem], reading: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out dead ends in steps that could not be read whole: the missing way may be just what was misspelt."""
    starts = sorted(
        step.mark
        for scripts in library.scripts.values()
        for script in scripts.values()
        for step in script.steps.values()
    )
    hurt = {_step_at(starts, problem) for problem in reading}
    return (problem for problem in problems if problem.code != "F103" or _step_at(starts, problem) not in hurt)


def _step_at(starts: list[Mark], problem: Problem) -> Mark | None:
    """Where the step begins that this problem is in."""
    place = bisect_right(starts, problem.mark)
    return starts[place - 1] if place and starts[place - 1].file == problem.mark.file else None
