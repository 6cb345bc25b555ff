"""`tandem graph`: a script's state diagram."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli import opening
from bot.cli.problem import Problem
from bot.draw import FORMATS, draw
from dialogs.load import load_library, load_script
from dialogs.problems import did_you_mean
from dialogs.script import Script


@click.command()
@click.argument("script")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="a .mmd, .svg or .png file; without it the Mermaid text is printed",
)  # fmt: skip
@click.option("--locale", default="en", show_default=True, help="the language of the script")
def graph(script: str, output: Path | None, locale: str) -> None:
    """Draw the state diagram of a SCRIPT: its id, or the path of its file.

    \b
    Example:
      tandem graph boundary_builder -o boundary_builder.svg
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    ending = output.suffix.lower() if output else ".mmd"
    if ending not in FORMATS:
        raise click.UsageError(f"A diagram is written as {', '.join(FORMATS)}, not as {output}.")
    try:
        drawn = draw(_script(script, locale), ending)
    except ValueError as error:
        raise Problem(str(error)) from error
    if output:
        output.write_bytes(drawn)
    else:
        click.echo(drawn.decode(), nl=False)


def _script(wanted: str, locale: str) -> Script:
    if Path(wanted).is_file():
        found, problems = load_script(Path(wanted))
        if found is None:
            raise Problem(f"{problems[0]}" if problems else f"{wanted} is not a script.")
        return found
    library, _ = load_library(opening.LIBRARY)
    script = library.script(locale, wanted)
    if script is None:
        near = did_you_mean(wanted, library.scripts.get(library.default, {}))
        raise Problem(f"There is no script {wanted!r}.{near}")
    return script
