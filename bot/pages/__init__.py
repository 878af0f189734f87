"""Pages for everybody's phone: plain HTML that works without a script, in three languages."""
