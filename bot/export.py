"""Everything that is kept about a person, as files they can read and take away."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from storage import Store


def export_files(store: Store, number: int) -> list[tuple[str, bytes]]:
    """(file name, content) of the export: JSON that is complete, and a page that reads well. Times are UTC."""
    everything = store.everything(number)
    everything["settings"]["pin"] = bool(everything["settings"]["pin"])  # its hash helps nobody but who guesses it
    text = json.dumps(everything, ensure_ascii=False, indent=2, default=str)
    return [
        ("export.json", text.encode("utf-8", "replace")),
        ("export.html", _page(everything).encode("utf-8", "replace")),
    ]


def _page(everything: dict[str, Any]) -> str:
    style = (
        "body{font:1rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}"
        "dt{font-weight:600;margin-top:.5rem}"
    )
    body = "".join(_section(name, part) for name, part in everything.items())
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Export</title><style>{style}</style>{body}</html>'
    )


def _section(name: str, part: Any) -> str:
    return f"<h2>{escape(name.replace('_', ' '))}</h2>{_value(part)}"


def _value(part: Any) -> str:
    if isinstance(part, dict):
        return (
            "<dl>"
            + "".join(f"<dt>{escape(str(name))}</dt><dd>{_value(one)}</dd>" for name, one in part.items())
            + "</dl>"
        )
    if isinstance(part, list | tuple):
        return "<ol>" + "".join(f"<li>{_value(one)}</li>" for one in part) + "</ol>"
    return escape(str(part))
