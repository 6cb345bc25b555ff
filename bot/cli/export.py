"""`tandem export`: everything that is kept about one person, for that person."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.cli import opening
from bot.export import export_files


@click.command()
@click.argument("person")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="a .json or .html file that only you can read; without it JSON is printed",
)  # fmt: skip
def export(person: str, output: Path | None) -> None:
    """Give out everything that is kept about PERSON: their id in the channel, or '#12' as `people` lists them.

    It holds what they wrote: it is theirs, for them to have when they ask.

    \b
    Example:
      tandem export 123456789 -o for-them.html
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    ending = output.suffix.lower() if output else ".json"
    if ending not in (".json", ".html"):
        raise click.UsageError(f"An export is written as .json or .html, not as {output}.")
    with opening.store(opening.settings(), reading=True) as store:
        files = export_files(store, opening.person_number(store, person))
    content = next(content for name, content in files if name.endswith(ending))
    if output:
        write_private(output, content)
    else:
        click.echo(content.decode())


def write_private(file: Path, content: bytes) -> None:
    """Write a new file of mode 0600. Raises FileExistsError."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(content)
