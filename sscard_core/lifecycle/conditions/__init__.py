"""The conditions of every request, by name."""

from sscard_core.lifecycle.conditions import (  # noqa: F401 - each enters its conditions
    cards,
    endings,
    exchanges,
    facts,
    losses,
    money,
    offers,
    orders,
    people,
    pins,
    temporary,
)
from sscard_core.lifecycle.conditions.base import CONDITIONS, FACTS, Condition, Fact

__all__ = ["CONDITIONS", "FACTS", "Condition", "Fact"]
