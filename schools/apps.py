"""Places, institutions and schools."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = "Sekolah dan wilayah"
    verbs = {
        "school.changed": "{actor} mengubah data sekolah: {fields}",
        "school.corrected": "{actor} mengoreksi data sekolah menurut {source}: {change}",
        "school.imported": "Data sekolah diperbarui dari berkas {file}: {fields}",
        "import.uploaded": "{actor} mengunggah {subject}",
        "import.committed": "{actor} memasukkan {subject}: {new} baru, {changed} berubah",
        "import.cancelled": "{actor} membatalkan impor {subject}",
        "cluster.created": "{actor} membuat {subject}",
        "cluster.changed": "{actor} mengubah {subject}: {fields}",
        "cluster.filled": "{actor} menempatkan {count} sekolah di {subject}",
        "institution.changed": "{actor} mengubah data lembaga: {fields}",
        "delegation.begun": "{actor} mencatat {subject} sebagai penanda tangan sejak {since}",
        "delegation.ended": "{actor} mengakhiri {subject} sebagai penanda tangan per {until}",
    }
    jobs = {
        "schools.check_import": "schools.services.check_import",
        "schools.commit_import": "schools.services.commit_import",
    }
