"""Keys, ciphers and what holds them at the terminal's side."""
