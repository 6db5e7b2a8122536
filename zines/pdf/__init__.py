"""What any PDF says: pages and boxes, content streams, colour spaces, fonts, pictures."""
