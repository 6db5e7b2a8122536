"""Groups that hand papers out: editions, the editions that they extend, rows of a table."""
