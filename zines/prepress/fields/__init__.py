"""Blanks of a page as fields of a form."""
