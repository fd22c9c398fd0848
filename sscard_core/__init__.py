"""The rules of the social security card, run exactly and with their clauses."""
