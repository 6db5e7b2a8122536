"""What everyone may use: problems, units, geometry, paper, files, limits, options."""
