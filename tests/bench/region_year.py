"""A region's year on one path, in a program of its own: what it takes and the most memory, without the peers' packages.

Prints seconds of CPU, visits, customers at stations, megabytes. Run: python tests/bench/region_year.py simpy|compiled
"""

import sys
import time
from datetime import timedelta
from pathlib import Path

from attrs import evolve

import simulation
from simulation.engine.serving import Path as Way
from simulation.files.network_file import read_network
from simulation.running import replicate

REGION = Path(str(simulation.__file__)).parent / "scenarios" / "xinjiang-2022-region.yaml"


def peak_megabytes() -> float:
    """Return the most memory this program has used; getrusage would count what its parent had."""
    told = Path("/proc/self/status").read_text("ascii")
    line = next(each for each in told.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Run and print."""
    way = Way(sys.argv[1])
    network, _ = read_network(REGION)
    if way is Way.COMPILED:  # compile before the clock starts
        replicate(evolve(network, last=network.first + timedelta(days=10)), 2, path=way)
    began = time.process_time()
    tallies = replicate(network, 1, path=way)
    took = time.process_time() - began
    print(f"{took} {int(tallies.visit_ends.sum())} {int(tallies.fates.sum())} {peak_megabytes()}")


if __name__ == "__main__":
    main()
