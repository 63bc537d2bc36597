"""Tests of lint/report."""
