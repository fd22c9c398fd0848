"""Checking: every reachable state of a card file, what must hold in it, and the faults that would be seen."""
