"""Content streams: interpreting, checking, repairing and writing them."""
