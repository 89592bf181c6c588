"""Lets `assay examine` ask an attention that is written in Python."""

from ._serve import serve

__all__ = ["serve"]
