"""Charts as pictures. The drawing library is heavy: it is loaded in a process of its own, never in the bot's."""
