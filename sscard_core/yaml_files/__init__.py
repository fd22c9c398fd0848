"""YAML files as texts with lines, for whoever reads a file that people write."""
