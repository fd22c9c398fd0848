"""Scenario files: read, play, report."""
