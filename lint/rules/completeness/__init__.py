"""完整性: is the form filled as prescribed, nothing missing."""
