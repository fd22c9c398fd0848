"""Replications on many processors, through `concurrent.futures.Executor` only."""
