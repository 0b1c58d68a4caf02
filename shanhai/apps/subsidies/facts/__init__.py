"""Rows → values: policies in force, what is known of a claim, decisions derived again, and who stands on two sides."""
