"""`tandem forget`: erase one person."""

from __future__ import annotations

import sys

import click

from bot.cli import opening


@click.command()
@click.argument("person")
@click.option("--yes", is_flag=True, help="do not ask first")
def forget(person: str, yes: bool) -> None:  # noqa: FBT001  click passes flags like this
    """Erase PERSON (an id, or '#12' as `people` lists them): all rows, what waits for them, and the traces in the file.

    Stop the server first. In a terminal it asks once; elsewhere it does not.

    \b
    Example:
      tandem forget 123456789 --yes
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    with opening.store(opening.settings()) as store:
        number = opening.person_number(store, person)
        if not yes and sys.stdin.isatty():
            click.confirm(f"Erase everything about #{number} for good?", abort=True)
        with store.batch():
            store.forget(number)
        store.scrub(thorough=True)
    click.echo(f"#{number} is erased.")
