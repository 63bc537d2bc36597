"""Tests of lint/rules."""
