"""A long profile: `pytest tests/fuzz --hypothesis-profile=long`. `make fuzz` goes further, guided by coverage."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("long", max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
