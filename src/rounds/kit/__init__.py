"""Errors, identifiers and numbers as text; no word of the domain."""
