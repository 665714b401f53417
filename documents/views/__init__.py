"""The pages of letters: the register, one letter, many at once, and the public check."""

from documents.views.agenda import agenda
from documents.views.concept import concept, concept_file
from documents.views.incoming import (
    incoming,
    incoming_cross_out,
    incoming_edit,
    incoming_list,
    incoming_new,
    incoming_scan,
)
from documents.views.moving import move, note_receipt
from documents.views.public import verify, verify_search
from documents.views.register import detail, file, letters, pdf, retry
from documents.views.scanning import confirm_scan, match_sheet, scan_file, scans, set_aside, sheet_picture
from documents.views.signing import drop_key, recheck, sign, signed_file, signing_key, to_sign, upload_signed

__all__ = [
    "agenda", "concept", "concept_file", "confirm_scan", "detail", "drop_key", "file", "incoming",
    "incoming_cross_out", "incoming_edit", "incoming_list", "incoming_new", "incoming_scan", "letters", "match_sheet",
    "move", "note_receipt", "pdf", "recheck", "retry", "scan_file", "scans", "set_aside", "sheet_picture",
    "sign", "signed_file", "signing_key", "to_sign", "upload_signed", "verify", "verify_search",
]  # fmt: skip
