"""Keeping people from harm: the crisis and abuse screen, the gate, and helplines. Pure; nothing here is stored."""
