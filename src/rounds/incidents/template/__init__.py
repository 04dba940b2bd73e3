"""What `rounds scenario new` copies: a small scenario that is whole, to be changed into another.

Every file but this one is copied, with the new name for `your-scenario`. It is no shipped scenario.
"""

from __future__ import annotations
