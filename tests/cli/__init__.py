"""Tests of lint/cli."""
