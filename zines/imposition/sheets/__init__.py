"""Drawing of sheets from pages, and reading of pages from sheets. Imports pikepdf."""
