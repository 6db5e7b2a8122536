"""Many groups: editions, the rows of a table, sheets of all for the copier, several machines."""
