"""What the book tells, as frozen data: collected here, shown elsewhere."""
