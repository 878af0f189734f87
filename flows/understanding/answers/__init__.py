"""How an answer to an open question is read: one file for each kind of question."""
