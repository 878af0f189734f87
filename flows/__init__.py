"""The pure core: what is said and asked, how answers are read, what the rules decide."""
