"""Try it without any account: a phone, the staff's pushes, and a clock that can be moved."""
