"""Values only: frozen, typed, no I/O. Everything else in the project is written in terms of these."""
