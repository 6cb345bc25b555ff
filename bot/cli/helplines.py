"""`tandem helplines`: list the lines that are shown, and say which are old or wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli import opening
from bot.cli.problem import Problem
from dialogs.safety.helplines import OLD_AFTER, HelplineProblem, faults, with_own


@click.command()
@click.argument("country", required=False)
@click.option("--check", is_flag=True, help="say which lines are older than --days or wrong, and exit 1 if any")
@click.option("--days", default=OLD_AFTER, show_default=True, help="how many days a line may go unchecked")
@click.option(
    "--own", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="your own YAML file of lines, instead of the one in TANDEM_HELPLINES",
)  # fmt: skip
def helplines(country: str | None, check: bool, days: int, own: Path | None) -> None:  # noqa: FBT001  click passes it
    """List helplines, of all countries or of COUNTRY (two letters).

    \b
    Example:
      tandem helplines GB
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    try:
        lines = with_own(own or opening.settings().helplines)
    except HelplineProblem as problem:
        raise Problem(str(problem)) from None
    today = datetime.now(UTC).date()
    shown = [line for line in lines if country is None or line.country == country.upper()]
    if check:
        shown = [line for line in shown if faults(line) or line.age(today) > days]
    for line in shown:
        how = " · ".join(one for one in (line.phone, line.sms, line.url) if one)
        click.echo(f"{line.country}  {line.kind:<17}  {line.name}: {how}  [{line.scope}; checked {line.checked_on}]")
    if check and shown:
        raise Problem(
            f"{len(shown)} lines are older than {days} days or wrong: check them, or replace them in your own file."
        )
