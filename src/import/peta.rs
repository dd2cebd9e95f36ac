//! The columns of the books that offices keep, and which heading of a table is
//! which of them: proposed from the words, changed by people, kept by name.

use std::collections::BTreeMap;

use events::impor::peta::{BukuImpor, KolomPeta, PetaImporDitetapkan};
use events::teks::Label;

use super::tabel::Baris;

/// A column of a book: its name here, its words on the form, and how offices
/// head it, the surest first.
pub struct Kolom {
    pub kunci: &'static str,
    pub nama: &'static str,
    kata: &'static [&'static str],
}

const fn k(kunci: &'static str, nama: &'static str, kata: &'static [&'static str]) -> Kolom {
    Kolom { kunci, nama, kata }
}

#[rustfmt::skip]
const PERMOHONAN: [Kolom; 24] = [
    k("nomor", "Nomor pendaftaran", &["nomor_pendaftaran", "no_pendaftaran", "nomor_register", "no_register", "nomor_registrasi", "no_registrasi", "nomor_permohonan", "no_permohonan", "nomor", "no", "no_urut"]),
    k("tanggal", "Tanggal diterima", &["tanggal_diterima", "tgl_diterima", "tgl_permohonan", "tanggal_permohonan", "tanggal_permohonan_diterima", "tgl_permohonan_diterima", "tanggal_masuk", "tgl_masuk", "hari_tanggal_permohonan", "tanggal", "tgl", "hari_tanggal"]),
    k("nama", "Nama", &["nama", "nama_pemohon", "nama_pemohon_informasi", "pemohon", "pemohon_informasi", "nama_lengkap"]),
    k("jenis_pemohon", "Jenis pemohon", &["jenis_pemohon", "kategori_pemohon", "jenis_pemohon_informasi"]),
    k("nomor_identitas", "NIK atau nomor pengesahan", &["nik", "nik_atau_nomor_pengesahan_badan_hukum", "nomor_identitas", "no_identitas", "nomor_ktp", "no_ktp", "nik_sk", "nik_no_sk", "nik_nomor_sk"]),
    k("alamat", "Alamat", &["alamat", "alamat_pemohon", "alamat_lengkap"]),
    k("kontak", "Nomor kontak", &["nomor_kontak", "no_kontak", "kontak", "telepon", "no_telepon", "nomor_telepon", "telp", "no_telp", "no_hp", "nomor_hp", "hp", "telepon_e_mail", "telepon_email", "no_telepon_email", "nomor_telepon_e_mail"]),
    k("surel", "E-mail", &["email", "e_mail", "surel", "alamat_email", "alamat_e_mail"]),
    k("pekerjaan", "Pekerjaan", &["pekerjaan", "pekerjaan_pemohon"]),
    k("rincian", "Informasi yang diminta", &["informasi_yang_diminta", "informasi_diminta", "rincian_informasi", "rincian_informasi_yang_diminta", "rincian_informasi_yang_dibutuhkan", "informasi_yang_dibutuhkan", "rincian", "informasi"]),
    k("tujuan", "Tujuan penggunaan informasi", &["tujuan_penggunaan_informasi", "tujuan_penggunaan", "tujuan", "tujuan_permohonan"]),
    k("dikuasai", "Di bawah penguasaan: ya", &["di_bawah_penguasaan_ya", "dibawah_penguasaan_ya", "di_bawah_penguasaan", "dibawah_penguasaan", "dikuasai", "penguasaan", "status_informasi_di_bawah_penguasaan_ya", "status_informasi_dibawah_penguasaan_ya", "status_informasi_di_bawah_penguasaan", "status_informasi_dibawah_penguasaan", "status_informasi"]),
    k("tidak_dikuasai", "Di bawah penguasaan: tidak", &["di_bawah_penguasaan_tidak", "dibawah_penguasaan_tidak", "status_informasi_di_bawah_penguasaan_tidak", "status_informasi_dibawah_penguasaan_tidak", "tidak_dikuasai", "belum_dikuasai"]),
    k("belum_didokumentasikan", "Belum didokumentasikan", &["belum_didokumentasikan", "status_informasi_belum_didokumentasikan"]),
    k("softcopy", "Bentuk: softcopy", &["bentuk_softcopy", "softcopy", "soft_copy", "bentuk_informasi_softcopy", "bentuk_informasi_yang_dikuasai_softcopy", "bentuk_informasi_yang_dikuasai", "bentuk_informasi"]),
    k("hardcopy", "Bentuk: hardcopy", &["bentuk_hardcopy", "hardcopy", "hard_copy", "bentuk_informasi_hardcopy", "bentuk_informasi_yang_dikuasai_hardcopy"]),
    k("melihat", "Jenis: melihat atau mengetahui", &["jenis_melihat_atau_mengetahui", "melihat_mengetahui", "melihat_atau_mengetahui", "melihat", "jenis_permintaan_melihat_mengetahui", "jenis_permintaan"]),
    k("salinan", "Jenis: meminta salinan", &["jenis_meminta_salinan", "meminta_salinan", "salinan", "minta_salinan", "jenis_permintaan_meminta_salinan"]),
    k("keputusan", "Keputusan", &["keputusan", "status", "status_permohonan", "hasil", "tindak_lanjut"]),
    k("alasan_penolakan", "Alasan penolakan", &["alasan_penolakan", "alasan_ditolak", "alasan_penolakan_oleh_atasan_ppid"]),
    k("tanggal_pemberitahuan", "Pemberitahuan tertulis", &["pemberitahuan_tertulis", "tgl_pemberitahuan", "tanggal_pemberitahuan", "tanggal_pemberitahuan_tertulis", "tgl_pemberitahuan_tertulis", "tanggal_jawaban", "tgl_jawaban", "tanggal_jawab", "tgl_jawab", "hari_dan_tanggal_pemberitahuan_tertulis"]),
    k("tanggal_pemberian", "Pemberian informasi", &["pemberian_informasi", "tgl_pemberian", "tanggal_pemberian", "tanggal_pemberian_informasi", "tgl_pemberian_informasi", "hari_dan_tanggal_pemberian_informasi"]),
    k("biaya", "Biaya (rupiah)", &["biaya_rupiah", "biaya", "biaya_rp"]),
    k("kanal", "Kanal", &["kanal", "cara_permohonan", "media", "media_permohonan", "melalui", "sarana", "cara_mengajukan"]),
];

#[rustfmt::skip]
const KEBERATAN: [Kolom; 23] = [
    k("nomor", "Nomor keberatan", &["nomor_keberatan", "no_keberatan", "nomor_registrasi_keberatan", "no_registrasi_keberatan", "nomor_register", "no_register", "nomor", "no", "no_urut"]),
    k("tanggal", "Tanggal diterima", &["tanggal_diterima", "tgl_diterima", "tanggal_keberatan", "tgl_keberatan", "tanggal_keberatan_diterima", "tanggal_masuk", "tgl_masuk", "tanggal", "tgl", "hari_tanggal"]),
    k("nama", "Nama", &["nama", "nama_pemohon", "nama_pemohon_informasi", "pemohon", "nama_pengaju_keberatan"]),
    k("jenis_pemohon", "Jenis pemohon", &["jenis_pemohon", "kategori_pemohon"]),
    k("nomor_identitas", "NIK atau nomor pengesahan", &["nik", "nik_atau_nomor_pengesahan_badan_hukum", "nomor_identitas", "no_identitas", "nomor_ktp", "no_ktp"]),
    k("alamat", "Alamat", &["alamat", "alamat_pemohon"]),
    k("kontak", "Nomor kontak", &["nomor_kontak", "no_kontak", "kontak", "telepon", "no_telepon", "nomor_telepon", "telp", "no_telp", "no_hp", "hp"]),
    k("surel", "E-mail", &["email", "e_mail", "surel", "alamat_email"]),
    k("pekerjaan", "Pekerjaan", &["pekerjaan"]),
    k("nomor_permohonan", "Nomor pendaftaran permohonan", &["nomor_pendaftaran_permohonan", "no_pendaftaran_permohonan", "nomor_pendaftaran", "no_pendaftaran", "no_pendaftaran_permohonan_informasi", "nomor_pendaftaran_permohonan_informasi", "nomor_permohonan", "no_permohonan"]),
    k("informasi", "Informasi yang diminta", &["informasi_yang_diminta", "informasi_diminta", "rincian_informasi", "informasi"]),
    k("tujuan", "Tujuan penggunaan informasi", &["tujuan_penggunaan_informasi", "tujuan_penggunaan", "tujuan"]),
    k("alasan", "Alasan (huruf)", &["alasan_pengajuan_keberatan", "alasan_keberatan", "alasan", "alasan_huruf", "alasan_pengajuan_keberatan_pasal_35_ayat_1"]),
    k("alasan_a", "Alasan a", &["alasan_a", "a", "alasan_pengajuan_keberatan_a"]),
    k("alasan_b", "Alasan b", &["alasan_b", "b", "alasan_pengajuan_keberatan_b"]),
    k("alasan_c", "Alasan c", &["alasan_c", "c", "alasan_pengajuan_keberatan_c"]),
    k("alasan_d", "Alasan d", &["alasan_d", "d", "alasan_pengajuan_keberatan_d"]),
    k("alasan_e", "Alasan e", &["alasan_e", "e", "alasan_pengajuan_keberatan_e"]),
    k("alasan_f", "Alasan f", &["alasan_f", "f", "alasan_pengajuan_keberatan_f"]),
    k("alasan_g", "Alasan g", &["alasan_g", "g", "alasan_pengajuan_keberatan_g"]),
    k("putusan", "Keputusan Atasan PPID", &["keputusan_atasan_ppid", "keputusan_atasan", "keputusan", "putusan", "tanggapan_atasan_ppid"]),
    k("tanggal_tanggapan", "Pemberian tanggapan", &["pemberian_tanggapan", "tanggal_tanggapan", "tgl_tanggapan", "hari_dan_tanggal_pemberian_tanggapan", "hari_tanggal_pemberian_tanggapan", "tanggal_pemberian_tanggapan", "tgl_pemberian_tanggapan", "hari_dan_tanggal_pemberian_tanggapan_atas_keberatan"]),
    k("tanggapan_pemohon", "Tanggapan pemohon", &["tanggapan_pemohon", "tanggapan_pemohon_informasi"]),
];

#[rustfmt::skip]
const DIP: [Kolom; 9] = [
    k("nomor", "Nomor", &["nomor", "no", "no_urut"]),
    k("ringkasan", "Ringkasan isi informasi", &["ringkasan_isi_informasi", "ringkasan", "ringkasan_informasi", "jenis_informasi", "informasi", "judul_informasi", "nama_informasi"]),
    k("unit", "Unit yang menguasai informasi", &["pejabat_atau_unit_yang_menguasai_informasi", "pejabat_unit_satker_yang_menguasai_informasi", "pejabat_unit_satuan_kerja_yang_menguasai_informasi", "unit_yang_menguasai_informasi", "unit_yang_menguasai", "pejabat_yang_menguasai_informasi", "penguasa_informasi", "unit", "opd", "satuan_kerja", "satker"]),
    k("penanggung_jawab", "Penanggung jawab pembuatan atau penerbitan", &["penanggung_jawab_pembuatan_atau_penerbitan", "penanggung_jawab_pembuatan_atau_penerbitan_informasi", "penanggung_jawab_pembuatan_penerbitan_informasi", "penanggungjawab_pembuatan_atau_penerbitan_informasi", "penanggung_jawab", "penanggungjawab"]),
    k("dibuat", "Waktu pembuatan", &["waktu_pembuatan", "waktu_pembuatan_informasi", "tanggal_pembuatan", "tgl_pembuatan", "waktu", "waktu_dan_tempat_pembuatan_informasi", "waktu_dan_tempat_pembuatan"]),
    k("tempat", "Tempat pembuatan", &["tempat_pembuatan", "tempat_pembuatan_informasi", "tempat"]),
    k("bentuk", "Bentuk informasi yang tersedia", &["bentuk_informasi_yang_tersedia", "bentuk_informasi", "bentuk", "format_informasi_yang_tersedia"]),
    k("retensi", "Jangka waktu penyimpanan", &["jangka_waktu_penyimpanan", "jangka_waktu_penyimpanan_atau_retensi_arsip", "jangka_waktu_penyimpanan_atau_retensi", "retensi_arsip", "masa_retensi", "retensi"]),
    k("kategori", "Kategori", &["kategori", "kategori_informasi", "klasifikasi", "klasifikasi_informasi", "jenis"]),
];

/// Every column of a book, in the order of its form.
pub fn kolom(buku: BukuImpor) -> &'static [Kolom] {
    match buku {
        BukuImpor::Permohonan => &PERMOHONAN,
        BukuImpor::Keberatan => &KEBERATAN,
        BukuImpor::Dip => &DIP,
    }
}

/// How the form of a book calls a column.
pub fn nama(buku: BukuImpor, kunci: &'static str) -> &'static str {
    kolom(buku).iter().find(|k| k.kunci == kunci).map_or(kunci, |k| k.nama)
}

/// How many headings of a row are known; a row of a table has few or none.
pub fn dikenal(buku: BukuImpor, judul: &[String]) -> usize {
    let kenal = |satu: &&String| kolom(buku).iter().any(|k| k.kata.contains(&satu.as_str()));
    judul.iter().filter(kenal).count()
}

/// Which heading fills which column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peta(BTreeMap<&'static str, String>);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PetaKeliru {
    #[error("kolom {0} tidak ada pada buku ini; yang ada: {1}")]
    KolomTidakAda(String, String),
    #[error("judul {0} tidak ada pada berkas ini; yang terbaca: {1}")]
    JudulTidakAda(String, String),
    #[error("kolom {0} belum dipetakan; pilih judulnya. Judul yang terbaca: {1}")]
    Kurang(&'static str, String),
}

impl Peta {
    /// As the words of the headings tell; each heading is taken once.
    pub fn usulan(buku: BukuImpor, judul: &[String]) -> Self {
        let mut peta = BTreeMap::new();
        for satu in kolom(buku) {
            let bebas = |kata: &&&str| {
                judul.iter().any(|j| j == **kata) && !peta.values().any(|v: &String| v == **kata)
            };
            if let Some(kata) = satu.kata.iter().find(bebas) {
                peta.insert(satu.kunci, (*kata).to_owned());
            }
        }
        Peta(peta)
    }

    /// One that was kept, as far as this table has its headings.
    pub fn tersimpan(peta: &PetaImporDitetapkan, judul: &[String]) -> Self {
        let milik = peta.kolom.iter().filter_map(|satu| {
            let kunci = kolom(peta.buku).iter().find(|k| k.kunci == satu.kolom.as_str())?.kunci;
            let ada = judul.iter().any(|j| j == satu.sumber.as_str());
            ada.then(|| (kunci, satu.sumber.to_string()))
        });
        Peta(milik.collect())
    }

    /// Whether a map that was kept is for headings like these.
    pub fn untuk(peta: &PetaImporDitetapkan, judul: &[String]) -> bool {
        peta.kolom.iter().all(|satu| judul.iter().any(|j| j == satu.sumber.as_str()))
    }

    /// Another heading for a column; an empty one leaves the column unfilled.
    pub fn atur(
        &mut self,
        buku: BukuImpor,
        kunci: &str,
        sumber: &str,
        judul: &[String],
    ) -> Result<(), PetaKeliru> {
        let satu = kolom(buku).iter().find(|k| k.kunci == kunci).ok_or_else(|| {
            let ada: Vec<&str> = kolom(buku).iter().map(|k| k.kunci).collect();
            PetaKeliru::KolomTidakAda(kunci.to_owned(), ada.join(", "))
        })?;
        if sumber.is_empty() {
            self.0.remove(satu.kunci);
            return Ok(());
        }
        if !judul.iter().any(|j| j == sumber) {
            return Err(PetaKeliru::JudulTidakAda(sumber.to_owned(), judul.join(", ")));
        }
        self.0.insert(satu.kunci, sumber.to_owned());
        Ok(())
    }

    /// What cannot be missing: without it no row says anything.
    pub fn periksa(&self, buku: BukuImpor, judul: &[String]) -> Result<(), PetaKeliru> {
        let perlu: &[&'static str] = match buku {
            BukuImpor::Permohonan | BukuImpor::Keberatan => &["tanggal"],
            BukuImpor::Dip => &["ringkasan", "unit", "dibuat", "kategori"],
        };
        match perlu.iter().find(|kunci| !self.0.contains_key(*kunci)) {
            Some(kunci) => Err(PetaKeliru::Kurang(kunci, judul.join(", "))),
            None => Ok(()),
        }
    }

    pub fn judul(&self, kunci: &str) -> Option<&str> {
        self.0.get(kunci).map(String::as_str)
    }

    /// The cell of a column; empty where nothing fills it.
    pub fn sel<'a>(&self, baris: &Baris<'a>, kunci: &str) -> &'a str {
        self.judul(kunci).map_or("", |judul| baris.sel(judul))
    }

    /// As it is kept. A heading that may name somebody is not.
    pub fn fakta(&self, nama: Label, buku: BukuImpor) -> PetaImporDitetapkan {
        let satu = |(kunci, sumber): (&&str, &String)| {
            let sumber = Label::try_new(sumber.as_str()).ok()?;
            Some(KolomPeta { sumber, kolom: Label::try_new(*kunci).ok()? })
        };
        PetaImporDitetapkan { nama, buku, kolom: self.0.iter().filter_map(satu).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judul(semua: &[&str]) -> Vec<String> {
        semua.iter().map(|satu| (*satu).to_owned()).collect()
    }

    #[test]
    fn headings_are_known_in_the_ways_offices_write_them() {
        let judul = judul(&["no", "no_pendaftaran", "tgl", "nama_pemohon", "telp", "status", "x"]);
        let peta = Peta::usulan(BukuImpor::Permohonan, &judul);
        for (kunci, sumber) in [
            ("nomor", Some("no_pendaftaran")),
            ("tanggal", Some("tgl")),
            ("nama", Some("nama_pemohon")),
            ("kontak", Some("telp")),
            ("keputusan", Some("status")),
            ("alamat", None),
        ] {
            assert_eq!(peta.judul(kunci), sumber, "{kunci}");
        }
        assert_eq!(dikenal(BukuImpor::Permohonan, &judul), 6);
    }

    #[test]
    fn every_column_has_a_name_of_its_own_and_words() {
        for buku in BukuImpor::SEMUA {
            let mut nama: Vec<&str> = kolom(buku).iter().map(|k| k.kunci).collect();
            nama.sort_unstable();
            nama.dedup();
            assert_eq!(nama.len(), kolom(buku).len());
            assert!(kolom(buku).iter().all(|k| !k.kata.is_empty() && !k.nama.is_empty()));
        }
    }

    #[test]
    fn a_map_is_changed_and_kept() {
        let judul = judul(&["kapan", "siapa"]);
        let buku = BukuImpor::Permohonan;
        let mut peta = Peta::usulan(buku, &judul);
        assert!(matches!(peta.periksa(buku, &judul), Err(PetaKeliru::Kurang("tanggal", _))));
        peta.atur(buku, "tanggal", "kapan", &judul).unwrap();
        assert_eq!(peta.periksa(buku, &judul), Ok(()));
        let keliru = peta.atur(buku, "tanggal", "bila", &judul);
        assert!(matches!(keliru, Err(PetaKeliru::JudulTidakAda(..))));
        let keliru = peta.atur(buku, "umur", "siapa", &judul);
        assert!(matches!(keliru, Err(PetaKeliru::KolomTidakAda(..))));
        let fakta = peta.fakta(Label::try_new("lama").unwrap(), buku);
        assert!(Peta::untuk(&fakta, &judul) && !Peta::untuk(&fakta, &judul[1..]));
        assert_eq!(Peta::tersimpan(&fakta, &judul), peta);
    }
}
