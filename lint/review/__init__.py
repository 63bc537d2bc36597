"""The review opinion: projects graded item by item from the findings, and the documents in which that is written."""
