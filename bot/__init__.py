"""Telegram, the terminal, and the wiring between them, the dialogs and the storage."""
