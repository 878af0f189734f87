"""The tables and the verbs on them, inside a transaction that the caller gives.

What every turn asks is put together once, beside its verb: to build a statement takes longer than
to ask it.
"""
