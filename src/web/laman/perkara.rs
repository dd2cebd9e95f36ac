//! One case: what may be done now, where it stands and why on that day, and
//! everything that happened.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect};
use axum::{Extension, Form};
use chrono::{DateTime, NaiveDate, Utc};
use events::Cacat;
use events::pengguna::{self, Pengguna, SEMUA_PERAN, StatusPenugasan};
use events::waktu::{Waktu, Zona, tanggal_panjang};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::antarmuka::{Milik, SENGKETA_DIAJUKAN, Tindakan};
use super::kata::{self, manusiawi, nilai, rentang, tanggal, ukuran};
use super::pelindungan::{BarisPembatasan, pembatasan};
use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, alamat_dengan, kapasitas_teks, laman, nama_peran, tanya};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::pelindungan::TampilanPembatasan;
use crate::web::surat::{CalonSurat, TampilanSurat};

#[derive(Deserialize)]
struct Keadaan {
    nomor: String,
    nomor_semua: Vec<String>,
    status: String,
    kanal: Option<String>,
    diterima: Option<NaiveDate>,
    disposisi: Vec<Disposisi>,
    keberatan: Vec<Keberatan>,
    upaya: Vec<Upaya>,
    sengketa: Vec<Uuid>,
    berkas: Vec<Berkas>,
    surat: Vec<Surat>,
    persuratan: Vec<TampilanSurat>,
    dapat_dibuat: Vec<CalonSurat>,
    catatan: usize,
    cacat: Vec<Cacat>,
    pembatasan: Vec<TampilanPembatasan>,
    tenggat: Vec<Tenggat>,
    riwayat: Vec<Fakta>,
}

#[derive(Deserialize)]
pub(super) struct Berkas {
    #[serde(rename = "berkas")]
    pub id: Uuid,
    pub ukuran_bytes: u64,
    pub tanggal: Option<NaiveDate>,
    pub uraian: String,
}

#[derive(Deserialize)]
struct Keberatan {
    nomor: Option<String>,
    alasan: Vec<String>,
    diterima: Option<NaiveDate>,
    ditanggapi: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Surat {
    nomor: String,
    uraian: String,
    tanggal: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Balasan {
    teks: String,
}

#[derive(Deserialize)]
struct Disposisi {
    nama: Option<String>,
    peran: String,
    diberikan: Option<NaiveDate>,
    batas_internal: Option<NaiveDate>,
    peringatan: Option<String>,
    keadaan: String,
}

impl Keadaan {
    /// Who has it now: the units that were asked and have not answered.
    fn pemegang(&self) -> String {
        let menunggu = self.disposisi.iter().filter(|d| d.keadaan == "menunggu");
        let unit: Vec<&str> = menunggu.filter_map(|d| d.nama.as_deref()).collect();
        let di_ki = !self.sengketa.is_empty();
        match (self.status.as_str(), unit.is_empty()) {
            (_, false) => unit.join(", "),
            ("keberatan", true) => "Atasan PPID".to_owned(),
            ("menunggu pemohon", true) => "pemohon".to_owned(),
            (_, true) if di_ki => "PPID Utama, di hadapan Komisi Informasi".to_owned(),
            (_, true) => "PPID".to_owned(),
        }
    }
}

#[derive(Deserialize)]
struct Upaya {
    uraian: String,
}

#[derive(Deserialize)]
pub(super) struct Tenggat {
    pub pelaku: String,
    pub tindakan: String,
    pub paling_awal: NaiveDate,
    pub paling_lambat: NaiveDate,
    pub keadaan: String,
    pub dipenuhi: Option<NaiveDate>,
    pub terbuka: bool,
    pub bacaan: Vec<Bacaan>,
}

#[derive(Deserialize)]
pub(super) struct Bacaan {
    pub pasal: String,
    pub cara: String,
    pub panjang: String,
    pub pemicu: NaiveDate,
    pub akhir: NaiveDate,
    pub hari: Vec<Hari>,
}

#[derive(Deserialize)]
pub(super) struct Hari {
    pub tanggal: NaiveDate,
    pub keterangan: String,
}

#[derive(Deserialize)]
pub(super) struct Fakta {
    aliran: String,
    versi: u32,
    terjadi: Waktu,
    diketahui: DateTime<Utc>,
    dicatat: DateTime<Utc>,
    oleh: String,
    uraian: String,
    cacat: Vec<Cacat>,
    dikoreksi: bool,
}

impl Fakta {
    /// A fact of this stream that is not itself a correction.
    pub(super) fn dapat_dikoreksi(&self, milik: Milik) -> bool {
        self.aliran == milik.nama() && !self.uraian.starts_with("fakta ke-")
    }
}

/// A step that this officer may take.
pub(super) struct Langkah {
    pub langkah: String,
    pub ringkasan: &'static str,
}

#[derive(Template)]
#[template(path = "perkara.html")]
#[expect(clippy::struct_excessive_bools, reason = "each hides a part of the page")]
struct PerkaraHtml {
    tata: Tata,
    id: Uuid,
    keadaan: Keadaan,
    dianjurkan: Vec<Langkah>,
    lainnya: Vec<Langkah>,
    tenggat: Vec<Tenggat>,
    pembatasan: Vec<BarisPembatasan>,
    riwayat: Vec<Peristiwa>,
    /// Something may be done: one does not look back.
    kini: bool,
    boleh_mencatat: bool,
    boleh_koreksi: bool,
    boleh_bersurat: bool,
    boleh_membundel: bool,
    boleh_menghitamkan: bool,
    /// What may be copied into a message to the pemohon.
    balasan: Option<String>,
    perintah: Uuid,
    /// One for each file: a look at one is not a look at another.
    perintah_berkas: Vec<Uuid>,
    perintah_catatan: Uuid,
}

/// A fact in the history, its moments told where they differ by a day.
pub(super) struct Peristiwa {
    /// Its place in its stream.
    pub versi: u32,
    pub terjadi: String,
    pub diketahui: Option<String>,
    pub dicatat: Option<String>,
    pub oleh: String,
    pub uraian: String,
    pub cacat: Vec<Cacat>,
    pub dikoreksi: bool,
}

#[derive(Default, Deserialize)]
struct Tanya {
    sebagaimana: Option<String>,
}

pub(super) async fn perkara(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Jawaban {
    let tanya: Tanya = tanya(&uri);
    let sebagaimana = tanya.sebagaimana.unwrap_or_default();
    let pelaku = petugas.pelaku();
    let alamat = format!("/api/v1/perkara/{id}");
    let saat = Some(sebagaimana.as_str()).filter(|saat| !saat.is_empty());
    let rinci = alamat_dengan(&alamat, &[("rinci", Some("true")), ("sebagaimana", saat)]);
    let mut keadaan: Keadaan = antarmuka.baca(&pelaku, &rinci).await?;
    let tenggat = std::mem::take(&mut keadaan.tenggat);
    let riwayat = std::mem::take(&mut keadaan.riwayat);
    let diminta = std::mem::take(&mut keadaan.pembatasan);
    // Nothing is done in the past.
    let boleh = |tindakan: &&Tindakan| {
        let milik = tindakan.milik == Milik::Perkara;
        milik && sebagaimana.is_empty() && petugas.boleh(tindakan.akses)
    };
    // What has hours left comes before what has days.
    let menunggu = diminta.iter().any(|satu| satu.batas.as_ref().is_some_and(|b| b.terbuka));
    let jawaban: &[&str] = &["pembatasan-dilaksanakan", "pembatasan-ditolak"];
    let anjuran = [if menunggu { jawaban } else { &[] }, anjuran(&keadaan)].concat();
    let langkah = antarmuka.tindakan.iter().filter(boleh).map(|tindakan| Langkah {
        langkah: tindakan.langkah.clone(),
        ringkasan: tindakan.ringkasan,
    });
    let (mut dianjurkan, lainnya): (Vec<_>, Vec<_>) =
        langkah.partition(|langkah| anjuran.contains(&langkah.langkah.as_str()));
    dianjurkan.sort_by_key(|l| anjuran.iter().position(|satu| *satu == l.langkah));
    let riwayat = peristiwa(&layanan, riwayat).await?;
    let kini = sebagaimana.is_empty();
    let balasan = if kini && keadaan.kanal.as_deref() == Some("WhatsApp") {
        let balasan: Balasan = antarmuka.baca(&pelaku, &format!("{alamat}/balasan")).await?;
        Some(balasan.teks)
    } else {
        None
    };
    let baru = || new_id(layanan.app.clock.now());
    laman(&PerkaraHtml {
        tata: Tata::petugas(&layanan, petugas).pada(&sebagaimana),
        id,
        perintah_berkas: keadaan.berkas.iter().map(|_| baru()).collect(),
        keadaan,
        dianjurkan,
        lainnya,
        tenggat,
        pembatasan: pembatasan(&layanan, diminta),
        riwayat,
        boleh_mencatat: kini && petugas.boleh(Akses::CATATAN),
        boleh_bersurat: kini && petugas.boleh(Akses::PERSURATAN),
        boleh_membundel: kini && petugas.boleh(Akses::BUNDEL),
        boleh_menghitamkan: kini && petugas.boleh(Akses::PENGHITAMAN),
        boleh_koreksi: kini && petugas.boleh(Akses::PPID),
        kini,
        balasan,
        perintah: baru(),
        perintah_catatan: baru(),
    })
}

/// The history, with roles for ids.
pub(super) async fn peristiwa(
    layanan: &Layanan,
    riwayat: Vec<Fakta>,
) -> anyhow::Result<Vec<Peristiwa>> {
    let mut nama = HashMap::new();
    for fakta in &riwayat {
        if !nama.contains_key(&fakta.oleh) {
            nama.insert(fakta.oleh.clone(), oleh(layanan, &fakta.oleh).await?);
        }
    }
    let zona = layanan.app.zona;
    Ok(riwayat.into_iter().map(|fakta| Peristiwa::dari(fakta, zona, &nama)).collect())
}

/// Who did it, for people: the role, never a person's name.
pub(super) async fn oleh(layanan: &Layanan, aktor: &str) -> anyhow::Result<String> {
    let bagian: Vec<&str> = aktor.split('/').collect();
    if let ["pengguna", _, status, peran] = bagian.as_slice()
        && let Some(kapasitas) = kapasitas_tercatat(layanan, status, peran)
    {
        return Ok(kapasitas);
    }
    let id = aktor.strip_prefix("pengguna/").and_then(|id| id.parse::<Uuid>().ok());
    let Some(id) = id else { return Ok(kata::manusiawi(aktor)) };
    Ok(match layanan.app.aliran::<Pengguna>(id).await?.0.keadaan {
        pengguna::Keadaan::Aktif(peran) | pengguna::Keadaan::Nonaktif(peran) => {
            nama_peran(layanan, peran.into())
        }
        pengguna::Keadaan::BelumAda => aktor.to_owned(),
    })
}

/// `Plh. PPID Utama`, as the actor of a fact says it.
fn kapasitas_tercatat(layanan: &Layanan, status: &str, peran: &str) -> Option<String> {
    let status =
        [StatusPenugasan::Plt, StatusPenugasan::Plh].into_iter().find(|s| s.nama() == status);
    let peran = SEMUA_PERAN.into_iter().find(|satu| satu.nama() == peran)?;
    Some(kapasitas_teks(layanan, peran, Some(status?)))
}

/// What usually comes next, from where the case stands.
fn anjuran(keadaan: &Keadaan) -> &'static [&'static str] {
    let menunggu_unit = keadaan.disposisi.iter().any(|d| d.keadaan == "menunggu");
    match keadaan.status.as_str() {
        "diproses" | "diperpanjang" if keadaan.disposisi.is_empty() => {
            &["disposisi-diberikan", "kelengkapan-diperiksa", "pemberitahuan-tertulis-dikirim"]
        }
        "diproses" if menunggu_unit => &[
            "jawaban-unit-diterima",
            "disposisi-dikembalikan",
            "perpanjangan-diberitahukan",
            "pemberitahuan-tertulis-dikirim",
        ],
        "diproses" | "diperpanjang" => &[
            "pemberitahuan-tertulis-dikirim",
            "penolakan-diberitahukan",
            "uji-konsekuensi-dilakukan",
            "perpanjangan-diberitahukan",
        ],
        "menunggu pemohon" => &["perbaikan-diterima", "permohonan-tidak-ditindaklanjuti"],
        "dikabulkan" => &["pemberitahuan-tertulis-diterima", "informasi-diberikan"],
        "ditolak" | "tidak dikuasai" | "dijawab" => {
            &["pemberitahuan-tertulis-diterima", "keberatan-diterima"]
        }
        "keberatan" => {
            &["tanggapan-keberatan-dikirim", "musyawarah-dilakukan", "persetujuan-diberikan"]
        }
        "keberatan ditanggapi" => {
            &["tanggapan-keberatan-diterima", "tanggapan-pemohon-dicatat", SENGKETA_DIAJUKAN]
        }
        _ => &[],
    }
}

impl Peristiwa {
    fn dari(fakta: Fakta, zona: Zona, nama: &HashMap<String, String>) -> Self {
        let hari = fakta.terjadi.tanggal(zona);
        let lain = |saat| {
            let tanggal = zona.tanggal(saat);
            (hari != Some(tanggal)).then(|| tanggal_panjang(tanggal))
        };
        Peristiwa {
            versi: fakta.versi,
            terjadi: hari.map_or_else(|| "tidak tercatat".to_owned(), tanggal_panjang),
            diketahui: lain(fakta.diketahui),
            dicatat: lain(fakta.dicatat),
            oleh: nama.get(&fakta.oleh).cloned().unwrap_or(fakta.oleh),
            uraian: fakta.uraian,
            cacat: fakta.cacat,
            dikoreksi: fakta.dikoreksi,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Catatan {
    perintah: Uuid,
    #[serde(default)]
    isi: String,
}

/// A note beside the case.
pub(super) async fn catatan(
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    Form(catatan): Form<Catatan>,
) -> Jawaban {
    let badan = json!({"perintah": catatan.perintah, "isi": {"isi": catatan.isi.trim()}});
    let alamat = format!("/api/v1/perkara/{id}/catatan");
    let _: Value = antarmuka.kirim(&petugas.pelaku(), &alamat, &badan, None).await?;
    Ok(Redirect::to(&format!("/perkara/{id}")).into_response())
}

/// What was opened.
#[derive(Deserialize)]
struct DataPribadi {
    isi: Vec<Nilai>,
}

#[derive(Deserialize)]
struct Nilai {
    nama: String,
    teks: String,
}

#[derive(Deserialize)]
pub(super) struct Pengunduhan {
    perintah: Uuid,
    keperluan: String,
    berkas: Option<Uuid>,
}

/// A file of the case; taken down before it is given.
pub(super) async fn berkas(
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    Form(kiriman): Form<Pengunduhan>,
) -> Jawaban {
    let Pengunduhan { perintah, keperluan, berkas } = kiriman;
    let badan = json!({"perintah": perintah, "keperluan": keperluan, "berkas": berkas});
    let alamat = format!("/api/v1/perkara/{id}/berkas");
    Ok(antarmuka.unduh_dengan(&petugas.pelaku(), &alamat, &badan).await?)
}

#[derive(Template)]
#[template(path = "data_pribadi.html")]
struct DataPribadiHtml {
    tata: Tata,
    id: Uuid,
    keperluan: String,
    nik: bool,
    isi: Vec<(String, String)>,
    perintah: Uuid,
}

#[derive(Deserialize)]
pub(super) struct Pembukaan {
    perintah: Uuid,
    keperluan: String,
    nik: Option<String>,
}

/// Taken down before anything is shown.
pub(super) async fn data_pribadi(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    Form(kiriman): Form<Pembukaan>,
) -> Jawaban {
    let nik = kiriman.nik.is_some();
    let badan = json!({"perintah": kiriman.perintah, "keperluan": kiriman.keperluan, "nik": nik});
    let alamat = format!("/api/v1/perkara/{id}/data-pribadi");
    let data: DataPribadi = antarmuka.kirim(&petugas.pelaku(), &alamat, &badan, None).await?;
    let nama = |nama: &str| {
        let bagian = nama.split(['.', '/']).filter(|b| !b.is_empty() && *b != "body");
        bagian.map(kata::kolom).collect::<Vec<_>>().join(" – ")
    };
    laman(&DataPribadiHtml {
        tata: Tata::petugas(&layanan, petugas),
        id,
        keperluan: kiriman.keperluan,
        nik,
        isi: data.isi.into_iter().map(|nilai| (nama(&nilai.nama), nilai.teks)).collect(),
        perintah: new_id(layanan.app.clock.now()),
    })
}
