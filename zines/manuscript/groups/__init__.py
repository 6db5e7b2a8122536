"""Who hands papers out: editions, those that they extend, rows of a table."""
