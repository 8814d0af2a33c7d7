"""Organisations as the form names them: in running text, and in lists of partners."""
