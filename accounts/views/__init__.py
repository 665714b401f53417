"""Which page answers which address of accounts?"""

from accounts.views.signing import csrf_failed, locked_out

__all__ = ["csrf_failed", "locked_out"]
