"""YAML with positions, read and written."""
