"""The rules of preflight, one module for each family of rules."""
