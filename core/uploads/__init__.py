"""Is this upload what it claims to be, and harmless? Decided by content, within limits, before anything opens it."""

from core.uploads.faults import MB, PILE_LIMIT, SCAN_LIMIT, BadUpload, check_size, most
from core.uploads.pictures import LONG_SIDE, SCAN_SIDE, check_image
from core.uploads.scans import PAGE_LIMIT, check_image_or_pdf
from core.uploads.sheets import SHEET_LIMIT, check_spreadsheet

__all__ = [
    "LONG_SIDE",
    "MB",
    "PAGE_LIMIT",
    "PILE_LIMIT",
    "SCAN_LIMIT",
    "SCAN_SIDE",
    "SHEET_LIMIT",
    "BadUpload",
    "check_image",
    "check_image_or_pdf",
    "check_size",
    "check_spreadsheet",
    "most",
]
