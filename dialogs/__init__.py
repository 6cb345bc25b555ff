"""What is said and what comes next.

This room is pure: it knows no Telegram, no SQL, no clock, no chance, no asyncio and no logging.
Time, chance (a seed) and the person's facts come in as arguments; what to do comes out as values.
"""
