"""Training the readers from the corpus: not needed to run the bot, and rerun by anyone with `make train`."""
