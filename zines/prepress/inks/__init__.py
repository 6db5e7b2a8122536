"""Colours of finished pages, converted to the inks that print them."""
