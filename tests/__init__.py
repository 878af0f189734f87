"""The tests: each folder mirrors a package; fakes/ holds the providers, written by hand."""
