"""Form fields made from the blanks of a page."""
