"""重复: text that stands in more than one place."""
