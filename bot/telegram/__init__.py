"""Telegram: the only room that knows the Bot API and imports python-telegram-bot."""
