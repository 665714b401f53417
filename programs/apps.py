"""The programme year, from quota to decree."""

from django.apps import AppConfig

from documents.bulks import BulkKind


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = "Program"
    verbs = {
        "year.created": "{actor} menyiapkan {subject}",
        "year.copied": "{actor} menyiapkan {subject} dari program {source}",
        "year.changed": "{actor} mengubah tahun program: {fields}",
        "year.opened": "{actor} membuka tahun program",
        "year.closed": "{actor} menutup tahun program: {reason}",
        "stage.changed": "{actor} mengubah tanggal {stage}: {dates}",
        "stage.set_for": "{actor} memberi {place} tanggal sendiri untuk {stage}: {dates}. Alasan: {reason}",
        "stage.unset_for": "{actor} mengembalikan tanggal {stage} {place} ke tanggal umum",
        "quota.changed": "{actor} mengubah kuota {place}: {change}",
        "quota.shifted": "{actor} menggeser kuota {place}: {change}",
        "support.recorded": "{actor} mencatat {subject}",
        "meeting.planned": "{actor} merencanakan {subject}",
        "meeting.changed": "{actor} mengubah {subject}",
        "meeting.invited": "{actor} mengundang {count} dinas ke {subject}",
        "proposal.created": "{actor} mulai menyusun usulan",
        "proposal.changed": "{actor} mengubah keterangan usulan",
        "proposal.imported": "{actor} memasukkan {rows} baris dari Excel",
        "proposal.submitted": "{actor} mengirim usulan putaran {round}, tanda terima {receipt}",
        "proposal.withdrawn": "{actor} menarik usulan: {reason}",
        "proposal.reopened": "{actor} membuka kembali penyusunan usulan",
        "proposal.received": "{actor} memulai verifikasi putaran {round}",
        "proposal.returned": "{actor} mengembalikan usulan: {reason}",
        "proposal.closed_jointly": "{actor} menutup daftar bersama dinas",
        "proposal.closed_by_lpmp": "{actor} menutup daftar atas nama LPMP: {reason}",
        "candidate.added": "{actor} menambahkan {subject}",
        "candidate.changed": "{actor} mengubah {subject}: {fields}",
        "candidate.withdrawn": "{actor} mengeluarkan {subject}: {reason}",
        "candidate.replaced": "{actor} mengganti {subject} dengan {replacement}",
        "candidate.passed": "{actor} menyatakan {subject} layak",
        "candidate.failed": "{actor} menyatakan {subject} tidak layak: {reason}",
        "candidate.determined": "{actor} menetapkan {subject}",
        "candidate.criteria": "{actor} mencatat kriteria {subject}: {fields}",
        "candidate.reattached": "{actor} memindahkan {subject} ke {model}",
        "candidate.moved": "{actor} memindahkan {subject} dari {old} ke {model}",
        "commitment.voided": "{subject} harus dibuat lagi: yang lama menyebut {old}",
        "commitment.filled": "{actor} melengkapi {subject}",
        "commitment.uploaded": "{actor} mengunggah {subject}, tanda terima {receipt}",
        "commitment.rejected": "{actor} menolak pindaian {subject}: {reason}",
        "verifier.assigned": "{actor} menugaskan {verifier} untuk {subject}",
        "verifier.released": "{actor} mencabut tugas {verifier} untuk {subject}",
        "verifier.shared": "{actor} membagi rata {count} sekolah kepada {verifiers} verifikator",
        "verifier.unshared": "{actor} membatalkan pembagian {count} sekolah yang belum dimulai",
        "verifier.conflict": "{actor} menyatakan benturan kepentingan: {reason}",
        "verification.saved": "{actor} menyimpan lembar verifikasi {subject}",
        "verification.photographed": "{actor} menambahkan {count} foto pada lembar verifikasi",
        "verification.photo_removed": "{actor} menghapus satu foto dari lembar verifikasi",
        "verification.finished": "{actor} menyelesaikan verifikasi {subject}: {result}",
        "verification.reopened": "{actor} membuka kembali lembar verifikasi {subject}: {reason}",
        "correction.asked": "{actor} menyampaikan {count} temuan data sekolah: {fields}",
        "correction.taken": "{actor} mengambil alih temuan ke data sekolah {subject}: {fields}",
        "correction.declined": "{actor} tidak mengambil alih temuan data sekolah {subject} ({fields}): {reason}",
        "decree.made": "{actor} menetapkan {models} sekolah model dan {imbas} sekolah imbas",
        "decree.announced": "{actor} memberitahukan {subject} kepada {count} sekolah",
    }
    dossier_parts = "programs.reports.dossier.parts"
    letter_kinds = "programs.letters.KINDS"
    bulk_kinds = (
        BulkKind(
            "commitments", "Formulir 02.2 dan 02.3", "programs.services.commitments.print_commitment", ("f022", "f023")
        ),
        BulkKind("notices", "Pemberitahuan kepada sekolah", "programs.services.notices.tell", ("school_notice",)),
    )
    workflows = {
        "Tahun program": "programs.rules.PROGRAM_MOVES",
        "Usulan": "programs.rules.PROPOSAL_MOVES",
        "Calon sekolah": "programs.rules.CANDIDATE_MOVES",
    }
