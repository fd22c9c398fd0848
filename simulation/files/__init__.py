"""Network files: YAML in, a network out, or every mistake with its line."""
