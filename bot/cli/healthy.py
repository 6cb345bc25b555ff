"""`tandem healthy`: whether the bot on this database is running and takes its turns. For containers."""

from __future__ import annotations

import click

from bot.cli import opening
from bot.cli.heartbeat import is_alive
from bot.cli.problem import Problem


@click.command(hidden=True)
def healthy() -> None:
    """Exit 0 when the bot on this database is alive, 1 when it is not.

    \b
    Example:
      tandem healthy
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    settings = opening.settings()
    if not is_alive(settings.database):
        raise Problem(f"No bot is running on {settings.database}, or it hangs.")
