"""What is a signed PDF worth that somebody brings? It is opened in a process of its own."""

import json
import logging
from pathlib import Path

from core.confined import Overrun, run
from documents.signing.finding import Finding
from documents.signing.judge import packed
from documents.signing.trust import trusted_roots

log = logging.getLogger(__name__)
AGAIN = "Tanda tangani PDF yang diunduh dari sini, lalu kirim hasilnya apa adanya."
ADDED = f"Bersama tanda tangan ditambahkan hal lain ({{what}}); berkas ini tidak diterima. {AGAIN}"
BROKEN = "PDF ini rusak atau terpotong. Unduh ulang dari aplikasi penanda tangan, lalu kirim lagi."
FAULTS = {
    "locked": f"PDF ini dikunci dengan kata sandi, jadi tanda tangannya tidak dapat diperiksa. {AGAIN}",
    "broken": BROKEN,
    "empty": BROKEN,
    "pages": f"Berkas ini bukan surat yang diterbitkan: halamannya terlalu banyak. {AGAIN}",
    "program": ADDED.format(what="program"),
    "xfa": ADDED.format(what="formulir XFA"),
    "attachment": ADDED.format(what="berkas lampiran"),
    "media": ADDED.format(what="video, suara, atau gambar 3D"),
    "bomb": f"Isi PDF ini mengembang terlalu besar; tidak diperiksa demi keamanan. {AGAIN}",
}
OVERRUN = f"PDF ini tidak dapat diperiksa dengan aman. {AGAIN}"


def check_arriving(content: bytes, issued: bytes) -> Finding:
    """As ``checking.check`` finds it under the roots of this installation. What breaks the process is refused."""
    sent = packed(content, issued, [root.dump() for root in trusted_roots()])
    try:
        found = json.loads(run("judge", sent, folder=Path(__file__).parent))
    except Overrun as overrun:
        log.warning("A signed PDF was refused: %s", overrun)
        return Finding(OVERRUN)
    return Finding(FAULTS[found["fault"]]) if "fault" in found else Finding(**found)
