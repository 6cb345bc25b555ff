"""`python -m tests.fuzz [SECONDS]`: each property under atheris, guided by the code it reaches; 600 seconds in all."""

from __future__ import annotations

import subprocess
import sys

TARGETS = {
    "test_loader": ("test_x12_no_file_breaks_the_loader",),
    "test_renderer": ("test_x12_no_words_break_a_message", "test_x12_any_length_is_cut_into_messages"),
    "test_screen": (
        "test_x12_no_text_breaks_the_screen",
        "test_x12_danger_on_a_line_of_its_own_is_found_below_any_noise",
    ),
}


def fuzz(module: str, name: str, seconds: int) -> None:
    """Run one property for so long; the process ends with it, and with an error when it is broken."""
    import atheris  # noqa: PLC0415  only `make fuzz` has it

    with atheris.instrument_imports(include=["dialogs", "bot"]):
        property_ = getattr(__import__(f"tests.fuzz.{module}", fromlist=[name]), name)
    atheris.Setup(
        [name, f"-max_total_time={seconds}", "-rss_limit_mb=2048", "-max_len=4096", "-len_control=0", "-verbosity=0"],
        property_.hypothesis.fuzz_one_input,
    )
    atheris.Fuzz()


def main() -> int:
    """Run all of them, each in a process of its own."""
    if len(sys.argv) > 2:
        fuzz(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    every = [(module, name) for module, names in TARGETS.items() for name in names]
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    failed = 0
    for module, name in every:
        sys.stderr.write(f"--- {name}\n")
        words = [sys.executable, "-m", "tests.fuzz", module, name, str(max(1, seconds // len(every)))]
        failed += subprocess.run(words, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
