"""Rehearsing a boundary against a simulated partner: deterministic, seeded, and never about a real person's mind."""
