"""`tandem stats`: totals, and nobody in particular."""

from __future__ import annotations

import click

from bot.cli import opening


@click.command()
def stats() -> None:
    """Print how many people, records and waiting messages there are.

    \b
    Example:
      tandem stats
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    with opening.store(opening.settings(), reading=True) as store:
        counts = store.counts()
    for name, count in counts.items():
        click.echo(f"{name.replace('_', ' ')}: {count}")
