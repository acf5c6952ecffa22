"""Quizzes as HTML: forms that work without scripts, answers to print, and how pages place them."""
