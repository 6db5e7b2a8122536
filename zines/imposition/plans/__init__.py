"""Plans: where each page lies on its sheet, and the work that follows printing. Pure."""
