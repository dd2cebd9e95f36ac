//! What the queue is narrowed by: read from the address, shown as what it means,
//! and written back.

use axum::http::Uri;
use events::waktu::tanggal_panjang;
use uuid::Uuid;

use super::kata;

/// Names and values as they stand in the address.
#[derive(Clone, Debug)]
pub(super) struct Saringan {
    isi: Vec<(String, String)>,
    unit: Vec<(Uuid, String)>,
}

/// A choice of a field.
pub(super) struct Pilihan {
    pub nilai: String,
    pub kata: String,
    pub terpilih: bool,
}

/// Something the list is narrowed by, and the address without it.
pub(super) struct Keping {
    pub teks: String,
    pub tanpa: String,
}

/// Fields that the form on the page has itself; all others it carries along.
const DALAM_FORMULIR: [&str; 11] = [
    "wajah",
    "jenis",
    "jenis_pemohon",
    "penanggung_jawab",
    "pemegang",
    "dari",
    "sampai",
    "urut",
    "saya",
    "q",
    "sebagaimana",
];

impl Saringan {
    /// What was asked for; one's own work where nothing was.
    pub(super) fn dari(uri: &Uri) -> Self {
        let tanya = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let isi = tanya.into_owned().filter(|(_, nilai)| !nilai.trim().is_empty());
        let mut isi: Vec<(String, String)> = isi.collect();
        let menyaring = isi.iter().any(|(nama, _)| nama != "sebagaimana" && nama != "setelah");
        if !menyaring {
            isi.push(("saya".to_owned(), "true".to_owned()));
        }
        Saringan { isi, unit: Vec::new() }
    }

    /// Knows units by their names from now on.
    pub(super) fn bernama(&mut self, unit: &[(Uuid, String)]) {
        self.unit = unit.to_vec();
    }

    pub(super) fn nilai(&self, nama: &str) -> Option<&str> {
        let satu = self.isi.iter().find(|(ini, _)| ini == nama);
        satu.map(|(_, nilai)| nilai.as_str())
    }

    /// What stands in a field of the form.
    pub(super) fn isian(&self, nama: &str) -> &str {
        self.nilai(nama).unwrap_or_default()
    }

    pub(super) fn alamat(&self, dasar: &str) -> String {
        format!("{dasar}?{}", self.tanya())
    }

    /// What stands behind the question mark.
    pub(super) fn tanya(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.isi).finish()
    }

    /// What is kept under a name: the filter and not where one was in it.
    pub(super) fn disimpan(&self) -> String {
        self.tanpa("setelah").tanpa("sebagaimana").tanya()
    }

    pub(super) fn dengan(&self, nama: &str, nilai: &str) -> Self {
        let mut saringan = self.tanpa(nama);
        saringan.isi.push((nama.to_owned(), nilai.to_owned()));
        saringan
    }

    pub(super) fn tanpa(&self, nama: &str) -> Self {
        let mut saringan = self.clone();
        saringan.isi.retain(|(ini, _)| ini != nama);
        saringan
    }

    pub(super) fn judul(&self) -> &'static str {
        if self.saya() {
            "Pekerjaan saya"
        } else if self.nilai("q").is_some() {
            "Hasil pencarian"
        } else {
            "Antrean"
        }
    }

    pub(super) fn saya(&self) -> bool {
        self.nilai("saya") == Some("true")
    }

    /// One of the tabs, and nothing else.
    pub(super) fn hanya(&self, nama: &str, nilai: &str) -> bool {
        let lain = |(ini, _): &&(String, String)| ini != "setelah" && ini != "sebagaimana";
        let isi: Vec<_> = self.isi.iter().filter(lain).collect();
        matches!(isi.as_slice(), [(n, v)] if n == nama && v == nilai)
    }

    /// What the form carries along unseen.
    pub(super) fn terbawa(&self) -> impl Iterator<Item = &(String, String)> {
        let terbawa = |nama: &str| !DALAM_FORMULIR.contains(&nama) && nama != "setelah";
        self.isi.iter().filter(move |(nama, _)| terbawa(nama))
    }

    /// Everything that narrows the list.
    pub(super) fn keping(&self) -> Vec<Keping> {
        let berarti = |nama: &str| !["setelah", "urut", "sebagaimana"].contains(&nama);
        let isi = self.isi.iter().filter(|(nama, _)| berarti(nama));
        let keping = isi.map(|(nama, nilai)| Keping {
            teks: self.kata(nama, nilai),
            tanpa: self.tanpa(nama).tanpa("setelah").alamat("/antrean"),
        });
        keping.collect()
    }

    /// Choices of a field, with the one that is chosen.
    pub(super) fn pilihan(&self, nama: &str) -> Vec<Pilihan> {
        let nilai: Vec<String> = if nama == "penanggung_jawab" {
            self.unit.iter().map(|(id, _)| id.to_string()).collect()
        } else {
            pilihan(nama).iter().map(|nilai| (*nilai).to_owned()).collect()
        };
        let satu = |nilai: String| Pilihan {
            kata: self.arti(nama, &nilai),
            terpilih: self.nilai(nama) == Some(&nilai),
            nilai,
        };
        nilai.into_iter().map(satu).collect()
    }

    fn kata(&self, nama: &str, nilai: &str) -> String {
        let arti = self.arti(nama, nilai);
        match (nama, nilai) {
            ("saya", _) => "menunggu saya".to_owned(),
            ("berjalan", "true") => "yang berjalan".to_owned(),
            ("berjalan", _) => "yang selesai".to_owned(),
            ("terbuka", "true") => "ada yang harus dilakukan kantor".to_owned(),
            ("terbuka", _) => "tanpa tenggat kantor".to_owned(),
            ("ada", _) => format!("dengan {arti}"),
            ("dari", _) => format!("diterima sejak {arti}"),
            ("sampai", _) => format!("diterima sampai {arti}"),
            ("tenggat_dari", _) => format!("tenggat sejak {arti}"),
            ("tenggat_sampai", _) => format!("tenggat sampai {arti}"),
            ("penanggung_jawab", _) => format!("unit {arti}"),
            ("pemegang", _) => format!("dipegang {arti}"),
            ("pemegang_unit", _) => format!("dipegang {arti}"),
            ("q", _) => format!("kata “{arti}”"),
            ("lama", _) => format!("pemberitahuan dalam {arti}"),
            ("lama_pemberian", _) => format!("pemberian dalam {arti}"),
            ("pemberitahuan", _) => format!("pemberitahuan: {arti}"),
            ("pemberian", _) => format!("pemberian: {arti}"),
            ("belum_dijawab", _) => format!("belum dijawab, tenggat {arti}"),
            ("alasan", _) => format!("ditolak: {arti}"),
            ("hasil" | "wajah" | "jenis", _) => arti,
            _ => format!("{}: {arti}", kata::manusiawi(nama).to_lowercase()),
        }
    }

    /// A value in words.
    fn arti(&self, nama: &str, nilai: &str) -> String {
        let unit = || {
            let id: Option<Uuid> = nilai.parse().ok();
            let unit = self.unit.iter().find(|(ini, _)| Some(*ini) == id);
            unit.map_or_else(|| nilai.to_owned(), |(_, nama)| nama.clone())
        };
        match nama {
            "penanggung_jawab" | "pemegang_unit" | "unit" => unit(),
            "dari" | "sampai" | "tenggat_dari" | "tenggat_sampai" => {
                nilai.parse().map_or_else(|_| nilai.to_owned(), tanggal_panjang)
            }
            "alasan" => projections::alasan::kata(nilai),
            "lama" | "lama_pemberian" => lama(nilai),
            "nomor" | "nomor_persis" | "q" | "buku" => nilai.to_owned(),
            _ => match nilai {
                "ppid" => "PPID".to_owned(),
                "atasan-ppid" => "Atasan PPID".to_owned(),
                "komisi-informasi" => "Komisi Informasi".to_owned(),
                "segera" => "segera jatuh tempo".to_owned(),
                "tercatat" => "tercatat".to_owned(),
                nilai => nilai.replace(['-', '_'], " "),
            },
        }
    }
}

/// A class of working days in words.
pub(super) fn lama(kelas: &str) -> String {
    match kelas {
        "tercatat" => "waktu yang tercatat".to_owned(),
        "lebih-30" => "lebih dari 30 hk".to_owned(),
        kelas => format!("{} hk", kelas.replace('-', "–")),
    }
}

fn pilihan(nama: &str) -> &'static [&'static str] {
    match nama {
        "wajah" => &[
            "terlambat",
            "batas",
            "segera",
            "tepat-waktu",
            "diperpanjang",
            "menunggu-pemohon",
            "keberatan",
            "sengketa",
            "tanpa-tanggal",
            "selesai",
        ],
        "jenis" => &["permohonan", "keberatan", "sengketa"],
        "jenis_pemohon" => &["perorangan", "badan-hukum", "kelompok-orang", "tidak-tercatat"],
        "pemegang" => &["ppid", "unit", "atasan-ppid", "pemohon", "komisi-informasi", "pengadilan"],
        _ => &[],
    }
}
