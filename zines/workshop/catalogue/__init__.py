"""What there is to print, for shelves, lists and the catalogue for a web space."""
