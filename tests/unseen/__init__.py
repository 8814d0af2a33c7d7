"""Sheets made from the real one by changes whose effect on the records is known."""
