"""表述: how it is written."""
