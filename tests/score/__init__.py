"""Scoring findings against labelled documents (``make score``)."""
