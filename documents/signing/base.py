"""What can put its name under a letter, and in which words is a person told why it could not?

A signer turns the SHA-256 of what is signed into a signature; everything else (the PDF, the stamp, the CMS) is done
here. A key on this server and a signing service elsewhere therefore look alike: ``local.py`` is the first,
``remote.py`` says what the second has to bring.
"""

from typing import Any, Protocol

from core.errors import DomainError

FAULTS = {
    "passphrase": "Frasa sandi salah; tidak ada yang berubah. Periksa huruf besar dan kecilnya, lalu coba lagi.",
    "corrupt": "Berkas kunci tidak terbaca: bukan PKCS#12 (.p12 atau .pfx) yang utuh. Unduh ulang dari penerbitnya.",
    "no_key": "Berkas ini tidak memuat kunci pribadi beserta sertifikatnya. Ekspor ulang dengan kunci pribadinya.",
    "unprotected": "Berkas kunci ini tidak dilindungi frasa sandi. Ekspor ulang dengan frasa sandi.",
    "expired": "Masa berlaku sertifikat sudah berakhir. Perpanjang sertifikat, lalu unggah berkas kunci yang baru.",
    "early": "Sertifikat belum mulai berlaku. Tunggu sampai tanggal mulainya.",
    "usage": "Sertifikat ini tidak boleh dipakai untuk menandatangani (key usage). Minta sertifikat tanda tangan.",
    "weak": "Kunci sertifikat ini terlalu lemah atau jenisnya tidak didukung. Pakai RSA 2048 bit ke atas atau EC.",
    "untrusted": "Penerbit sertifikat ini tidak dikenal. Mintalah pengelola server memasang sertifikat akarnya.",
    "revoked": "Sertifikat ini sudah dicabut oleh penerbitnya.",
    "unknown_person": "Layanan tanda tangan tidak mengenal NIK ini. Daftarkan lebih dahulu pada penyelenggaranya.",
    "unreachable": "Layanan tanda tangan tidak dapat dihubungi. Tidak ada surat yang ditandatangani; coba lagi nanti.",
    "refused": "Layanan tanda tangan menolak permintaan ini. Tidak ada surat yang ditandatangani.",
}  # fmt: skip


class SigningFault(DomainError):
    """A signature could not be made; nothing has changed. ``code`` is a key of FAULTS."""

    status = 422

    def __init__(self, code: str):
        super().__init__(FAULTS[code])
        self.code = code


class Signer(Protocol):
    """Somebody's certificate, and the power to sign with its key for the length of one request."""

    @property
    def certificate(self) -> Any:
        """As ``asn1crypto.x509.Certificate``."""

    @property
    def chain(self) -> list[Any]:
        """The certificates above it, as far as they are known."""

    def sign_digest(self, digest: bytes) -> bytes:
        """The signature over this SHA-256. ``SigningFault`` when it is refused; nothing is remembered."""
