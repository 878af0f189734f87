"""A resident's words, read by simple rules: a value, an intent, a class, an urgency, a time."""
