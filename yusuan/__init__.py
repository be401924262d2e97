"""The commands of the archive: one module per verb, nothing but wiring."""
