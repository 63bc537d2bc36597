"""Tests of lint/config."""
