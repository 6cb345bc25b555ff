"""`tandem backup`: a copy of the database, made beside a running server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from bot.cli import opening
from storage import back_up, expire


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--keep-days", type=click.IntRange(1), metavar="N",
    help="delete older copies of this database beside FILE, made more than N days ago; 30 at most is promised",
)  # fmt: skip
def backup(file: Path, keep_days: int | None) -> None:
    """Copy the database to FILE, also while the bot is running. The key file is not in it: keep that elsewhere.

    \b
    Example:
      tandem backup backups/tandem-2026-03-02.db --keep-days 30
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    with opening.store(opening.settings(), reading=True) as store:
        back_up(store, file)
        old = expire(store, file, datetime.now(UTC) - timedelta(days=keep_days)) if keep_days else []
    click.echo(f"{file} is written. It can be read only with the key, which is not in it.")
    for one in old:
        click.echo(f"{one} was older than {keep_days} days and is deleted.")
