"""Tests of lint/text."""
