"""Writes what is made from the code, so that it stays true.

The editor schema, the pages in docs/problems/, and the generated sections of docs/writing-scripts.md. Run
`python docs/generate.py`; a test compares.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dialogs import schema  # noqa: E402  the repository need not be installed to write its pages
from dialogs.check import check_paths  # noqa: E402
from dialogs.graph import mermaid  # noqa: E402
from dialogs.load import load_library  # noqa: E402
from dialogs.problem_codes import CODES  # noqa: E402
from dialogs.problems import GROUPS  # noqa: E402

SAMPLES = ROOT / "tests" / "bad_scripts"
MOST_SHOWN = 60  # lines of a sample on its page
_SECTION = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def pages() -> dict[Path, str]:
    """Every generated file with what it should hold."""
    made = {ROOT / "docs" / "problems" / f"{code}.md": page(code) for code in CODES}
    made[ROOT / "schemas" / "script.schema.json"] = (
        json.dumps(schema.script_schema(), indent=2, ensure_ascii=False) + "\n"
    )
    made[ROOT / "docs" / "graphs.md"] = graphs()
    guide = ROOT / "docs" / "writing-scripts.md"
    made[guide] = filled(guide.read_text(encoding="utf-8"))
    return made


def graphs() -> str:
    """Every dialog's state diagram, as `tandem graph` draws it."""
    library, _ = load_library(ROOT / "dialogs")
    dialogs = sorted(library.dialogs(library.default), key=lambda script: (script.strategy, script.id))
    drawn = [f"## {script.title}\n\n```mermaid\n{mermaid(script).rstrip()}\n```\n" for script in dialogs]
    return "# All dialogs, drawn\n\nMade by docs/generate.py from the scripts; do not edit.\n\n" + "\n".join(drawn)


def filled(text: str) -> str:
    """The guide with its generated sections made anew."""
    sections = {"words": schema.word_list, "listeners": schema.listener_list, "codes": schema.code_list}
    return _SECTION.sub(lambda found: f"{found[1]}\n{sections[found[2]]()}\n{found[3]}", text)


def page(code: str) -> str:
    """The page of one problem code, with its failing sample and what `tandem check` says about it."""
    what = CODES[code]
    parts = [
        f"# {code}: {what.title}",
        f"*{GROUPS[code[0]]}.* {what.why}",
        f"**Put it right.** {what.remedy}",
        "## A sample",
    ]
    folder = SAMPLES / code
    files = sorted(folder.rglob("*.y*ml"))
    parts += [f"`{path.relative_to(folder).as_posix()}`\n\n```yaml\n{shown(path)}\n```" for path in files]
    found = [
        f"{one}".replace(f"{folder}/", "").replace(f"{folder}", ".")
        for one in check_paths([folder], ROOT / "dialogs")
        if one.code == code
    ]
    said = "\n".join(found)
    parts += ["`tandem check` says", f"```text\n{said}\n```", "[All problems](../writing-scripts.md#problems)"]
    return "\n\n".join(parts) + "\n"


def shown(path: Path) -> str:
    """A sample's text, its long tail left out."""
    lines = path.read_bytes().decode("utf-8", errors="replace").splitlines()
    return "\n".join(lines if len(lines) <= MOST_SHOWN else [*lines[:MOST_SHOWN], "# ... and so on"])


def main() -> None:
    """Write them all."""
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
