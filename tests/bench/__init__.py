"""Measurements. None is asserted: a table is printed, ratios beside peers taken in the same run."""
