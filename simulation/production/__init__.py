"""Production: from the order to the card that lies ready, in batches through the stages of the rulebook."""
