//! The register of keberatan: Pasal 43(2) and Lampiran XI.

use chrono::NaiveDate;
use events::impor::BentukSumber;
use events::keberatan::{Keberatan, KeberatanDiterima};
use events::koreksi::Berlaku;
use events::perkara::Event;
use events::tanggapan_keberatan::{PutusanKeberatan, SikapPemohon};
use events::teks::Isi;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{AWAL, Fakta, Kursor, Orang, Saringan, Segel, halaman, kuasa};
use crate::catatan::Catatan;
use crate::lembar::baris_tabel;
use crate::perkara::{self, Baris, nama_jenis};

/// One keberatan. Texts about people are digests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarisKeberatan {
    pub perkara: Uuid,
    pub urut: i16,
    pub posisi: i64,
    pub buku: Option<Uuid>,
    pub unit: Option<Uuid>,
    pub nomor: Option<String>,
    pub tanggal: Option<NaiveDate>,
    pub kanal: String,
    pub nomor_permohonan: Option<String>,
    pub jenis_pemohon: String,
    pub nama: Option<String>,
    pub nomor_identitas: Option<String>,
    pub alamat: Option<String>,
    pub telepon: Option<String>,
    pub surel: Option<String>,
    pub pekerjaan: Option<String>,
    pub kuasa: Option<String>,
    pub surat_kuasa: Option<String>,
    pub informasi: Option<String>,
    pub tujuan: Option<String>,
    pub kasus_posisi: Option<String>,
    pub alasan: Vec<String>,
    pub putusan: Option<String>,
    pub alasan_putusan: Option<String>,
    pub sk: Option<String>,
    pub jabatan: Option<String>,
    pub tanggal_tanggapan: Option<NaiveDate>,
    pub tanggapan_pemohon: Option<String>,
    pub uraian_pemohon: Option<String>,
    pub tanggal_dicabut: Option<NaiveDate>,
    pub posisi_isi: Vec<i64>,
}

baris_tabel! {
    BarisKeberatan as "register_keberatan":
    perkara, urut, posisi, buku, unit, nomor, tanggal, kanal, nomor_permohonan, jenis_pemohon,
    nama, nomor_identitas, alamat, telepon, surel, pekerjaan, kuasa, surat_kuasa, informasi,
    tujuan, kasus_posisi, alasan, putusan, alasan_putusan, sk, jabatan, tanggal_tanggapan,
    tanggapan_pemohon, uraian_pemohon, tanggal_dicabut, posisi_isi
}

/// What the Atasan and the pemohon said to it.
#[derive(Default)]
struct Tanggapan {
    putusan: Option<&'static str>,
    alasan: Option<String>,
    sk: Option<String>,
    jabatan: Option<String>,
    tanggal: Option<NaiveDate>,
}

impl BarisKeberatan {
    /// The rows of a case, in the order of its keberatan; none of KI's register.
    pub(crate) fn dari(catatan: &Catatan, baris: &Baris<'_>) -> Vec<Self> {
        if baris.dari_register_ki() {
            return Vec::new();
        }
        let fakta = Fakta::dari(catatan, baris.id);
        let nomor = (0..).zip(&baris.perkara.keberatan);
        nomor.filter_map(|(urut, keberatan)| Self::satu(baris, &fakta, urut, keberatan)).collect()
    }

    fn satu(
        baris: &Baris<'_>,
        fakta: &Fakta<'_>,
        urut: i16,
        keberatan: &Keberatan,
    ) -> Option<Self> {
        let diterima = fakta.pada(keberatan.diterima)?;
        let Event::KeberatanDiterima(isi) = diterima.event else { return None };
        let posisi = diterima.posisi;
        let mut segel = Segel::default();
        let (identitas, informasi, tujuan) = asal(baris, fakta, diterima, isi, &mut segel);
        let (nama_kuasa, surat_kuasa) = kuasa(posisi, isi.kuasa.as_ref(), &mut segel);
        let tanggapan = Tanggapan::dari(keberatan, fakta, &mut segel);
        let (sikap, uraian_pemohon) = sikap(baris, keberatan, fakta, &mut segel);
        let dicatat = keberatan.dicatat.as_ref().map(|(_, dicatat)| dicatat);
        let register = baris.perkara.nomor.as_ref().and_then(|nomor| nomor.nomor.tetap());
        let impor = baris.perkara.impor.as_ref().and_then(|impor| match impor.bentuk {
            // Its own number is that of the keberatan.
            BentukSumber::Keberatan => impor.terkait.as_ref(),
            BentukSumber::Register | BentukSumber::Timelines => Some(&impor.nomor),
        });
        Some(BarisKeberatan {
            perkara: baris.id,
            urut,
            posisi: posisi.cast_signed(),
            buku: dicatat.map(|dicatat| dicatat.buku),
            unit: baris.perkara.penanggung_jawab().map(|disposisi| disposisi.unit.0),
            nomor: dicatat.and_then(|dicatat| dicatat.nomor.tetap()).map(ToString::to_string),
            tanggal: keberatan.diterima.tanggal,
            kanal: isi.kanal.nama().to_owned(),
            nomor_permohonan: register.or(impor).map(ToString::to_string),
            jenis_pemohon: nama_jenis(identitas.jenis).to_owned(),
            nama: identitas.nama,
            nomor_identitas: identitas.nomor_identitas,
            alamat: identitas.alamat,
            telepon: identitas.telepon,
            surel: identitas.surel,
            pekerjaan: identitas.pekerjaan,
            kuasa: nama_kuasa,
            surat_kuasa,
            informasi,
            tujuan,
            kasus_posisi: segel.ambil(posisi, isi.kasus_posisi.as_ref()),
            alasan: keberatan.alasan.iter().map(|alasan| alasan.huruf().to_string()).collect(),
            putusan: tanggapan.putusan.map(str::to_owned),
            alasan_putusan: tanggapan.alasan,
            sk: tanggapan.sk,
            jabatan: tanggapan.jabatan,
            tanggal_tanggapan: tanggapan.tanggal,
            tanggapan_pemohon: sikap.map(str::to_owned),
            uraian_pemohon,
            tanggal_dicabut: keberatan.dicabut.and_then(|dicabut| dicabut.tanggal),
            posisi_isi: segel.posisi(),
        })
    }

    pub fn kursor(&self) -> Kursor {
        Kursor { tanggal: self.tanggal, posisi: self.posisi }
    }
}

/// Who objects and about what: the keberatan says so, or its permohonan did.
fn asal(
    baris: &Baris<'_>,
    fakta: &Fakta<'_>,
    diterima: &Berlaku<'_, Event>,
    isi: &KeberatanDiterima,
    segel: &mut Segel,
) -> (Orang, Option<String>, Option<String>) {
    let posisi = diterima.posisi;
    let permohonan = baris.perkara.permohonan.as_ref();
    let asal = permohonan.and_then(|p| Some((fakta.pada(p.diterima)?.posisi, p)));
    let identitas = match (&isi.pemohon, asal) {
        (Some(pemohon), _) => Orang::dari(posisi, pemohon, segel),
        (None, Some((posisi, permohonan))) => Orang::dari(posisi, &permohonan.pemohon, segel),
        (None, None) => Orang::default(),
    };
    let mut salah_satu = |milik: Option<&Isi>, semula: Option<&Isi>| match (milik, asal) {
        (Some(isi), _) => segel.ambil(posisi, Some(isi)),
        (None, Some((posisi, _))) => segel.ambil(posisi, semula),
        (None, None) => None,
    };
    let rincian = permohonan.and_then(|p| p.rincian.as_ref());
    let informasi = salah_satu(isi.informasi.as_ref(), rincian);
    let tujuan = permohonan.and_then(|p| p.tujuan.as_ref());
    let tujuan = salah_satu(isi.tujuan.as_ref(), tujuan);
    (identitas, informasi, tujuan)
}

impl Tanggapan {
    fn dari(keberatan: &Keberatan, fakta: &Fakta<'_>, segel: &mut Segel) -> Self {
        let Some(tanggapan) = &keberatan.tanggapan else { return Tanggapan::default() };
        let Some(fakta) = fakta.pada(tanggapan.dikirim) else { return Tanggapan::default() };
        let Event::TanggapanKeberatanDikirim(f) = fakta.event else {
            return Tanggapan::default();
        };
        Tanggapan {
            putusan: match f.putusan {
                PutusanKeberatan::Mengabulkan => Some("mengabulkan"),
                PutusanKeberatan::MengabulkanSebagian => Some("mengabulkan sebagian"),
                PutusanKeberatan::Menguatkan => Some("menguatkan"),
                PutusanKeberatan::TidakTercatat => None,
            },
            alasan: segel.ambil(fakta.posisi, f.uraian.as_ref()),
            sk: f.sk.as_ref().map(|sk| sk.nomor.to_string()),
            jabatan: f.jabatan.as_ref().map(ToString::to_string),
            tanggal: tanggapan.dikirim.tanggal,
        }
    }
}

/// What the pemohon said to the answer, the last time it was taken down before
/// another keberatan.
fn sikap(
    baris: &Baris<'_>,
    keberatan: &Keberatan,
    fakta: &Fakta<'_>,
    segel: &mut Segel,
) -> (Option<&'static str>, Option<String>) {
    let versi = keberatan.diterima.versi;
    let kemudian = baris.perkara.keberatan.iter().map(|keberatan| keberatan.diterima.versi);
    let sampai = kemudian.filter(|lain| *lain > versi).min().unwrap_or(u32::MAX);
    #[expect(clippy::wildcard_enum_match_arm, reason = "one fact tells of it")]
    let mut sikap = fakta.0.range(versi..sampai).rev().filter_map(|(_, f)| match f.event {
        Event::TanggapanPemohonDicatat(isi) => Some((f.posisi, isi)),
        _ => None,
    });
    let Some((posisi, isi)) = sikap.next() else { return (None, None) };
    let kata = match isi.sikap {
        SikapPemohon::Menerima => "menerima",
        SikapPemohon::TidakMenerima => "tidak menerima",
    };
    (Some(kata), segel.ambil(posisi, isi.uraian.as_ref()))
}

/// A page of the register as it stood from the point of view of `catatan`.
pub fn keberatan_pada(
    catatan: &Catatan,
    saringan: Saringan,
    sesudah: Option<Kursor>,
    batas: usize,
) -> Vec<BarisKeberatan> {
    let baris = perkara::semua(catatan);
    let baris = baris.iter().flat_map(|baris| BarisKeberatan::dari(catatan, baris));
    let baris = baris.filter(|b| saringan.cocok(b.buku, b.unit, b.tanggal)).collect();
    halaman(baris, BarisKeberatan::kursor, sesudah, batas)
}

/// A page of the register.
pub async fn keberatan(
    saringan: Saringan,
    sesudah: Option<Kursor>,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisKeberatan>> {
    let sesudah = sesudah.unwrap_or(AWAL);
    sqlx::query_as!(
        BarisKeberatan,
        "select perkara, urut, posisi, buku, unit, nomor, tanggal, kanal, nomor_permohonan,
                jenis_pemohon, nama, nomor_identitas, alamat, telepon, surel, pekerjaan, kuasa,
                surat_kuasa, informasi, tujuan, kasus_posisi, alasan, putusan, alasan_putusan, sk,
                jabatan, tanggal_tanggapan, tanggapan_pemohon, uraian_pemohon, tanggal_dicabut,
                posisi_isi
           from register_keberatan
          where ($1::uuid is null or buku = $1)
            and ($2::uuid is null or unit = $2)
            and ($3::date is null or tanggal >= $3)
            and ($4::date is null or tanggal <= $4)
            and (coalesce(tanggal, date 'infinity'), posisi)
                > (coalesce($5, date 'infinity'), $6)
          order by coalesce(tanggal, date 'infinity'), posisi limit $7",
        saringan.buku,
        saringan.unit,
        saringan.dari,
        saringan.sampai,
        sesudah.tanggal,
        sesudah.posisi,
        batas,
    )
    .fetch_all(tujuan)
    .await
}
