"""Records of which files were built from which inputs, so that nothing is built twice."""
