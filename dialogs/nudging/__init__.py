"""Nudges: when the next one may come, and which one it is. Values in, values out; who sends them is not known here."""
