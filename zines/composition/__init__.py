"""Typesetting of pages: Typst, fonts, QR codes, pictures."""
