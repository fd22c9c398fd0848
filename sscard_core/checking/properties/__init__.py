"""The properties of every step and every state, by subject."""

from sscard_core.checking.promises import PROMISES, STATE_RULES
from sscard_core.checking.properties import (  # noqa: F401 - each enters its properties
    answers,
    cards,
    endings,
    losses,
    money,
    pins,
    temporary,
    use,
)

__all__ = ["PROMISES", "STATE_RULES"]
