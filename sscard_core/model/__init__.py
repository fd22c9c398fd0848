"""Nouns: what everything else speaks of."""
