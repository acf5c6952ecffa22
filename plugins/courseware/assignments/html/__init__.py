"""Assignments as HTML: the parts of a page, forms that can be filled in and printed, figures, the rubric."""
