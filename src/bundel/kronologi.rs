//! The chronology: what happened, when, since when it is on record, and each
//! limit with the days that were and were not counted.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use events::hari_kerja::{ArtiHari, KalenderKerja};
use events::tenggat::{Bacaan, JenisTenggat, Tenggat};
use events::waktu::{Waktu, Zona, tanggal_panjang};
use projections::riwayat::{self, Baris};
use projections::{catatan::Catatan, perkara};
use serde_json::{Value, json};

use super::Bahan;
use super::kertas::{kolom, saat};
use crate::naskah::{Bagian, Sel, Tabel};

pub(super) struct Kronologi {
    pub bagian: Vec<Bagian>,
    /// The same for programs, each counted day with it.
    pub json: Value,
}

impl Kronologi {
    pub fn dari(bahan: &Bahan) -> Self {
        let (catatan, id) = (&bahan.catatan, bahan.ekspor.perkara);
        let zona = catatan.sudut.zona;
        let mut fakta = riwayat::riwayat(catatan, id);
        // What has no day of its own stands where it was recorded.
        let hari = |satu: &Baris| {
            satu.occurred_at.tanggal(zona).unwrap_or_else(|| zona.tanggal(satu.recorded_at))
        };
        fakta.sort_by_key(|satu| (hari(satu), satu.position));
        let tenggat = perkara::satu(catatan, id).map(|baris| {
            let kerja = &baris.aturan.kerja;
            let tenggat = baris.tenggat();
            let json: Vec<Value> = tenggat.iter().map(|t| json_tenggat(t, kerja)).collect();
            let mut bagian = vec![tabel_tenggat(catatan, &tenggat)];
            bagian.extend(hitungan(&tenggat, kerja));
            (bagian, json)
        });
        let (tenggat, json_tenggat) = tenggat.unwrap_or_default();
        let json_fakta: Vec<Value> = fakta.iter().map(json_fakta).collect();
        let mut bagian = vec![tabel_fakta(bahan, &fakta, zona)];
        bagian.extend(tenggat);
        Kronologi {
            bagian,
            json: json!({"v": "jejak-kronologi/1", "fakta": json_fakta, "tenggat": json_tenggat}),
        }
    }
}

fn tabel_fakta(bahan: &Bahan, fakta: &[Baris], zona: Zona) -> Bagian {
    let baris = fakta.iter().map(|satu| {
        let mut uraian = satu.uraian.clone();
        if satu.dikoreksi {
            uraian.push_str(" (dikoreksi fakta kemudian)");
        }
        for cacat in &satu.cacat {
            let _ = write!(uraian, "; cacat: {cacat}");
        }
        let terjadi = match satu.occurred_at {
            Waktu::Saat(ini) => saat(zona, ini),
            Waktu::Tanggal(hari) => tanggal_panjang(hari),
            Waktu::TidakTercatat => "tidak tercatat".to_owned(),
        };
        vec![
            Sel::teks(terjadi),
            Sel::teks(uraian),
            Sel::teks(bahan.nama_pelaku(&satu.actor)),
            Sel::teks(saat(zona, satu.recorded_at)),
            Sel::angka(satu.position),
        ]
    });
    Bagian {
        judul: "Kronologi".to_owned(),
        alinea: vec![
            "Terjadi: saat menurut hukum. Dicatat: saat masuk ke log, menurut jam pencatatan yang \
             hanya maju. Perbedaan keduanya terlihat di sini."
                .to_owned(),
        ],
        tabel: Some(Tabel {
            kolom: kolom(&[
                ("Terjadi", 12),
                ("Fakta", 34),
                ("Oleh", 14),
                ("Dicatat", 12),
                ("Posisi", 6),
            ]),
            baris: baris.collect(),
        }),
    }
}

fn tabel_tenggat(catatan: &Catatan, semua: &[Tenggat]) -> Bagian {
    let hari_ini = catatan.sudut.hari();
    let baris = semua.iter().map(|satu| {
        let (awal, lambat) = (satu.paling_awal(), satu.paling_lambat());
        let batas = match awal == lambat {
            true => tanggal_panjang(awal),
            false => format!("{} – {}", tanggal_panjang(awal), tanggal_panjang(lambat)),
        };
        vec![
            Sel::teks(satu.jenis.nama()),
            Sel::teks(satu.pelaku().to_string()),
            Sel::teks(batas),
            Sel::from(satu.dipenuhi),
            Sel::teks(satu.keadaan_dengan_kata(hari_ini)),
        ]
    });
    Bagian {
        judul: "Jangka waktu".to_owned(),
        alinea: vec![
            "Di mana peraturan dapat dibaca dengan dua cara, kedua ujungnya disebut: yang paling awal \
             dan yang paling lambat."
                .to_owned(),
        ],
        tabel: Some(Tabel {
            kolom: kolom(&[
                ("Tenggat", 20),
                ("Pelaku", 14),
                ("Batas", 20),
                ("Dipenuhi", 12),
                ("Keadaan", 12),
            ]),
            baris: baris.collect(),
        }),
    }
}

/// Each reading on a line: from when, how long, by which article, until when, and
/// the days that were left out; what closed those days stands below, once.
fn hitungan(semua: &[Tenggat], kerja: &KalenderKerja) -> Vec<Bagian> {
    let (mut baris, mut tutup) = (Vec::new(), BTreeMap::new());
    for tenggat in semua {
        for bacaan in tenggat.bacaan() {
            baris_bacaan(tenggat, bacaan, kerja, (&mut baris, &mut tutup));
        }
    }
    let hari = tutup.into_iter().map(|(hari, sebab)| vec![Sel::Tanggal(hari), Sel::teks(sebab)]);
    let hitungan = Bagian {
        judul: "Hitungan hari".to_owned(),
        alinea: vec![
            "Akhir pekan tidak dihitung. Setiap hari hitungannya ada dalam 02-KRONOLOGI.json."
                .to_owned(),
        ],
        tabel: Some(Tabel {
            kolom: kolom(&[
                ("Tenggat", 13),
                ("Dasar", 15),
                ("Sejak", 9),
                ("Panjang dan cara", 17),
                ("Berakhir", 9),
                ("Hari tutup", 14),
            ]),
            baris,
        }),
    };
    let tutup = Bagian {
        judul: "Hari tutup yang tidak dihitung".to_owned(),
        alinea: Vec::new(),
        tabel: Some(Tabel {
            kolom: kolom(&[("Tanggal", 14), ("Sebab dan instrumennya", 62)]),
            baris: hari.collect(),
        }),
    };
    vec![hitungan, tutup]
}

type Terkumpul<'a> = (&'a mut Vec<Vec<Sel>>, &'a mut BTreeMap<NaiveDate, String>);

fn baris_bacaan(
    tenggat: &Tenggat,
    bacaan: &Bacaan,
    kerja: &KalenderKerja,
    (baris, tutup): Terkumpul<'_>,
) {
    if let Some(dasar) = &bacaan.dasar {
        baris_bacaan(tenggat, dasar, kerja, (&mut *baris, &mut *tutup));
    }
    let rinci = bacaan.rinci(kerja);
    let tertutup = rinci.iter().filter(|hari| matches!(hari.arti, ArtiHari::Tutup(_)));
    let mut tanggal = Vec::new();
    for hari in tertutup {
        tanggal.push(tanggal_panjang(hari.tanggal));
        tutup.insert(hari.tanggal, hari.keterangan());
    }
    let panjang = match tenggat.jenis {
        JenisTenggat::BatasInternal(_) => "ditetapkan dalam disposisi".to_owned(),
        _ => format!("{}; {}", bacaan.panjang, bacaan.cara_dengan_kata()),
    };
    baris.push(vec![
        Sel::teks(match bacaan.dasar {
            Some(_) => format!("{}, melanjutkan baris di atasnya", tenggat.jenis.nama()),
            None => tenggat.jenis.nama().to_owned(),
        }),
        Sel::teks(bacaan.batas.pasal),
        Sel::Tanggal(bacaan.pemicu),
        Sel::teks(panjang),
        Sel::Tanggal(bacaan.akhir),
        Sel::teks(tanggal.join(", ")),
    ]);
}

fn json_fakta(satu: &Baris) -> Value {
    json!({
        "posisi": satu.position, "aliran": satu.aliran, "versi": satu.version,
        "terjadi": satu.occurred_at, "diketahui": satu.diketahui, "dicatat": satu.recorded_at,
        "oleh": satu.actor, "uraian": satu.uraian, "cacat": satu.cacat, "dikoreksi": satu.dikoreksi,
    })
}

fn json_tenggat(tenggat: &Tenggat, kerja: &KalenderKerja) -> Value {
    let bacaan: Vec<Value> =
        tenggat.bacaan().iter().map(|bacaan| json_bacaan(bacaan, kerja)).collect();
    json!({
        "tenggat": tenggat.jenis.nama(), "pelaku": tenggat.pelaku().to_string(),
        "tindakan": tenggat.tindakan(), "paling_awal": tenggat.paling_awal(),
        "paling_lambat": tenggat.paling_lambat(), "dipenuhi": tenggat.dipenuhi, "bacaan": bacaan,
    })
}

fn json_bacaan(bacaan: &Bacaan, kerja: &KalenderKerja) -> Value {
    let hari: Vec<Value> = bacaan
        .rinci(kerja)
        .iter()
        .map(|hari| json!({"tanggal": hari.tanggal, "keterangan": hari.keterangan()}))
        .collect();
    json!({
        "batas": bacaan.batas.kode, "pasal": bacaan.batas.pasal, "panjang": bacaan.panjang.to_string(),
        "cara": bacaan.cara_dengan_kata(), "pemicu": bacaan.pemicu, "akhir": bacaan.akhir, "hari": hari,
        "melanjutkan": bacaan.dasar.as_ref().map(|dasar| json_bacaan(dasar, kerja)),
    })
}
