"""The postman's work in the database: what to send, by which way, and what came of it.

Everything here is synchronous and inside a transaction given by the caller. Whoever locks more than
one row does it in this order: resident, identity, case, outgoing message.
"""
