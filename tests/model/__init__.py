"""Tests of lint/model."""
