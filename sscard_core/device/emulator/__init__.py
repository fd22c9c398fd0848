"""An emulated card: the operating system of a social security card over synthetic data and test keys.

What the standards' texts would settle and no source tells is an argument of the plan, or answered with a refusal.
"""
