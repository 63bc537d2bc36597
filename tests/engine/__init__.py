"""Tests of lint/engine."""
