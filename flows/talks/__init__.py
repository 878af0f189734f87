"""The conversations: each reads top to bottom as one generator."""
