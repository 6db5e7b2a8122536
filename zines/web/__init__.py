"""The workshop in the browser: pages and forms. It imports the workshop and the base only."""
