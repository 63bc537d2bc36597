"""Selecting rules, running them over documents, and making findings of their flags."""
