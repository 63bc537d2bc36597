"""Measuring: generated documents, and timings beside bare Python in the same run."""
