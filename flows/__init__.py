"""The pure core: what the bot says and asks, how it reads an answer, what the rules of the house decide."""
