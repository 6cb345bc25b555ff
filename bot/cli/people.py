"""`tandem people`: who is here, without a word of theirs."""

from __future__ import annotations

import click

from bot.cli import opening


@click.command()
def people() -> None:
    """List everyone: number, channel, since when, last seen, and whether they have left. Nothing they wrote is shown.

    \b
    Example:
      tandem people
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    with opening.store(opening.settings(), reading=True) as store:
        found = store.people()
    for one in found:
        left = "  left" if one.gone else ""
        click.echo(f"#{one.number:<6} {one.channel:<9} since {one.since:%Y-%m-%d}  seen {one.last_seen:%Y-%m-%d}{left}")
