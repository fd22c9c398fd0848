"""Asking elsewhere than at a window: what is accepted there, what is refused, and who then comes to an outlet."""

import numpy as np
from attrs import evolve, frozen

from simulation.engine.station import Bools, Floats
from simulation.network.doors import doors
from simulation.network.services import Door
from simulation.tallies import End, Tallies
from simulation.units import DAY
from simulation.visits.asking import Asked, Asking, collector_paused
from simulation.visits.coming_again import sent_to_outlet
from simulation.visits.dossiers import objects
from simulation.visits.drawing import Drawers, Visits


@frozen(eq=False)
class Elsewhere:
    """What the desk answered, and the people who go on to an outlet, not yet on their way."""

    asked: Asked
    going: Visits

    @property
    def accepted(self) -> Bools:
        """Of those who asked, whose request is done."""
        done: Bools = self.asked.sent == End.DONE
        return done


def ask_elsewhere(
    asking: Asking, visits: Visits, papers: Floats, drawers: Drawers, tallies: Tallies
) -> Elsewhere:
    """Put the requests of a kiosk, the telephone, the online channel or a home visit, and count what is refused.

    `papers`: the share of people by service who lack some. Visits must be sorted by outlet.
    """
    bounds = visits.bounds(len(drawers))
    lacks = drawers.uniform("elsewhere_papers", bounds) < papers[visits.service]
    uniform = drawers.uniform("elsewhere_asking", bounds)
    asked = asking.ask(visits.arrival, visits.service, uniform, lacks, None)
    refused = np.flatnonzero(asked.sent != End.DONE)
    asking.count(tallies, asked.reason[refused])
    days = (visits.arrival[refused] // DAY).astype(np.int64).tolist()
    with collector_paused():
        people = objects(
            [
                sent_to_outlet(asking.questions, each, day)
                for each, day in zip(asked.people[refused], days, strict=True)
            ]
        )
    unlucky = evolve(visits.where(refused), people=people, number=np.zeros(len(refused), np.int64))
    network = asking.questions.network
    goes = drawers.uniform("returns", unlucky.bounds(len(drawers))) < network.people.to_outlet
    served = np.array([Door.COUNTER in doors(network.book, work.name) for work in network.works], bool)
    helps = np.array([each is not None for each in people], bool)
    return Elsewhere(asked, unlucky.where(goes & helps & served[unlucky.service]))
