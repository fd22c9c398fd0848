"""What numba compiles: the station's recursion and the loops beside it. Loaded only where the compiled path was asked for."""
