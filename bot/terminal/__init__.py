"""Talking in a terminal or through a pipe. Knows the use case, and no Telegram."""
