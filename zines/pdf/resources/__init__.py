"""What content draws with: fonts, colour spaces, shadings, pictures."""
