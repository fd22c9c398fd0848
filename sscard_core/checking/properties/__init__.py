"""The properties of every step and every state, by subject."""

from sscard_core.checking.promises import PROMISES, STATE_RULES
from sscard_core.checking.properties import answers, cards, endings, losses, money, pins, temporary, use

SUBJECTS = (answers, money, use, losses, cards, pins, temporary, endings)
"""Each enters its properties as it is read."""

__all__ = ["PROMISES", "STATE_RULES", "SUBJECTS"]
