"""相关性: do goals, indicators and categories fit one another."""
