"""The work behind the pages in the browser: forms, previews, files to download."""
