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
        "user.corrected": "{actor} mengubah data {subject}: {change}",
        "user.blocked": "{actor} menonaktifkan {subject}: {reason}",
        "user.unblocked": "{actor} mengaktifkan kembali {subject}",
        "user.unlocked": "{actor} membuka kunci masuk {subject}",
        "password.changed": "{actor} mengganti kata sandi",
        "password.reset": "{actor} mengatur ulang kata sandi lewat posel",
        "email.asked": "{actor} meminta alamat posel diganti menjadi {email}",
        "email.changed": "{actor} mengganti alamat posel {old} menjadi {new}",
        "second_factor.confirmed": "{actor} mengaktifkan langkah kedua",
        "second_factor.recoded": "{actor} membuat kode pemulihan baru",
        "second_factor.recovered": "{actor} masuk dengan kode pemulihan; sisa {left}",
        "second_factor.shut": "Terlalu banyak kode langkah kedua yang salah untuk {subject}",
        "second_factor.removed": "{actor} menghapus langkah kedua",
        "second_factor.reset": "{actor} mereset langkah kedua {subject}: {reason}",
        "sessions.ended": "{actor} mengakhiri {count} sesi lain",
    }
    jobs = {
        "accounts.send_reset": "accounts.services.send_reset",
        "accounts.send_email_change": "accounts.services.email_change.send_email_change",
        "accounts.send_invitation": "accounts.services.send_invitation",
    }
