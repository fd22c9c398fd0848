"""How many windows: the fewest in each half-hour that meet a target, and two plans or rulebooks side by side."""
