"""What replications say: intervals, how many are enough, what to leave out at the start, which plan is best."""
