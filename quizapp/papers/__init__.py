"""Marks of the end-of-course paper (bài thu hoạch)."""
