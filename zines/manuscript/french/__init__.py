"""French typography: signs, spaces, line breaks, numbers, addresses, alphabetical order."""
