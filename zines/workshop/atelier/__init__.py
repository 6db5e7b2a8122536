"""What the pages in the browser ask: forms, previews, files to take away."""
