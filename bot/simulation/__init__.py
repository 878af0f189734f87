"""A simulated stretch of an estate's life: the real core, made-up people, providers and faults."""
