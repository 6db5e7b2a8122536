"""The command line with Click: it imports the workshop, the web package and the base only."""
