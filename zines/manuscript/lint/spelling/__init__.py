"""Rules on spelling: signs, letters and spaces that are typed wrong, which the author corrects."""
