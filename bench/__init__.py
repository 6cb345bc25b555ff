"""Measurements, printed and never asserted: `make bench`. Each measure is a module with `measure() -> Iterator[str]`."""
