"""Texts in: YAML with positions, schemas, CommonMark, French typography, sources, editions."""
