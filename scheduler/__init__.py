"""Time: what happens when each kind of deadline falls due."""
