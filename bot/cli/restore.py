"""`tandem restore`: a backup in the database's place."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli import opening
from storage import restore as restore_file


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the database's place. Stop the server first. People erased since stay erased.

    \b
    Example:
      tandem restore tandem-2026-03-02.db
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    settings = opening.settings()
    done = restore_file(file, settings.database, settings.key_file)
    click.echo(f"{settings.database} is restored from {file}.")
    if done.replaced:
        click.echo(f"What was there before is now {done.replaced}: delete it when all is well.")
    if done.erased:
        click.echo(f"{done.erased} people who were erased since the backup stayed erased.")
