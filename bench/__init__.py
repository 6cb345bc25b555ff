"""Measurements, printed and never asserted: `make bench`. Each module has `measure() -> Iterator[str]`."""
