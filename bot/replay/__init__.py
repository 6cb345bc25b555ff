"""Transcripts: conversations as text files, played again on a real store and compared line by line."""
