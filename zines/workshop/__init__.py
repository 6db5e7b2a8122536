"""Who goes where: the only room that knows all stations."""
