"""Files of anyone, opened without harm: locked, damaged, or larger than they look."""
