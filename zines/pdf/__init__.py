"""Reading of any PDF: pages and boxes, content streams, colour spaces, fonts, pictures."""
