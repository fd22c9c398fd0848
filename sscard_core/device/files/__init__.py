"""The files in the chip: their layouts as data, and how their items are coded."""
