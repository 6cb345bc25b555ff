"""`tandem stats`: counts of people, and nobody in particular."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from bot.cli import opening

FEW = "fewer than 10"


@click.command()
def stats() -> None:
    """Print how many people do what. A count of fewer than ten people is not shown.

    \b
    Example:
      tandem stats
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    with opening.store(opening.settings(), reading=True) as store:
        counts = store.statistics(datetime.now(UTC))
    for name, count in counts.items():
        click.echo(f"{name}: {FEW if count is None else count}")
