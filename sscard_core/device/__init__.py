"""Cards in readers: lines to a card, the commands it knows, the files in its chip, and a card of bytes to try them on."""
