"""What every package may use: problems, units, geometry, paper, files, limits, options."""
