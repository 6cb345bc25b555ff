"""Loading what can be said: a script, or a whole library of scripts and phrases, with every problem at once.

Reads files; knows nothing of people or of how a script is played. Whether a script makes sense is `check`'s question.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from dialogs.guidance.guide import Guide
from dialogs.load_advice import load_advice
from dialogs.load_guide import load_guide
from dialogs.load_nudges import load_nudges
from dialogs.load_persona import load_persona
from dialogs.load_phrases import load_phrases
from dialogs.load_script import DEFAULT_LOCALE, load_script
from dialogs.problems import Problem, in_order
from dialogs.rehearsal.persona import Persona
from dialogs.script import Library, Phrases, Script
from dialogs.words import Mark

__all__ = ["load_files", "load_library", "load_phrases", "load_script"]

_ENDINGS = (".yaml", ".yml")


def load_library(root: Path) -> tuple[Library, list[Problem]]:
    """The library under `root` and every problem: its scripts/, personas/, advice/, nudges/ and phrases/, by locale.

    A script that can't be read is left out; one with lesser problems is as whole as could be read.
    """
    scripts = yaml_files(root / "scripts")
    library, problems = load_files(scripts, yaml_files(root / "phrases"))
    if not scripts:
        problems.append(no_scripts(root / "scripts"))
    personas, found = _load_personas(root / "personas")
    guides, wrong = _load_guides(root / "guidance")
    advice = [load_advice(path) for path in yaml_files(root / "advice")]
    problems += [*found, *wrong, *(problem for _, noted in advice for problem in noted)]
    nudges = [load_nudges(path) for path in yaml_files(root / "nudges")]
    problems += [problem for _, noted in nudges for problem in noted]
    nudged = {one.locale: one for one, _ in nudges if one is not None}
    advised = {one.locale: one for one, _ in advice if one is not None}
    whole = msgspec.structs.replace(library, personas=personas, guides=guides, advice=advised, nudges=nudged)
    return whole, in_order(problems)


def _load_guides(folder: Path) -> tuple[dict[str, Guide], list[Problem]]:
    read = [load_guide(path) for path in yaml_files(folder)]
    guides = {guide.locale: guide for guide, _ in read if guide is not None}
    return guides, [problem for _, found in read for problem in found]


def _load_personas(folder: Path) -> tuple[dict[str, dict[str, Persona]], list[Problem]]:
    read = [load_persona(path) for path in yaml_files(folder)]
    by_locale: dict[str, dict[str, Persona]] = {}
    for persona, _ in read:
        if persona is not None:
            by_locale.setdefault(persona.locale, {})[persona.id] = persona
    return by_locale, [problem for _, found in read for problem in found]


def load_files(scripts: Iterable[Path], phrases: Iterable[Path]) -> tuple[Library, list[Problem]]:
    """A library of just these files, and every problem in reading them."""
    problems: list[Problem] = []
    by_locale: dict[str, dict[str, Script]] = {}
    for path in scripts:
        script, found = load_script(path)
        problems += found
        if script is not None:
            _add(by_locale.setdefault(script.locale, {}), script, problems)
    spoken = [load_phrases(path) for path in phrases]
    problems += [problem for _, found in spoken for problem in found]
    return Library(by_locale, _by_locale(one for one, _ in spoken), DEFAULT_LOCALE), in_order(problems)


def _by_locale(phrases: Iterable[Phrases | None]) -> dict[str, Phrases]:
    return {one.locale: one for one in phrases if one is not None}


def _add(scripts: dict[str, Script], script: Script, problems: list[Problem]) -> None:
    earlier = scripts.setdefault(script.id, script)
    if earlier is not script:
        message = f'"{script.id}" is also the id of {Path(earlier.mark.file).name}: give one of them another.'
        problems.append(Problem(script.mark, "W111", message))


def no_scripts(folder: Path) -> Problem:
    """The problem of a folder without scripts."""
    return Problem(Mark(str(folder), 1, 1), "Y101", "There are no scripts here: look at the path.")


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files in a folder and below, in order."""
    found = (path for path in folder.rglob("*") if path.suffix in _ENDINGS and not path.name.startswith("."))
    return sorted(path for path in found if path.is_file())
