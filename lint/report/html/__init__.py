"""The html report: one page that works offline, for people who do not program."""
