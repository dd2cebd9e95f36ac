//! `jejak tenggat`: what is due, by when, and why that day.

use chrono::NaiveDate;
use clap::Args;
use events::hari_kerja::{ArtiHari, KalenderKerja};
use events::tenggat::{Bacaan, JenisTenggat, Keadaan, Tenggat};
use events::upaya::{self, Risiko};
use events::waktu::tanggal_panjang;
use projections::catatan::{Catatan, Sudut};
use projections::perkara;
use serde_json::{Value, json};

use super::{Bentuk, Lihat, bernomor, cari, tampilan, terbuka};
use crate::app::App;

#[derive(Args, Debug)]
#[command(after_help = "\
Setiap tenggat punya dua ujung: paling awal dan paling lambat, menurut kedua cara hitung
(hari pemicu dihitung atau tidak) dan menurut pasal yang bersaing. Di antara keduanya
perkara berada pada batas: risiko, bukan kesalahan.")]
pub(super) struct Arguments {
    /// Nomor register, nomor keberatan, nomor KI, atau id perkara; tanpa nomor: semua yang terbuka
    nomor: Option<String>,
    /// Hitungan hari demi hari: nomor harinya atau mengapa dilewati, dengan pasalnya
    #[arg(long)]
    jelaskan: bool,
    /// Nama buku register, bila nomor itu ada di beberapa buku
    #[arg(long, value_name = "NAMA")]
    buku: Option<String>,
    #[command(flatten)]
    pub(super) lihat: Lihat,
    #[command(flatten)]
    bentuk: Bentuk,
}

pub(super) async fn run(app: &App, a: Arguments, sudut: Sudut) -> anyhow::Result<()> {
    match &a.nomor {
        None => {
            let calon = terbuka(app, sudut).await?;
            semua(&app.catatan_untuk(&calon, sudut).await?, &a)
        }
        Some(nomor) => {
            let catatan = bernomor(app, nomor, sudut).await?;
            let baris = cari(&catatan, nomor, a.buku.as_deref())?;
            satu(&catatan, &baris, &a)
        }
    }
}

fn semua(catatan: &Catatan, a: &Arguments) -> anyhow::Result<()> {
    let daftar = projections::tenggat::terbuka(catatan);
    let hari_ini = catatan.sudut.hari();
    if a.bentuk.json {
        let kerja = &catatan.aturan(None).kerja;
        let baris: Vec<Value> = daftar
            .iter()
            .map(|b| {
                let mut nilai = nilai(&b.tenggat, kerja, hari_ini, a.jelaskan);
                nilai["nomor"] = b.nomor.clone().into();
                nilai["perkara"] = b.perkara.to_string().into();
                nilai["sisa_hk"] = b.sisa_hk.into();
                nilai
            })
            .collect();
        return tampilan::json(&baris);
    }
    let tanpa_tanggal = projections::tenggat::tanpa_tanggal(catatan);
    if tanpa_tanggal > 0 {
        cetak!(
            "{tanpa_tanggal} permohonan yang belum dijawab tidak bertanggal, jadi tenggatnya tidak dapat dihitung."
        );
    }
    if daftar.is_empty() {
        cetak!("Tidak ada tenggat kantor yang terbuka pada {}.", tanggal_panjang(hari_ini));
        return Ok(());
    }
    let mut tabel =
        tampilan::tabel(&["Nomor", "Tenggat", "Pelaku", "Tanggal", "Sisa", "Keadaan", "Dasar"]);
    for baris in &daftar {
        tabel.add_row([
            baris.nomor.clone(),
            nama(catatan, baris.tenggat.jenis),
            baris.tenggat.pelaku().to_string(),
            tampilan::rentang(baris.tenggat.paling_awal(), baris.tenggat.paling_lambat()),
            sisa(baris.sisa_hk, baris.tenggat.paling_awal(), hari_ini),
            baris.keadaan.nama().to_owned(),
            baris.tenggat.bacaan()[0].batas.pasal.to_owned(),
        ]);
    }
    cetak!("{tabel}");
    let terlambat = daftar.iter().filter(|b| b.keadaan == Keadaan::Terlambat).count();
    cetak!(
        "{} tenggat terbuka pada {}, {terlambat} di antaranya terlambat",
        daftar.len(),
        tanggal_panjang(hari_ini)
    );
    if a.jelaskan {
        for baris in &daftar {
            cetak!("\n{}", baris.nomor);
            jelaskan(&baris.tenggat, &catatan.aturan(None).kerja);
        }
    }
    Ok(())
}

fn satu(catatan: &Catatan, baris: &perkara::Baris<'_>, a: &Arguments) -> anyhow::Result<()> {
    let hari_ini = catatan.sudut.hari();
    let daftar = baris.tenggat();
    let kerja = &baris.aturan.kerja;
    let upaya = upaya::upaya(&baris.perkara, baris.aturan);
    let jendela_ki = baris.sengketa.iter().flat_map(|(_, sengketa)| &sengketa.jendela_ki);
    if a.bentuk.json {
        let tenggat: Vec<Value> =
            daftar.iter().map(|t| nilai(t, kerja, hari_ini, a.jelaskan)).collect();
        let upaya: Vec<Value> = upaya
            .iter()
            .map(|u| json!({"upaya": u.to_string(), "aman_dari": u.aman_dari, "aman_sampai": u.aman_sampai}))
            .collect();
        let jendela: Vec<Value> = jendela_ki.map(|j| json!(j)).collect();
        return tampilan::json(&json!({
            "nomor": baris.nomor(), "perkara": baris.id, "status": baris.status(),
            "tenggat": tenggat, "upaya": upaya, "jendela_menurut_ki": jendela
        }));
    }
    cetak!(
        "Perkara {} · {} · dilihat {}",
        baris.nomor(),
        baris.status(),
        tanggal_panjang(hari_ini)
    );
    if daftar.is_empty() {
        cetak!("Tanggal yang tercatat tidak cukup untuk menghitung tenggat.");
    } else {
        let mut tabel = tampilan::tabel(&[
            "Tenggat",
            "Pelaku",
            "Paling awal – paling lambat",
            "Keadaan",
            "Dasar",
        ]);
        for tenggat in &daftar {
            tabel.add_row([
                nama(catatan, tenggat.jenis),
                tenggat.pelaku().to_string(),
                tampilan::rentang(tenggat.paling_awal(), tenggat.paling_lambat()),
                keadaan(tenggat, kerja, hari_ini),
                pasal(tenggat),
            ]);
        }
        cetak!("{tabel}");
    }
    for satu in &upaya {
        let risiko = match satu.pada(hari_ini) {
            Risiko::Aman => "",
            Risiko::Prematur => " (sekarang berisiko prematur)",
            Risiko::Daluwarsa => " (sekarang berisiko daluwarsa)",
        };
        cetak!("Upaya pemohon: {satu}{risiko}");
    }
    for jendela in jendela_ki {
        let dari =
            jendela.dari.map_or(String::new(), |dari| format!("{} – ", tanggal_panjang(dari)));
        cetak!(
            "Jendela {} menurut KI: {dari}{} ({})",
            jendela.batas,
            tanggal_panjang(jendela.sampai),
            jendela.sumber
        );
    }
    if a.jelaskan {
        for tenggat in &daftar {
            cetak!("");
            jelaskan(tenggat, kerja);
        }
    }
    Ok(())
}

fn nama(catatan: &Catatan, jenis: JenisTenggat) -> String {
    match jenis {
        JenisTenggat::BatasInternal(unit) => {
            let unit = catatan.nama_unit(unit.0).map_or("unit", |nama| nama.as_str());
            format!("jawaban {unit}")
        }
        _ => jenis.nama().to_owned(),
    }
}

fn keadaan(tenggat: &Tenggat, kerja: &KalenderKerja, hari_ini: NaiveDate) -> String {
    let keadaan = tenggat.keadaan_dengan_kata(hari_ini);
    match tenggat.dipenuhi {
        Some(hari) => format!("{keadaan} (dipenuhi {})", tanggal_panjang(hari)),
        None if tenggat.gugur => keadaan.to_owned(),
        None => {
            let sisa_hk = kerja.selisih(hari_ini, tenggat.paling_awal());
            format!("{keadaan}, {}", sisa(sisa_hk, tenggat.paling_awal(), hari_ini))
        }
    }
}

/// Working days to the earliest reading, in words.
fn sisa(hk: i64, paling_awal: NaiveDate, hari_ini: NaiveDate) -> String {
    match paling_awal.cmp(&hari_ini) {
        std::cmp::Ordering::Equal => "hari ini".to_owned(),
        std::cmp::Ordering::Greater => format!("sisa {hk} hk"),
        std::cmp::Ordering::Less => format!("lewat {} hk", -hk),
    }
}

fn pasal(tenggat: &Tenggat) -> String {
    let mut pasal: Vec<&str> = tenggat.bacaan().iter().map(|bacaan| bacaan.batas.pasal).collect();
    pasal.dedup();
    pasal.join("; ")
}

/// The count of each reading, day by day.
fn jelaskan(tenggat: &Tenggat, kerja: &KalenderKerja) {
    cetak!("{} – {}", tenggat.jenis.nama().to_uppercase(), tenggat.tindakan());
    for bacaan in tenggat.bacaan() {
        cetak_bacaan(bacaan, kerja, "  ");
    }
}

fn cetak_bacaan(bacaan: &Bacaan, kerja: &KalenderKerja, indentasi: &str) {
    if let Some(dasar) = &bacaan.dasar {
        cetak_bacaan(dasar, kerja, indentasi);
    }
    let pemicu = tanggal_panjang(bacaan.pemicu);
    cetak!(
        "{indentasi}{} · {} · {} {} {pemicu}, {}",
        bacaan.batas.kode,
        bacaan.batas.pasal,
        bacaan.panjang,
        kata(bacaan),
        bacaan.cara_dengan_kata()
    );
    if let Some(diam) = bacaan.diam_sampai {
        let diam = tanggal_panjang(diam);
        cetak!(
            "{indentasi}  batas kantor berakhir {diam} tanpa jawaban; alasan ditemukan {pemicu}"
        );
    }
    for hari in bacaan.rinci(kerja) {
        cetak!("{indentasi}    {}  {}", hari.tanggal, hari.keterangan());
    }
    cetak!("{indentasi}  → {}", ringkas(bacaan, kerja));
    for tahun in tahun_belum_diketahui(bacaan, kerja) {
        cetak!(
            "{indentasi}    ! kalender tahun {tahun} belum tercatat; tanggal ini masih dapat berubah"
        );
    }
}

fn kata(bacaan: &Bacaan) -> &'static str {
    use events::batas::Kata;
    match bacaan.batas.kata {
        Kata::Sejak => "sejak",
        Kata::Setelah => "setelah",
        Kata::Sebelum => "sebelum",
        Kata::Lain => "dari",
    }
}

/// First and last counted day: `4 November 2020 sampai 23 November 2020`.
fn ringkas(bacaan: &Bacaan, kerja: &KalenderKerja) -> String {
    let pertama = bacaan
        .rinci(kerja)
        .iter()
        .find_map(|hari| matches!(hari.arti, ArtiHari::Ke(1)).then_some(hari.tanggal));
    match pertama {
        Some(pertama) if pertama <= bacaan.akhir => format!(
            "hari ke-1 {}, berakhir {}",
            tanggal_panjang(pertama),
            tanggal_panjang(bacaan.akhir)
        ),
        Some(_) | None => format!("berakhir {}", tanggal_panjang(bacaan.akhir)),
    }
}

fn tahun_belum_diketahui(bacaan: &Bacaan, kerja: &KalenderKerja) -> Vec<i32> {
    use chrono::Datelike;
    let (a, b) = (
        bacaan.pemicu.year().min(bacaan.akhir.year()),
        bacaan.pemicu.year().max(bacaan.akhir.year()),
    );
    (a..=b).filter(|tahun| !kerja.kalender.memuat_tahun(*tahun)).collect()
}

fn nilai(tenggat: &Tenggat, kerja: &KalenderKerja, hari_ini: NaiveDate, rinci: bool) -> Value {
    let bacaan: Vec<Value> = tenggat
        .bacaan()
        .iter()
        .map(|b| {
            let mut nilai = json!({
                "batas": b.batas.kode, "pasal": b.batas.pasal, "cara": b.cara,
                "panjang": b.panjang.to_string(), "pemicu": b.pemicu, "akhir": b.akhir,
                "diam_sampai": b.diam_sampai,
                "lanjutan_dari": b.dasar.as_ref().map(|dasar| json!({"batas": dasar.batas.kode, "akhir": dasar.akhir}))
            });
            if rinci {
                let hari = b.rinci(kerja);
                let hari = hari.iter().map(|h| json!({"tanggal": h.tanggal, "keterangan": h.keterangan()}));
                nilai["hari"] = hari.collect();
            }
            nilai
        })
        .collect();
    json!({
        "tenggat": tenggat.jenis.nama(), "pelaku": tenggat.pelaku().to_string(),
        "tindakan": tenggat.tindakan(), "paling_awal": tenggat.paling_awal(),
        "paling_lambat": tenggat.paling_lambat(), "keadaan": tenggat.keadaan_dengan_kata(hari_ini),
        "dipenuhi": tenggat.dipenuhi, "bacaan": bacaan
    })
}
