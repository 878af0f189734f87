"""Survey campaigns as the rules of the house have them: draw, life and figures (R1-R24)."""
