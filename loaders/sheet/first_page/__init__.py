"""Page 1: head, goals, budgets, roles and the drawing."""
