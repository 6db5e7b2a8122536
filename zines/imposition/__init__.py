"""Pages onto sheets: pure plans, and the one module that draws them."""
