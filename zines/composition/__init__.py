"""Pages made: Typst, fonts, QR codes, pictures."""
