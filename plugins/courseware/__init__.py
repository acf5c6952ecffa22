"""Courseware: bilingual courses with quizzes and lesson plans, made from Markdown and YAML."""
