"""Resources of content streams: fonts, colour spaces, shadings, pictures."""
