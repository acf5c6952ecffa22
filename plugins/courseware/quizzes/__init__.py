"""Quizzes: the model of a question, how it is graded, and its page."""
