"""The rules of preflight, one module a family."""
