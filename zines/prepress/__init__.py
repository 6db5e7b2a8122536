"""Files finished and proved."""
