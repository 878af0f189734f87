"""The heart: questions that know how to read their answers, and the replay that walks a flow."""
