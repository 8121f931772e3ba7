"""Classes (lớp): who is enrolled, in which group, by which slip."""
