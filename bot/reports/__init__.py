"""Documents as files: one printer for each format, all from the same typed document."""
