"""The views, by what they do: lists, one row, steps of what was found, analyses and summaries."""

from __future__ import annotations
