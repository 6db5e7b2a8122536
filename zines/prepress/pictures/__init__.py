"""Pictures and drawings on finished pages."""
