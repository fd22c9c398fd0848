"""The engine: one queue before windows, as a lean SimPy model and as a recursion that can be compiled."""
