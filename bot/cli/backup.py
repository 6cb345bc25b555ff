"""`tandem backup`: a copy of the database, made beside a running server."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli import opening
from storage import back_up


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE, also while the bot is running. The key file is not in it: keep that elsewhere.

    \b
    Example:
      tandem backup tandem-2026-03-02.db
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    with opening.store(opening.settings(), reading=True) as store:
        back_up(store, file)
    click.echo(f"{file} is written. It can be read only with the key, which is not in it.")
