"""Printing for many groups: editions, rows of a table, merged sheets, several machines."""
