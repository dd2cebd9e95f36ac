//! The report of one unit: figures of Pasal 57(2)-(3) Perki 1/2021, the table of
//! its permohonan, and what it handed over for the catalogue.

use projections::alasan;
use projections::laporan::{Angka, Arus, BarisLaporan, HASIL, Laporan, Menurut, Milik, Waktu};

use super::{Bahan, nama_kurun};
use crate::naskah::{Bagian, Kolom, Naskah, Sel, Tabel};

/// Lays out the report of a unit, or of what no unit answers for.
pub fn unit(bahan: &Bahan, milik: Milik) -> (Laporan, Naskah) {
    let laporan = Laporan::dari(&bahan.rekaman, bahan.kurun, milik);
    let nama = match milik {
        Milik::Kantor => "Seluruh unit".to_owned(),
        Milik::Unit(id) => bahan.nama_unit(Some(id)),
        Milik::TanpaUnit => bahan.nama_unit(None),
    };
    let naskah = Naskah {
        judul: format!("Laporan PPID Pembantu {}", nama_kurun(bahan.kurun)),
        keterangan: bahan.keterangan(nama),
        bagian: bagian(bahan, &laporan, milik),
        melebar: true,
    };
    (laporan, naskah)
}

fn bagian(bahan: &Bahan, laporan: &Laporan, milik: Milik) -> Vec<Bagian> {
    let mut bagian = angka(laporan, bahan.templat);
    bagian.push(match bahan.templat {
        1 => permohonan_pertama(laporan),
        _ => permohonan(laporan),
    });
    if !laporan.keberatan.is_empty() {
        bagian.push(keberatan(laporan));
    }
    if !laporan.sengketa.is_empty() {
        bagian.push(sengketa(laporan));
    }
    bagian.push(katalog(bahan, milik));
    bagian
}

/// As of when each kind of figure is.
const KAPAN: &str = "Hasil permohonan, tanggapan, mediasi, dan putusan Komisi Informasi ialah yang \
                     diketahui per tanggal keadaan, juga bila jatuh sesudah periode. Gugatan, \
                     putusan pengadilan, kekuatan hukum tetap, dan pelaksanaan dihitung menurut \
                     tanggalnya dalam periode.";

/// The figures alone, which the office's report has too.
pub(super) fn angka(laporan: &Laporan, templat: u32) -> Vec<Bagian> {
    let Laporan { angka, dijawab, diberikan, bantuan, .. } = laporan;
    let [tanggapan, mediasi, putusan] = match templat {
        1 => ["Tanggapan keberatan", "Mediasi", "Putusan Komisi Informasi"],
        _ => [
            "Tanggapan atas keberatan masuk",
            "Mediasi sengketa dalam periode",
            "Putusan Komisi Informasi atas sengketa dalam periode",
        ],
    };
    let mut ringkas = Baris::default();
    ringkas.arus("Permohonan", angka.permohonan);
    for hasil in HASIL {
        let n = angka.hasil.get(hasil).copied().unwrap_or_default();
        ringkas.satu(&format!("Hasil permohonan masuk: {hasil}"), n);
    }
    ringkas.satu("Perkara unit lain yang dibantu", *bantuan);
    ringkas.arus("Keberatan", angka.keberatan);
    ringkas.menurut(tanggapan, &angka.putusan_keberatan, str::to_owned);
    ringkas.arus("Sengketa", angka.sengketa);
    ringkas.menurut(mediasi, &angka.mediasi, str::to_owned);
    ringkas.menurut(putusan, &angka.putusan_sengketa, str::to_owned);
    ringkas.satu("Gugatan ke pengadilan", angka.gugatan);
    ringkas.satu("Putusan pengadilan", angka.putusan_pengadilan);
    ringkas.satu("Berkekuatan hukum tetap", angka.inkracht);
    ringkas.satu("Putusan dilaksanakan", angka.dilaksanakan);
    let mut ringkas = ringkas.menjadi("Angka pelayanan (Pasal 57 ayat (2) dan (3) Perki 1/2021)");
    if templat > 1 {
        ringkas.alinea.push(KAPAN.to_owned());
    }
    vec![ringkas, waktu(dijawab, diberikan), alasan_penolakan(angka), rincian(angka)]
}

/// Two columns: what, and how many.
#[derive(Default)]
pub(super) struct Baris(Vec<Vec<Sel>>);

impl Baris {
    pub(super) fn satu(&mut self, hal: &str, n: u64) {
        self.0.push(vec![Sel::teks(hal), Sel::angka(n)]);
    }

    pub(super) fn arus(&mut self, hal: &str, arus: Arus) {
        for (apa, n) in [
            ("sisa periode lalu", arus.sisa_lalu),
            ("masuk", arus.masuk),
            ("selesai", arus.selesai),
            ("sisa", arus.sisa),
        ] {
            self.satu(&format!("{hal}: {apa}"), n);
        }
        if arus.tanpa_tanggal > 0 {
            self.satu(&format!("{hal}: tanpa tanggal, di luar hitungan"), arus.tanpa_tanggal);
        }
    }

    pub(super) fn menurut(&mut self, hal: &str, menurut: &Menurut, kata: impl Fn(&str) -> String) {
        for (satu, n) in menurut {
            self.satu(&format!("{hal}: {}", kata(satu)), *n);
        }
    }

    pub(super) fn menjadi(self, judul: &str) -> Bagian {
        let kolom = vec![Kolom { nama: "Uraian", lebar: 12 }, Kolom { nama: "Jumlah", lebar: 3 }];
        let tabel = Some(Tabel { kolom, baris: self.0 });
        Bagian { judul: judul.to_owned(), alinea: Vec::new(), tabel }
    }
}

pub(super) fn waktu(dijawab: &Waktu, diberikan: &Waktu) -> Bagian {
    let nama = [
        "Jam",
        "Jumlah",
        "Rerata (hk)",
        "Tercepat",
        "Kuartil bawah",
        "Median",
        "Kuartil atas",
        "Terlama",
        "Sampai 10 hk",
        "11–17 hk",
        "Lebih dari 17 hk",
    ];
    let kolom = nama.map(|nama| Kolom { nama, lebar: 3 }).to_vec();
    let baris = |hal: &str, w: &Waktu| {
        vec![
            Sel::teks(hal),
            Sel::angka(w.n),
            w.rerata_hk.into(),
            w.minimum_hk.into(),
            w.kuartil_bawah_hk.into(),
            w.median_hk.into(),
            w.kuartil_atas_hk.into(),
            w.maksimum_hk.into(),
            Sel::angka(w.sampai_10_hk),
            Sel::angka(w.sampai_17_hk),
            Sel::angka(w.lebih_17_hk),
        ]
    };
    let baris = vec![
        baris("Pemberitahuan tertulis (undang-undang)", dijawab),
        baris("Pemberian informasi", diberikan),
    ];
    let alinea = "Hari kerja sejak permohonan diterima; hari kerja berikutnya adalah hari ke-1.";
    Bagian {
        judul: "Waktu pelayanan".to_owned(),
        alinea: vec![alinea.to_owned()],
        tabel: Some(Tabel { kolom, baris }),
    }
}

pub(super) fn alasan_penolakan(angka: &Angka) -> Bagian {
    let mut baris = Baris::default();
    for (satu, n) in &angka.alasan_penolakan {
        baris.satu(&alasan::kata(satu), *n);
    }
    let mut bagian = baris.menjadi("Alasan penolakan");
    if angka.alasan_penolakan.is_empty() {
        bagian.alinea.push("Tidak ada permohonan yang ditolak.".to_owned());
        bagian.tabel = None;
    } else {
        bagian.alinea.push("Satu penolakan dapat memuat beberapa alasan.".to_owned());
    }
    bagian
}

pub(super) fn rincian(angka: &Angka) -> Bagian {
    let mut baris = Baris::default();
    baris.menurut("Pemohon", &angka.jenis_pemohon, str::to_owned);
    baris.menurut("Jenis informasi", &angka.jenis_informasi, str::to_owned);
    baris.menurut("Keberatan dengan alasan huruf", &angka.alasan_keberatan, str::to_owned);
    baris.menjadi("Rincian permohonan dan keberatan")
}

/// PKTJ's table in its order. The pemohon is told by kind and the request by its
/// number: whatever people wrote can be erased, and these bytes must stay.
fn permohonan(laporan: &Laporan) -> Bagian {
    let kolom = [
        ("No", 1),
        ("Tanggal minta", 4),
        ("Tanggal jawab", 4),
        ("Waktu (hk)", 2),
        ("Pemohon", 4),
        ("Permohonan", 5),
        ("Jenis informasi", 4),
        ("Status", 5),
    ];
    let baris = laporan.permohonan.iter().enumerate().map(|(ke, b)| {
        vec![
            Sel::angka(ke as u64 + 1),
            b.diterima.into(),
            b.dijawab.into(),
            b.dijawab_hk.into(),
            Sel::teks(&b.jenis_pemohon),
            Sel::teks(&b.nomor),
            b.jenis_informasi.clone().into(),
            Sel::teks(status(b)),
        ]
    });
    let alinea = "Pemohon disebut jenisnya dan permohonan nomor registernya; nama dan isinya ada \
                  di buku register periode yang sama.";
    Bagian {
        judul: "Daftar permohonan".to_owned(),
        alinea: vec![alinea.to_owned()],
        tabel: Some(tabel(&kolom, baris)),
    }
}

/// The same as the first layout had it.
fn permohonan_pertama(laporan: &Laporan) -> Bagian {
    let kolom = [
        ("No", 1),
        ("Nomor register", 5),
        ("Tanggal minta", 4),
        ("Tanggal jawab", 4),
        ("Waktu (hk)", 2),
        ("Pemohon", 4),
        ("Jenis informasi", 4),
        ("Status", 5),
    ];
    let baris = laporan.permohonan.iter().enumerate().map(|(ke, b)| {
        vec![
            Sel::angka(ke as u64 + 1),
            Sel::teks(&b.nomor),
            b.diterima.into(),
            b.dijawab.into(),
            b.dijawab_hk.into(),
            Sel::teks(&b.jenis_pemohon),
            b.jenis_informasi.clone().into(),
            Sel::teks(status(b)),
        ]
    });
    Bagian {
        judul: "Daftar permohonan".to_owned(),
        alinea: Vec::new(),
        tabel: Some(tabel(&kolom, baris)),
    }
}

fn status(baris: &BarisLaporan) -> &str {
    baris.hasil.as_deref().unwrap_or("belum dijawab")
}

pub(super) fn keberatan(laporan: &Laporan) -> Bagian {
    let kolom = [
        ("No", 1),
        ("Nomor keberatan", 5),
        ("Nomor register", 5),
        ("Diterima", 4),
        ("Alasan huruf", 3),
        ("Ditanggapi", 4),
        ("Waktu (hk)", 2),
        ("Tanggapan", 5),
    ];
    let baris = laporan.keberatan.iter().enumerate().map(|(ke, b)| {
        vec![
            Sel::angka(ke as u64 + 1),
            b.nomor.clone().into(),
            Sel::teks(&b.nomor_perkara),
            b.diterima.into(),
            Sel::teks(b.alasan.join(", ")),
            b.ditanggapi.into(),
            b.ditanggapi_hk.into(),
            Sel::teks(b.putusan.as_deref().unwrap_or(if b.terbuka { "belum" } else { "dicabut" })),
        ]
    });
    Bagian {
        judul: "Daftar keberatan".to_owned(),
        alinea: Vec::new(),
        tabel: Some(tabel(&kolom, baris)),
    }
}

pub(super) fn sengketa(laporan: &Laporan) -> Bagian {
    let kolom = [
        ("No", 1),
        ("Nomor KI", 5),
        ("Nomor register", 5),
        ("Diajukan", 4),
        ("Tahap", 4),
        ("Mediasi", 3),
        ("Diputus", 4),
        ("Putusan", 5),
        ("Dilaksanakan", 4),
    ];
    let baris = laporan.sengketa.iter().enumerate().map(|(ke, b)| {
        vec![
            Sel::angka(ke as u64 + 1),
            b.nomor.clone().into(),
            Sel::teks(&b.nomor_perkara),
            b.diajukan.into(),
            Sel::teks(&b.tahap),
            b.mediasi.clone().into(),
            b.diputus.into(),
            b.putusan.clone().into(),
            b.dilaksanakan.into(),
        ]
    });
    Bagian {
        judul: "Daftar sengketa".to_owned(),
        alinea: Vec::new(),
        tabel: Some(tabel(&kolom, baris)),
    }
}

fn katalog(bahan: &Bahan, milik: Milik) -> Bagian {
    let kolom = [
        ("No", 1),
        ("Tanggal", 4),
        ("Informasi", 8),
        ("Kategori", 3),
        ("Perubahan", 4),
        ("Keputusan", 4),
    ];
    let milik_ini = bahan.katalog.iter().filter(|p| milik.memuat(Some(p.unit)));
    let baris: Vec<_> = milik_ini
        .enumerate()
        .map(|(ke, p)| {
            vec![
                Sel::angka(ke as u64 + 1),
                p.hari.into(),
                Sel::teks(&p.ringkasan),
                Sel::teks(p.kategori),
                Sel::teks(p.perubahan),
                p.sk.clone().into(),
            ]
        })
        .collect();
    let judul = "Bahan katalog yang diserahkan dan perubahannya".to_owned();
    if baris.is_empty() {
        let alinea = "Tidak ada bahan katalog yang diserahkan atau diubah dalam periode ini.";
        return Bagian { judul, alinea: vec![alinea.to_owned()], tabel: None };
    }
    Bagian { judul, alinea: Vec::new(), tabel: Some(tabel(&kolom, baris)) }
}

pub(super) fn tabel(
    kolom: &[(&'static str, u8)],
    baris: impl IntoIterator<Item = Vec<Sel>>,
) -> Tabel {
    let kolom = kolom.iter().map(|(nama, lebar)| Kolom { nama, lebar: *lebar });
    Tabel { kolom: kolom.collect(), baris: baris.into_iter().collect() }
}

#[cfg(test)]
mod uji;
