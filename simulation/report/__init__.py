"""The report of a run or a plan: one HTML file that needs nothing else, the same bytes for the same figures."""
