"""The workshop in the browser: pages and forms. Knows the workshop and the base, no station."""
