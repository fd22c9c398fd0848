"""A card in a reader, the person in front of it and a request, brought to the desk; and the chip brought into line."""
