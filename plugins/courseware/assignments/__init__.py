"""Assignments: surveys that students make in groups, from one file to forms, statistics and documents."""
