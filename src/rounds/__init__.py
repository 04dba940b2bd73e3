"""Rounds: production-debugging interviews on recorded incidents."""
