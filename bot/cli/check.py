"""`tandem check`: every problem in the scripts, and whom changed scripts would meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from bot.cli import opening
from dialogs.check import affected, check_paths
from dialogs.load import load_library
from dialogs.script import Library
from dialogs.session import Frame
from storage import Store


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
@click.option(
    "--against", type=click.Path(path_type=Path), metavar="DATABASE", help="also say who is in a changed script"
)
def check(paths: tuple[Path, ...], against: Path | None) -> int:
    """List every problem in the scripts, as FILE:LINE:COL: CODE message.

    A PATH is a script, a folder of scripts, or a whole library; without one it is the bot's own. Exit 1 if any.

    \b
    Example:
      tandem check dialogs/scripts/en/boundary_builder.yaml
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    problems = check_paths([opening.from_here(path) for path in paths], opening.from_here(opening.LIBRARY))
    for problem in problems:
        click.echo(str(problem))
    if against:
        _tell_affected(against)
    return 1 if problems else 0


def _tell_affected(database: Path) -> None:
    """Say how many people stand where a script changed; the database is read beside a running server."""
    library, _ = load_library(opening.LIBRARY)
    settings = replace(opening.settings(), database=database)
    with opening.store(settings, reading=True) as store:
        found = affected(library, _frames(store, library))
    for one in found:
        click.echo(str(one))
    click.echo(f"{sum(one.people for one in found)} people are in a script that changed under them.")


def _frames(store: Store, library: Library) -> Iterator[tuple[str, Frame]]:
    """Each live frame with its person's language, which is looked up only where there are several."""
    several = len(library.phrases) > 1
    for number, session in store.sessions():
        frames = (*session.stack, *(session.hidden or ()))
        if frames:
            locale = store.everything(number)["settings"]["locale"] if several else library.default
            yield from ((locale, frame) for frame in frames)
