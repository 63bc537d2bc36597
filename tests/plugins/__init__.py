"""Tests of lint/plugins."""
