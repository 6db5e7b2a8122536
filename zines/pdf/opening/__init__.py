"""Safe opening of untrusted files: locked, damaged, or larger than they look."""
