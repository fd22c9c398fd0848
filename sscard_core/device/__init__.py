"""Cards in readers (读卡器中的卡): the one way to a card, the lines it is reached by, and a watch over readers."""
