"""What the pages of letters show that no single row says."""

from documents.reports.agenda import MOST, Book, incoming_book, last_month, outgoing_book
from documents.reports.inbox import newest_scans, piles, troubles

__all__ = ["MOST", "Book", "incoming_book", "last_month", "newest_scans", "outgoing_book", "piles", "troubles"]
