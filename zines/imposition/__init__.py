"""Imposition of pages on sheets: pure plans, and the modules that draw and read sheets."""
