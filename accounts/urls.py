"""Addresses of accounts."""

from django.urls import path

from accounts.views import accepting, email, invitations, passwords, people, profile, second_factor, signing

app_name = "accounts"
urlpatterns = [
    path("masuk/", signing.sign_in, name="sign_in"),
    path("masuk/demo/<int:user_id>/", signing.demo_sign_in, name="demo_sign_in"),
    path("masuk/langkah-kedua/", second_factor.second_step, name="second_step"),
    path("langkah-kedua/", second_factor.second_factor, name="second_factor"),
    path("langkah-kedua/kode/", second_factor.second_factor_codes, name="second_factor_codes"),
    path("langkah-kedua/hapus/", second_factor.second_factor_remove, name="second_factor_remove"),
    path("orang/<int:user_id>/langkah-kedua/", second_factor.second_factor_reset, name="second_factor_reset"),
    path("posel/<str:token>/", email.email_confirm, name="email_confirm"),
    path("keluar/", signing.sign_out, name="sign_out"),
    path("lanjutkan/", signing.resume, name="resume"),
    path("lupa-sandi/", passwords.reset, name="reset"),
    path("lupa-sandi/terkirim/", passwords.reset_sent, name="reset_sent"),
    path("lupa-sandi/<str:uid>/<str:token>/", passwords.reset_set, name="reset_set"),
    path("sandi/", passwords.password, name="password"),
    path("", profile.profile, name="profile"),
    path("ganti-peran/", profile.switch, name="switch"),
    path("sesi/", profile.sessions, name="sessions"),
    path("sesi/lain/akhiri/", profile.end_other_sessions, name="end_other_sessions"),
    path("sesi/<int:open_session_id>/akhiri/", profile.end_session, name="end_session"),
    path("peran/", people.rights, name="rights"),
    path("orang/", people.people, name="people"),
    path("orang/<int:user_id>/", people.person, name="person"),
    path("orang/<int:user_id>/ubah/", people.person_edit, name="person_edit"),
    path("orang/<int:user_id>/peran/", people.membership_add, name="membership_add"),
    path("orang/<int:user_id>/nonaktifkan/", people.block, name="block"),
    path("orang/<int:user_id>/aktifkan/", people.unblock, name="unblock"),
    path("orang/<int:user_id>/buka-kunci/", people.unlock, name="unlock"),
    path("peran/<int:membership_id>/akhiri/", people.membership_end, name="membership_end"),
    path("undangan/", invitations.invitations, name="invitations"),
    path("undangan/baru/", invitations.invite, name="invite"),
    path("undangan/dinas/", invitations.invite_offices, name="invite_offices"),
    path("undangan/kepala-sekolah/", invitations.invite_heads, name="invite_heads"),
    path("undangan/teks/", invitations.texts, name="texts"),
    path("undangan/<int:invitation_id>/", invitations.invitation, name="invitation"),
    path("undangan/<int:invitation_id>/kirim-ulang/", invitations.renew, name="renew"),
    path("undangan/<int:invitation_id>/tarik/", invitations.withdraw, name="withdraw"),
    path("terima/<str:token>/", accepting.accept, name="accept"),
]
