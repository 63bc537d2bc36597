"""Tests of what is used from Python."""
