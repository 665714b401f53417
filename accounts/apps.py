"""People and what they may do."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Orang dan peran"
    verbs = {
        "invitation.sent": "{actor} mengundang {subject}",
        "invitation.renewed": "{actor} memperbarui undangan {subject}",
        "invitation.withdrawn": "{actor} menarik undangan {subject}",
        "invitation.used": "{actor} menerima undangan",
        "membership.added": "{actor} menambahkan keanggotaan {subject}",
        "membership.ended": "{actor} mengakhiri keanggotaan {subject}: {reason}",
        "user.changed": "{actor} mengubah data diri: {fields}",
        "user.blocked": "{actor} menonaktifkan {subject}: {reason}",
        "user.unblocked": "{actor} mengaktifkan kembali {subject}",
        "user.unlocked": "{actor} membuka kunci masuk {subject}",
        "password.changed": "{actor} mengganti kata sandi",
        "password.reset": "{actor} mengatur ulang kata sandi lewat posel",
        "sessions.ended": "{actor} mengakhiri {count} sesi lain",
    }
    jobs = {
        "accounts.send_reset": "accounts.services.send_reset",
        "accounts.send_invitation": "accounts.services.send_invitation",
    }
