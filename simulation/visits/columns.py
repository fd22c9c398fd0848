"""The network's services in columns, and what was drawn for each visit before any queue runs."""

from typing import Final

import numpy as np
from attrs import frozen

from simulation.engine.station import Bools, Floats, Ints
from simulation.network.network import Group, Network
from simulation.network.services import ORDERS
from simulation.tallies import End
from simulation.units import HALF_HOUR
from simulation.visits.asking import Asked, Asking
from simulation.visits.drawing import (
    Drawers,
    Visits,
    from_logarithms,
    log_means,
    log_sigma,
    order_of,
    together,
)

ORDINARY: Final = 0
PRIORITY: Final = 1
APPOINTMENT: Final = 2
"""The classes of customers, in the order of the station's credits."""

CHECK: Final = 0.4
"""The part of a service's time after which the counter sends people away. Assumption."""


@frozen(eq=False)
class Table:
    """The network's services in columns."""

    window: Bools
    bank: Bools
    orders: Bools
    means: Floats
    logarithms: Floats
    bank_means: Floats
    sigmas: Floats
    papers: Floats

    @classmethod
    def of(cls, network: Network) -> "Table":
        """Return the columns."""
        works = network.works
        means, sigmas = (
            np.array([work.minutes for work in works]),
            log_sigma(np.array([work.cv for work in works])),
        )
        return cls(
            np.array([work.uses_window for work in works]),
            np.array([work.uses_bank for work in works]),
            np.array([work.name in ORDERS for work in works]),
            means,
            log_means(means, sigmas),
            np.array([work.bank_minutes for work in works]),
            sigmas,
            np.array([work.papers for work in works]),
        )


@frozen(eq=False)
class Drawn:
    """Visits and what each brings: minutes at the window, patience, class.

    `sent`: an End: DONE, or how the counter sends the person away; `asked`: who they are and what the desk answered.
    """

    visits: Visits
    minutes: Floats
    patience: Floats
    classes: Ints
    sent: Ints
    asked: Asked | None

    def beside(self, other: "Drawn") -> "Drawn":
        """Return both lots of visits, outlet by outlet in the order of arrival; each keeps what it drew."""
        if len(other.visits) == 0:
            return self
        visits = together([self.visits, other.visits])
        order = order_of(visits.outlet, visits.arrival)
        return Drawn(
            visits.where(order),
            np.concatenate([self.minutes, other.minutes])[order],
            np.concatenate([self.patience, other.patience])[order],
            np.concatenate([self.classes, other.classes])[order],
            np.concatenate([self.sent, other.sent])[order],
            self.asked.beside(other.asked, order) if self.asked and other.asked else None,
        )


def draw(  # noqa: PLR0913, PLR0917 - what visits are drawn from
    network: Network, group: Group, table: Table, drawers: Drawers, visits: Visits, asking: Asking | None
) -> Drawn:
    """Draw everything about some visits. They may come in any order; the result is sorted.

    Where the desk is asked, it says who is sent away; else missing papers alone do.
    """
    visits = visits.sorted()
    bounds, people = visits.bounds(len(drawers)), network.people
    classes = _classes(drawers.uniform("classes", bounds), people.priority, group.appointments)
    if group.appointments > 0.0:
        visits, classes = _slotted(drawers, visits, classes, people.punctuality)
    service = visits.service
    lacks = (drawers.uniform("papers", bounds) < table.papers[service]) & (visits.number == 1)
    sent, asked = np.where(lacks, End.PAPERS, End.DONE).astype(np.int64), None
    if asking is not None:
        asked = asking.ask(visits.arrival, service, drawers.uniform("asking", bounds), lacks, visits.people)
        sent = asked.sent
    normal = drawers.normal("times", bounds)
    return Drawn(
        visits,
        from_logarithms(normal, table.logarithms[service], table.sigmas[service]) * part_of(sent),
        drawers.exponential("patience", bounds) * people.patience,
        classes,
        sent,
        asked,
    )


def draw_at_bank(  # noqa: PLR0913, PLR0917 - what visits are drawn from
    network: Network, group: Group, table: Table, drawers: Drawers, drawn: Drawn, some: Ints
) -> tuple[Floats, Floats]:  # fmt: skip
    """Draw minutes and patience at the bank's windows of some visits; the others' numbers are passed over."""
    visits = drawn.visits
    bounds, there, service = visits.bounds(len(drawers)), (visits.outlet[some], some), visits.service[some]
    logarithms = log_means(table.bank_means + network.bank_named(group.bank).response, table.sigmas)
    normal = drawers.normal("bank_times", bounds, there)
    minutes = from_logarithms(normal, logarithms[service], table.sigmas[service])
    minutes *= np.where(table.window[service], 1.0, part_of(drawn.sent[some]))
    return minutes, drawers.exponential("bank_patience", bounds, there) * network.people.patience


def part_of(sent: Ints) -> Floats:
    """Return the part of a service's time after which people are sent away."""
    return np.where(sent == End.DONE, 1.0, CHECK)


def _classes(uniform: Floats, priority: float, appointments: float) -> Ints:
    """Return who is old or disabled, and who of the others has an appointment."""
    booked = uniform >= 1.0 - appointments * (1.0 - priority)
    return np.where(uniform < priority, PRIORITY, np.where(booked, APPOINTMENT, ORDINARY))


def _slotted(drawers: Drawers, visits: Visits, classes: Ints, punctuality: float) -> tuple[Visits, Ints]:
    """Give those with an appointment their slot, give or take."""
    noise = drawers.normal("slots", visits.bounds(len(drawers))) * punctuality
    slots = np.maximum(visits.arrival // HALF_HOUR * HALF_HOUR + noise, 0.0)
    moments = np.where(classes == APPOINTMENT, slots, visits.arrival)
    order = order_of(visits.outlet, moments)
    return visits.at(moments).where(order), classes[order]
