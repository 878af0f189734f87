"""Questionnaires as data: what a form is, how its file is read, what is answered to it."""
