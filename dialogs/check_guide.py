"""The guide: its scripts exist and are dialogs, every language has the same paths, and it is never at a loss."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.guidance.guide import Guide
from dialogs.problems import Problem, did_you_mean
from dialogs.script import Library
from dialogs.words import Mark

SCRIPTLESS = frozenset(("first_week", "long_ago"))  # occasions that know the script themselves


def check_guide(library: Library) -> Iterator[Problem]:
    """Everything that is wrong with the guides of a library."""
    default = library.guides.get(library.default)
    for guide in library.guides.values():
        yield from _scripts(library, guide)
        yield from _rules(guide)
        for path in default.paths.values() if default else ():
            if path.id not in guide.paths:
                yield Problem(_top(guide), "T107", f'The path "{path.id}" is missing: translate it.')


def _scripts(library: Library, guide: Guide) -> Iterator[Problem]:
    dialogs = [script.id for script in library.dialogs(library.default)]
    named = [(name, path.mark) for path in guide.paths.values() for name in path.scripts]
    named += [(rule.script, rule.mark) for rule in guide.rules if rule.script]
    for name, mark in named:
        if name not in dialogs:
            yield Problem(mark, "F107", f'There is no dialog "{name}".{did_you_mean(name, dialogs)}')


def _rules(guide: Guide) -> Iterator[Problem]:
    for rule in guide.rules:
        if not rule.script and rule.when not in SCRIPTLESS:
            yield Problem(rule.mark, "W102", f'A rule for "{rule.when}" names a script: add `script:`.')
    if not any(rule.when == "any" for rule in guide.rules):
        yield Problem(_top(guide), "F113", "No rule is for `any`: write one last, so that there is always a next step.")


def _top(guide: Guide) -> Mark:
    marks = [*(path.mark for path in guide.paths.values()), *(rule.mark for rule in guide.rules)]
    return min(marks, default=Mark(f"guidance/{guide.locale}.yaml", 1, 1))
