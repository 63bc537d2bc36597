"""Tests of the project as a whole: wheel, docs, data files."""
