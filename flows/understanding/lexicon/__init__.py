"""What residents say, as lists that anybody can extend: one subject to a file.

A file is made of headings in [brackets], and under each the phrases that mean it, one to a line or
several with a | between them. A # at the start of a line or after a space begins a note. Script,
width, case, spaces and punctuation do not matter: 很滿意！ and 很满意 are the same phrase, and a
phrase may stand in a file only once.
"""
