"""An estate on each database for every story about its time."""

from tests.gardens import garden, grounds

__all__ = ["garden", "grounds"]
