"""From bytes to a `Document`: readers make blocks, everything after that is shared by all formats."""
