"""An estate on each database for every story about what is personal."""

from tests.gardens import garden, grounds

__all__ = ["garden", "grounds"]
