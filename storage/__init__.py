"""The tables and the verbs on them, inside a transaction that the caller gives."""
