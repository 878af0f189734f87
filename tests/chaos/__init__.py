"""Several real processes on one database, while everything around them goes wrong."""
