"""Reading a boundary or a reply: what is in it, and the words that showed it. Pure; knows no scripts and no people."""

from dialogs.feedback.labels import REGISTERS, WHY, Register
from dialogs.feedback.read import Finding, Reading, read

__all__ = ["REGISTERS", "WHY", "Finding", "Reading", "Register", "read"]
