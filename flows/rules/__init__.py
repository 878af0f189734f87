"""The rules of the house as pure functions; each names its rule (R32)."""
