"""What the demo has to look at: an interview without a clock, one of today and one of yesterday."""

from __future__ import annotations
