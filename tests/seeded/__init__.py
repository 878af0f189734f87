"""A large estate that is the same each time: homes, a year of ended cases, and a morning's work."""
