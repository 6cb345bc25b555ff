"""The terminal as a screen with a person before it: messages in boxes, formatting shown as formatting, line editing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import FormattedText
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.text import Text

from bot.terminal.plain import choices, pieces, shown
from dialogs.turn import Bubble, Button

WIDEST = 78
STYLES = {
    "b": Style(bold=True),
    "i": Style(italic=True),
    "u": Style(underline=True),
    "s": Style(strike=True),
    "code": Style(color="cyan"),
    "spoiler": Style(dim=True),
    "quote": Style(italic=True, dim=True),
    "a": Style(underline=True),
}
_PROMPT = FormattedText([("bold ansigreen", "› ")])
_HINT = FormattedText([("ansibrightblack", "1 2 3 …   /menu  /help  /back  /stop   Ctrl-D")])


class Screen:
    """Writes with rich, reads with prompt_toolkit."""

    greets = True

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)
        self._prompt: PromptSession[str] | None = None

    def lines(self) -> Iterator[str]:
        """Each line that is typed, until Ctrl-C or Ctrl-D."""
        self._prompt = self._prompt or PromptSession(_PROMPT, placeholder=_HINT, reserve_space_for_menu=0)
        while True:
            try:
                yield self._prompt.prompt()
            except (EOFError, KeyboardInterrupt):
                return

    def say(self, bubble: Bubble, first: int) -> None:
        """A message in its box, its choices below."""
        width = min(self.console.width, WIDEST)
        box = Panel(
            formatted(bubble), border_style="blue", padding=(0, 1), width=width if _is_wide(bubble, width) else None
        )
        self.console.print(box if box.width else Panel.fit(formatted(bubble), border_style="blue", padding=(0, 1)))
        self.redraw(bubble.buttons, first)

    def redraw(self, buttons: Sequence[Button], first: int) -> None:
        """The choices as they are now."""
        for line in choices(buttons, first):
            text = Text(line)
            text.highlight_regex(r"^\d+(?=  )|^\[\w\]|(?<=  )\[\w\]", "bold green")
            self.console.print(Padding(text, (0, 0, 0, 2)))

    def note(self, text: str) -> None:
        """A short word."""
        self.console.print(Padding(Text(shown(text), style="dim italic"), (0, 0, 0, 2)))

    def clear(self) -> None:
        """An empty screen."""
        self.console.clear()

    def leave(self, goodbye: str) -> None:
        """A kind word at the end."""
        self.note(goodbye)


def formatted(bubble: Bubble) -> Text:
    """The bubble's words with their formatting, as rich shows it."""
    text = Text()
    for piece in pieces(bubble):
        style = Style.combine([Style(), *(STYLES[kind] for kind in sorted(piece.kinds) if kind in STYLES)])
        text.append(piece.text, style + Style(link=piece.url) if piece.url else style)
    return text


def _is_wide(bubble: Bubble, width: int) -> bool:
    return max((len(line) for line in bubble.text.splitlines()), default=0) > width - 4
