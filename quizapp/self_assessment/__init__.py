"""Learners test themselves at home, on what is due; none of it touches the official mark."""
