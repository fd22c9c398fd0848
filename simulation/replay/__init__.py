"""A recorded day of calls put through a fitted model: what is read from the record, what is fitted, what comes out."""
