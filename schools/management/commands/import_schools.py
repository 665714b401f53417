"""Puts a list of schools in from the command line, in the same two steps as the browser: look, then commit."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError

from core.formats import number
from core.uploads import BadUpload
from schools import services
from schools.models import ImportBatch, Place
from schools.rules.regions import CodeSystem
from schools.services.imports import Tally


class Command(BaseCommand):
    help = "Memeriksa daftar sekolah (CSV, CSV.gz, XLSX); dengan --commit juga memasukkannya."
    requires_system_checks: list[str] = []  # its output is read by programs

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--commit", action="store_true", help="masukkan setelah diperiksa")
        parser.add_argument("--json", action="store_true", help="tulis hasilnya sebagai JSON")
        parser.add_argument(
            "--kabkota", default="", help="kode Kemendagri kab/kota (14.01) bila berkas tidak memuatnya"
        )
        parser.add_argument("--kode", default="", choices=["", *CodeSystem.values], help="sistem kode 4 angka")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        regency = self._regency(options["kabkota"])
        try:
            with file.open("rb") as content:
                tally = self._work(File(content, name=file.name), regency, options)
        except (OSError, BadUpload) as refusal:
            reason = f"Berkas tidak dapat dibaca: {refusal.strerror}" if isinstance(refusal, OSError) else str(refusal)
            self._refuse(file, reason, as_json=options["json"])
        self._report(tally, options)

    def _work(self, file: File, regency: Place | None, options: dict[str, Any]) -> Tally:
        chosen = {"regency": regency, "code_system": options["kode"]}
        if not options["commit"]:
            return services.examine(ImportBatch(file=file, file_name=file.name, **chosen))
        batch = services.upload_import(file, by=None, queued=False, **chosen)
        tally = services.check(batch)
        batch.refresh_from_db()
        services.commit(batch, by=None)
        return tally

    def _regency(self, code: str) -> Place | None:
        if not code:
            return None
        found = Place.objects.regencies().filter(code=code).first()
        if found is None:
            raise CommandError(f"Kab/kota {code} tidak ada; muat dahulu dengan load_places.")
        return found

    def _refuse(self, file: Path, reason: str, *, as_json: bool) -> None:
        if as_json:
            errors = [{"row": 0, "column": "", "value": file.name, "message": reason}]
            self.stdout.write(json.dumps(Tally().counts | {"errors": errors}, ensure_ascii=False))
        self.stderr.write(f"Ditolak: {reason}")
        sys.exit(1)

    def _report(self, tally: Tally, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(tally.counts | {"errors": tally.errors}, ensure_ascii=False))
            return
        words = {"rows": "baris", "new": "baru", "changed": "berubah", "unchanged": "sama", "rejected": "ditolak"}
        self.stdout.write(f"Tata letak: {tally.layout}")
        self.stdout.write(", ".join(f"{number(n)} {words[name]}" for name, n in tally.counts.items()))
        for error in tally.errors[:50]:
            self.stdout.write("  baris {row}, {column}: «{value}» {message}".format(**error))
        if len(tally.errors) > 50:
            self.stdout.write(f"  … dan {number(len(tally.errors) - 50)} galat lagi; --json menulis semuanya.")
        self.stdout.write("Sudah dimasukkan." if options["commit"] else "Belum dimasukkan; tambahkan --commit.")
