"""Copies of drafts with the findings in them: comments in Word, notes in Excel, marks in PDF."""
