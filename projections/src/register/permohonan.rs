//! The register of permohonan: Pasal 32(1) and Lampiran VIII.

use chrono::NaiveDate;
use events::biaya::CaraBayar;
use events::pemberitahuan::{Bentuk, Hasil, PemberitahuanTertulisDikirim, Penguasaan};
use events::penolakan::{DasarPenolakan, PenolakanDiberitahukan};
use events::perkara::Event;
use events::permohonan::CaraMemperoleh;
use events::pihak::Lingkup;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{AWAL, Fakta, Kursor, Orang, Saringan, Segel, halaman, kuasa};
use crate::catatan::Catatan;
use crate::lembar::baris_tabel;
use crate::perkara::{self, Baris, nama_jenis};

/// One permohonan. Texts about people are digests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarisPermohonan {
    pub perkara: Uuid,
    pub posisi: i64,
    pub buku: Option<Uuid>,
    pub unit: Option<Uuid>,
    pub nomor: String,
    pub no: Option<i64>,
    pub tanggal: Option<NaiveDate>,
    pub kanal: String,
    pub jenis_pemohon: String,
    pub nama: Option<String>,
    pub nomor_identitas: Option<String>,
    pub alamat: Option<String>,
    pub telepon: Option<String>,
    pub surel: Option<String>,
    pub pekerjaan: Option<String>,
    pub kuasa: Option<String>,
    pub surat_kuasa: Option<String>,
    pub rincian: Option<String>,
    pub tujuan: Option<String>,
    pub penguasaan: Option<String>,
    pub badan_lain: Option<String>,
    pub bentuk: Option<String>,
    pub cara_memperoleh: Option<String>,
    pub keputusan: Option<String>,
    pub dasar_penolakan: Option<String>,
    pub pasal: Vec<String>,
    pub alasan_penolakan: Option<String>,
    pub sk: Option<String>,
    pub tanggal_pemberitahuan: Option<NaiveDate>,
    pub tanggal_pemberian: Option<NaiveDate>,
    pub biaya: Option<i64>,
    pub cara_bayar: Option<String>,
    pub pembayaran: Option<String>,
    pub posisi_isi: Vec<i64>,
}

baris_tabel! {
    BarisPermohonan as "register_permohonan":
    perkara, posisi, buku, unit, nomor, no, tanggal, kanal, jenis_pemohon, nama, nomor_identitas,
    alamat, telepon, surel, pekerjaan, kuasa, surat_kuasa, rincian, tujuan, penguasaan,
    badan_lain, bentuk, cara_memperoleh, keputusan, dasar_penolakan, pasal, alasan_penolakan, sk,
    tanggal_pemberitahuan, tanggal_pemberian, biaya, cara_bayar, pembayaran, posisi_isi
}

/// What the answer fills in.
#[derive(Default)]
struct Jawaban {
    penguasaan: Option<&'static str>,
    badan_lain: Option<String>,
    bentuk: Option<&'static str>,
    dasar_penolakan: Option<&'static str>,
    pasal: Vec<String>,
    alasan_penolakan: Option<String>,
    sk: Option<String>,
    biaya: Option<u64>,
    cara_bayar: Option<String>,
}

impl BarisPermohonan {
    /// The row of a case; none where it holds no permohonan of this office.
    pub(crate) fn dari(catatan: &Catatan, baris: &Baris<'_>) -> Option<Self> {
        let state = &baris.perkara;
        let permohonan = state.permohonan.as_ref().filter(|_| baris.milik_register())?;
        let fakta = Fakta::dari(catatan, baris.id);
        let diterima = fakta.pada(permohonan.diterima)?;
        let mut segel = Segel::default();
        let posisi = diterima.posisi;
        let identitas = Orang::dari(posisi, &permohonan.pemohon, &mut segel);
        let (nama_kuasa, surat_kuasa) = kuasa(posisi, permohonan.kuasa.as_ref(), &mut segel);
        let jawaban = Jawaban::dari(baris, &fakta, &mut segel);
        Some(BarisPermohonan {
            perkara: baris.id,
            posisi: catatan.perkara[&baris.id].first()?.position.cast_signed(),
            buku: baris.buku(),
            unit: state.penanggung_jawab().map(|disposisi| disposisi.unit.0),
            nomor: baris.nomor(),
            no: state.impor.as_ref().and_then(|impor| impor.no).map(u64::cast_signed),
            tanggal: permohonan.diterima.tanggal,
            kanal: permohonan.kanal.nama().to_owned(),
            jenis_pemohon: nama_jenis(identitas.jenis).to_owned(),
            nama: identitas.nama,
            nomor_identitas: identitas.nomor_identitas,
            alamat: identitas.alamat,
            telepon: identitas.telepon,
            surel: identitas.surel,
            pekerjaan: identitas.pekerjaan,
            kuasa: nama_kuasa,
            surat_kuasa,
            rincian: segel.ambil(posisi, permohonan.rincian.as_ref()),
            tujuan: segel.ambil(posisi, permohonan.tujuan.as_ref()),
            penguasaan: jawaban.penguasaan.map(str::to_owned),
            badan_lain: jawaban.badan_lain,
            bentuk: jawaban.bentuk.map(str::to_owned),
            cara_memperoleh: cara_memperoleh(diterima.event).map(str::to_owned),
            keputusan: keputusan(state).map(str::to_owned),
            dasar_penolakan: jawaban.dasar_penolakan.map(str::to_owned),
            pasal: jawaban.pasal,
            alasan_penolakan: jawaban.alasan_penolakan,
            sk: jawaban.sk,
            tanggal_pemberitahuan: state.jawaban.as_ref().and_then(|j| j.dikirim.tanggal),
            tanggal_pemberian: state.pemberian.first().and_then(|(k, _)| k.tanggal),
            biaya: state.biaya.or(jawaban.biaya).map(u64::cast_signed),
            cara_bayar: jawaban.cara_bayar,
            pembayaran: pembayaran(&fakta).map(str::to_owned),
            posisi_isi: segel.posisi(),
        })
    }

    pub fn kursor(&self) -> Kursor {
        Kursor { tanggal: self.tanggal, posisi: self.posisi }
    }
}

impl Jawaban {
    fn dari(baris: &Baris<'_>, fakta: &Fakta<'_>, segel: &mut Segel) -> Self {
        let jawaban = baris.perkara.jawaban.as_ref();
        let Some(fakta) = jawaban.and_then(|jawaban| fakta.pada(jawaban.dikirim)) else {
            return Jawaban::default();
        };
        #[expect(clippy::wildcard_enum_match_arm, reason = "two facts answer")]
        match fakta.event {
            Event::PemberitahuanTertulisDikirim(f) => {
                Jawaban::diberitahukan(f, fakta.posisi, segel)
            }
            Event::PenolakanDiberitahukan(f) => Jawaban::ditolak(f, fakta.posisi, segel),
            _ => Jawaban::default(),
        }
    }

    fn diberitahukan(f: &PemberitahuanTertulisDikirim, posisi: u64, segel: &mut Segel) -> Self {
        // What is blacked out, and why something is not held, are reasons too.
        let alasan = f.penghitaman.as_ref().or(f.penjelasan.as_ref());
        Jawaban {
            penguasaan: penguasaan(f.penguasaan),
            badan_lain: f.badan_lain.as_ref().map(ToString::to_string),
            bentuk: f.bentuk.map(|bentuk| match bentuk {
                Bentuk::Cetak => "cetak",
                Bentuk::Elektronik => "elektronik",
                Bentuk::CetakDanElektronik => "cetak dan elektronik",
            }),
            alasan_penolakan: segel.ambil(posisi, alasan),
            biaya: f.biaya_rupiah,
            cara_bayar: segel.ambil(posisi, f.cara_bayar.as_ref()),
            ..Jawaban::default()
        }
    }

    fn ditolak(f: &PenolakanDiberitahukan, posisi: u64, segel: &mut Segel) -> Self {
        let alasan_penolakan = segel.ambil(posisi, Some(&f.alasan));
        let jawaban = Jawaban { alasan_penolakan, ..Jawaban::default() };
        match &f.dasar {
            DasarPenolakan::Dikecualikan { pasal, sk } => Jawaban {
                penguasaan: penguasaan(Penguasaan::Dikuasai),
                dasar_penolakan: Some("dikecualikan"),
                pasal: pasal.iter().map(|pasal| String::from(*pasal)).collect(),
                sk: sk.as_ref().map(|sk| sk.nomor.to_string()),
                ..jawaban
            },
            DasarPenolakan::BelumDikuasai => Jawaban {
                penguasaan: penguasaan(Penguasaan::BelumDikuasai),
                dasar_penolakan: Some("belum dikuasai"),
                ..jawaban
            },
            DasarPenolakan::BelumDidokumentasikan => Jawaban {
                penguasaan: penguasaan(Penguasaan::BelumDidokumentasikan),
                dasar_penolakan: Some("belum didokumentasikan"),
                ..jawaban
            },
            DasarPenolakan::TidakTercatat => jawaban,
        }
    }
}

fn penguasaan(penguasaan: Penguasaan) -> Option<&'static str> {
    match penguasaan {
        Penguasaan::Dikuasai => Some("dikuasai"),
        Penguasaan::BelumDikuasai => Some("belum dikuasai"),
        Penguasaan::BelumDidokumentasikan => Some("belum didokumentasikan"),
        Penguasaan::TidakTercatat => None,
    }
}

fn cara_memperoleh(event: &Event) -> Option<&'static str> {
    let Event::PermohonanDiterima(diterima) = event else { return None };
    diterima.cara_memperoleh.map(|cara| match cara {
        CaraMemperoleh::MelihatMembacaMendengarkanMencatat => {
            "melihat/membaca/mendengarkan/mencatat"
        }
        CaraMemperoleh::SalinanCetak => "salinan cetak",
        CaraMemperoleh::SalinanElektronik => "salinan elektronik",
    })
}

pub(crate) fn keputusan(perkara: &events::Perkara) -> Option<&'static str> {
    if let Some(jawaban) = &perkara.jawaban {
        return Some(match jawaban.hasil {
            Hasil::Dikabulkan(Lingkup::Sebagian) => "dikabulkan sebagian",
            Hasil::Dikabulkan(Lingkup::Seluruhnya | Lingkup::TidakTercatat) => "dikabulkan",
            Hasil::Ditolak(Lingkup::Sebagian) => "ditolak sebagian",
            Hasil::Ditolak(Lingkup::Seluruhnya | Lingkup::TidakTercatat) => "ditolak",
            Hasil::TidakDikuasai => "tidak dikuasai",
            Hasil::Lain => "dijawab",
        });
    }
    if perkara.dicabut.is_some() {
        Some("dicabut")
    } else if perkara.dialihkan.is_some() {
        Some("dialihkan")
    } else if perkara.tidak_ditindaklanjuti.is_some() {
        // Pasal 33(4): noted in the register.
        Some("tidak ditindaklanjuti")
    } else {
        None
    }
}

/// How it was paid at last.
fn pembayaran(fakta: &Fakta<'_>) -> Option<&'static str> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "one fact tells of a payment")]
    let mut cara = fakta.0.values().rev().filter_map(|fakta| match fakta.event {
        Event::BiayaDibayar(f) => Some(f.cara),
        _ => None,
    });
    Some(match cara.next()? {
        CaraBayar::Tunai => "tunai",
        CaraBayar::Rekening => "rekening",
        CaraBayar::UangElektronik => "uang elektronik",
    })
}

/// A page of the register as it stood from the point of view of `catatan`.
pub fn permohonan_pada(
    catatan: &Catatan,
    saringan: Saringan,
    sesudah: Option<Kursor>,
    batas: usize,
) -> Vec<BarisPermohonan> {
    let baris = perkara::semua(catatan);
    let baris = baris.iter().filter_map(|baris| BarisPermohonan::dari(catatan, baris));
    let baris = baris.filter(|b| saringan.cocok(b.buku, b.unit, b.tanggal)).collect();
    halaman(baris, BarisPermohonan::kursor, sesudah, batas)
}

/// A page of the register.
pub async fn permohonan(
    saringan: Saringan,
    sesudah: Option<Kursor>,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisPermohonan>> {
    let sesudah = sesudah.unwrap_or(AWAL);
    sqlx::query_as!(
        BarisPermohonan,
        "select perkara, posisi, buku, unit, nomor, no, tanggal, kanal, jenis_pemohon, nama,
                nomor_identitas, alamat, telepon, surel, pekerjaan, kuasa, surat_kuasa, rincian,
                tujuan, penguasaan, badan_lain, bentuk, cara_memperoleh, keputusan,
                dasar_penolakan, pasal, alasan_penolakan, sk, tanggal_pemberitahuan,
                tanggal_pemberian, biaya, cara_bayar, pembayaran, posisi_isi
           from register_permohonan
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
