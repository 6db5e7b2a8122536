"""YAML files: read with the position of each value, and written."""
