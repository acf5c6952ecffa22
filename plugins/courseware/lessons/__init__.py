"""Lessons: their head and steps, and what is made from them."""
