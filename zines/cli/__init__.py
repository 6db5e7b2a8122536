"""The command line: Click, words, progress. Knows the workshop and the base, no station."""
