"""Visits: who comes when, with what, and what that asks of windows and desk."""
