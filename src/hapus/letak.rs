//! Where personal data can lie: every table that could hold any, and what
//! becomes of it when a case is erased. A test holds this against the database,
//! so that a new table is thought about before it is used.

/// What becomes of a table when a case is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nasib {
    /// Holds the people of cases; erasing empties it of theirs.
    Dihapus,
    /// Holds them sealed under a secret that only its writer has, for days.
    Kedaluwarsa,
    /// Holds officials, who are not erased with a case.
    Pejabat,
    /// Computed from leaves: digests where people are, and words of the law.
    Sidik,
    /// Holds nothing of anybody.
    Kosong,
}

/// Every table with a column that could hold a text.
pub const TABEL: &[(&str, Nasib)] = &[
    ("disclosure", Nasib::Dihapus),
    ("subject_key", Nasib::Dihapus),
    ("berkas", Nasib::Dihapus),
    // References alone; the folder of mails beside it has the addresses.
    ("kotak_keluar", Nasib::Dihapus),
    ("draf", Nasib::Kedaluwarsa),
    ("akun", Nasib::Pejabat),
    ("sesi", Nasib::Pejabat),
    ("token", Nasib::Pejabat),
    ("kode_pemulihan", Nasib::Pejabat),
    ("saringan", Nasib::Pejabat),
    ("surel_ditolak", Nasib::Pejabat),
    ("tautan_kalender", Nasib::Pejabat),
    ("events", Nasib::Sidik),
    ("commands", Nasib::Sidik),
    ("log_head", Nasib::Sidik),
    ("log_blok", Nasib::Sidik),
    ("log_penglihatan", Nasib::Sidik),
    ("pohon", Nasib::Sidik),
    ("perkara", Nasib::Sidik),
    ("perkara_nomor", Nasib::Sidik),
    ("register_permohonan", Nasib::Sidik),
    ("register_keberatan", Nasib::Sidik),
    ("laporan", Nasib::Sidik),
    ("laporan_keberatan", Nasib::Sidik),
    ("laporan_sengketa", Nasib::Sidik),
    ("laporan_unit", Nasib::Sidik),
    ("sengketa", Nasib::Sidik),
    ("statistik", Nasib::Sidik),
    ("tenggat", Nasib::Sidik),
    ("rekap", Nasib::Kosong),
    ("alarm_tangga", Nasib::Kosong),
    ("buku", Nasib::Kosong),
    ("checkpoint", Nasib::Kosong),
    ("kesaksian", Nasib::Kosong),
    ("stempel", Nasib::Kosong),
    ("katalog", Nasib::Kosong),
    ("kegiatan", Nasib::Kosong),
    ("unit", Nasib::Kosong),
    ("master_key_check", Nasib::Kosong),
    ("pekerjaan", Nasib::Kosong),
    ("penghapusan_tempat", Nasib::Kosong),
    ("proyeksi", Nasib::Kosong),
    ("_sqlx_migrations", Nasib::Kosong),
];

/// Words in the names of columns that tell of a person.
pub const KATA_ORANG: [&str; 8] =
    ["nama", "nik", "identitas", "alamat", "telepon", "surel", "pekerjaan", "kuasa"];

/// Whether a table that has such a column is accounted for.
pub fn diperhitungkan(tabel: &str, kolom_orang: bool) -> bool {
    let nasib = TABEL.iter().find(|(nama, _)| *nama == tabel).map(|(_, nasib)| *nasib);
    match nasib {
        None => false,
        // Names of offices, books and jobs.
        Some(Nasib::Kosong) => {
            !kolom_orang || ["buku", "unit", "pekerjaan", "proyeksi"].contains(&tabel)
        }
        Some(Nasib::Dihapus | Nasib::Kedaluwarsa | Nasib::Pejabat | Nasib::Sidik) => true,
    }
}
