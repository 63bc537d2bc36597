"""Understanding Chinese indicator language: folding, targets, kinds of measure, similarity."""
