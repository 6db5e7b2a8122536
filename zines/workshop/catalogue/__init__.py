"""The papers that can be printed, for shelves, lists and the catalogue for a web space."""
