"""Which page answers which address of accounts?"""

from accounts.views.signing import locked_out

__all__ = ["locked_out"]
