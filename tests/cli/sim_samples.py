"""A small network for the commands of the simulation."""

from pathlib import Path
from typing import Final

NETWORK: Final = """\
simulation: four weeks (四周)
rulebook: xinxiang-2017
from: 2025-03-03
to: 2025-03-30
outlets:
  hall: {count: 2, windows: 2, bank_windows: 1, holders: 20000, bank: icbc}
"""


def written_network(folder: Path) -> Path:
    """Write the network into a folder."""
    file = folder / "network.yaml"
    file.write_text(NETWORK, "utf-8")
    return file
