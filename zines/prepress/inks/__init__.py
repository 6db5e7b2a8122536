"""Colours of finished pages in the inks that print them."""
