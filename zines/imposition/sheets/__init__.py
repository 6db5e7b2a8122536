"""Sheets drawn from pages, and pages read back from sheets. Names pikepdf."""
