"""适当性: are the targets reasonable and binding."""
