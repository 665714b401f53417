"""People and what they may do."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Orang dan peran"
    verbs = {
        "invitation.sent": "{actor} mengundang {subject}",
        "invitation.withdrawn": "{actor} menarik undangan {subject}",
        "invitation.used": "{actor} menerima undangan",
        "membership.added": "{actor} menambahkan keanggotaan {subject}",
        "membership.ended": "{actor} mengakhiri keanggotaan {subject}: {reason}",
        "user.changed": "{actor} mengubah data diri {subject}",
        "user.blocked": "{actor} menonaktifkan {subject}: {reason}",
        "user.unblocked": "{actor} mengaktifkan kembali {subject}",
        "sessions.ended": "{actor} mengakhiri {count} sesi lain",
    }
