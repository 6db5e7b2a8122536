"""French typography: signs, blanks, breaks, numbers, addresses, order of words."""
