"""Completion, certificates, the register."""
