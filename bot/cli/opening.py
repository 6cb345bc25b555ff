"""What most commands need first: the settings, the library, the store."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

import dialogs
from bot.cli.problem import Problem
from bot.settings import BotSettings, SettingsProblem, read_settings
from dialogs.load import load_library
from dialogs.safety.helplines import Helpline, HelplineProblem, with_own
from dialogs.script import Library
from storage import Store

LIBRARY = Path(dialogs.__file__).parent
_NEEDED = ("welcome", "menu")


def from_here(path: Path) -> Path:
    """The path as short as it can be said from the folder we are in."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def settings() -> BotSettings:
    """The operator's settings. Raises SettingsProblem."""
    return read_settings(os.environ, Path(".env"))


def library(locale: str) -> Library:
    """Everything that can be said; what is wrong with it goes to stderr. Raises Problem when it can't be used."""
    found, problems = load_library(from_here(LIBRARY))
    for problem in problems[:5]:
        sys.stderr.write(f"{problem}\n")
    missing = [name for name in _NEEDED if found.script(found.default, name) is None]
    if missing or found.default not in found.phrases:
        raise Problem("The scripts can't be used as they are: run `tandem check` and correct what it shows.")
    found = msgspec.structs.replace(found, helplines=own_helplines())
    if locale not in found.phrases:
        raise SettingsProblem(f"TANDEM_LOCALE is {locale!r}; there are scripts in: {', '.join(sorted(found.phrases))}.")
    return found


def own_helplines() -> tuple[Helpline, ...]:
    """The operator's own lines over those that come with the program; none where no file is set. Raises Problem."""
    file = settings().helplines
    try:
        return with_own(file) if file else ()
    except HelplineProblem as problem:
        raise Problem(str(problem)) from None


@contextmanager
def store(settings: BotSettings, *, create: bool = False, reading: bool = False) -> Iterator[Store]:
    """The database, closed afterwards. With `reading` it may be in use by a server. Raises StorageProblem."""
    opened = Store.open(settings.database, settings.key_file, create=create, reading=reading)
    try:
        yield opened
    finally:
        opened.close()


def person_number(opened: Store, person: str) -> int:
    """The number of the person with that id, or of `#12` as `tandem people` lists them. Raises Problem."""
    numbers = opened.person_numbers(person)
    if not numbers and person.startswith("#") and person[1:].isdecimal():
        numbers = [one.number for one in opened.people() if one.number == int(person[1:])]
    if not numbers:
        raise Problem(
            f"Nobody has the id {person!r} here: `tandem people` lists everyone with their number, as in '#12'."
        )
    if len(numbers) > 1:
        rows = " or ".join(f"'#{number}'" for number in numbers)
        raise Problem(f"More than one person has the id {person!r}: say {rows}.")
    return numbers[0]
