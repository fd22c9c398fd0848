"""Lines to a card: PC/SC, virtual readers, recorded traces, and a watch over readers."""
