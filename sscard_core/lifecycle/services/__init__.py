"""Every request's service, by name."""

from sscard_core.lifecycle.services import (  # noqa: F401 - each enters its services
    activation,
    endings,
    losses,
    money,
    orders,
    pins,
    production,
    records,
    temporary,
)
from sscard_core.lifecycle.services.base import SERVICES, Act, Move, Moves, Service

__all__ = ["SERVICES", "Act", "Move", "Moves", "Service"]
