"""Where people live: which outlet is theirs, for those who come to one from elsewhere."""

import numpy as np

from simulation.engine.station import Floats
from simulation.network.network import Network


def holders_near(network: Network) -> Floats:
    """Return the share of all holders that live around each outlet, outlets numbered through the network."""
    around = np.repeat([group.holders for group in network.groups], [group.count for group in network.groups])
    total = float(around.sum())
    shares: Floats = around / total if total else np.full(len(around), 1.0 / len(around))
    return shares
