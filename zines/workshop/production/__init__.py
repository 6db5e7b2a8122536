"""One document, from its text to its finished files."""
