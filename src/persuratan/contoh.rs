//! A made-up case with a fact for every kind of letter, so that an office can see
//! its templates before anybody gets one.

use chrono::{DateTime, NaiveDate, Utc};
use events::hari_kerja::KalenderKerja;
use events::kantor::Kantor;
use events::keberatan::{AlasanKeberatan, KeberatanDicatat, KeberatanDiterima};
use events::kelengkapan::{Kekurangan, KelengkapanDiperiksa};
use events::pasal17::Pasal17;
use events::pemberitahuan::{
    Bentuk, PemberitahuanTertulisDikirim, Penguasaan, PutusanPemberitahuan,
};
use events::penolakan::{DasarPenolakan, PenolakanDiberitahukan, SkPengecualian};
use events::perkara::Event;
use events::permohonan::{Nomor, NomorPendaftaranDiberikan, PermohonanDiterima};
use events::perpanjangan::{AlasanPerpanjangan, PerpanjanganDiberitahukan};
use events::pertimbangan::PertimbanganTertulisDitetapkan;
use events::pihak::{JenisPemohon, Kanal, Lingkup, Pemohon};
use events::sengketa::SengketaDiberitahukan;
use events::surat::{JenisSurat, SuratDinomori};
use events::tanggapan_keberatan::{PutusanKeberatan, TanggapanKeberatanDikirim};
use events::teks::{Isi, Label};
use events::uji_konsekuensi::{JangkaPengecualian, UjiKonsekuensiDilakukan};
use events::waktu::{Waktu, Zona};
use events::{AliranId, Tercatat};
use uuid::Uuid;

use super::bahan::{Bahan, Logo};

/// The letter of this kind in a case that never was.
pub fn contoh(
    jenis: JenisSurat,
    (kantor, logo): (Kantor, Option<Logo>),
    (hari, kini, zona): (NaiveDate, DateTime<Utc>, Zona),
    kerja: KalenderKerja,
) -> anyhow::Result<(Bahan, SuratDinomori)> {
    let semua = [permohonan()?, pengecualian(hari)?, keberatan(hari)?].concat();
    let perkara: Vec<_> =
        (1..).zip(semua).map(|(versi, event)| tercatat(versi, event, (hari, kini))).collect();
    let dasar = perkara.iter().find(|fakta| JenisSurat::dari(&fakta.event).contains(&jenis));
    let dasar = dasar.map(|fakta| fakta.version).unwrap_or_default();
    let nomor = Nomor::Tetap(label("0000/CONTOH")?);
    let surat = SuratDinomori { surat: Uuid::nil(), jenis, dasar, buku: None, nomor };
    let sengketa = std::collections::BTreeMap::new();
    Ok((Bahan { perkara, sengketa, kantor, logo, zona, kerja }, surat))
}

fn tercatat(
    version: u32,
    event: Event,
    (hari, kini): (NaiveDate, DateTime<Utc>),
) -> Tercatat<Event> {
    Tercatat {
        position: u64::from(version),
        stream: AliranId::perkara(Uuid::nil()),
        version,
        command: Uuid::nil(),
        actor: Label::try_new("contoh").expect("a word is a label"),
        occurred_at: Waktu::Tanggal(hari),
        diketahui: kini,
        recorded_at: kini,
        cacat: Vec::new(),
        event,
    }
}

fn isi(teks: &str) -> anyhow::Result<Isi> {
    Ok(Isi::try_new(teks)?)
}

fn label(teks: &str) -> anyhow::Result<Label> {
    Ok(Label::try_new(teks)?)
}

fn permohonan() -> anyhow::Result<Vec<Event>> {
    let pemohon = Pemohon {
        jenis: JenisPemohon::Perorangan,
        nama: Some(isi("Nama Pemohon (contoh)")?),
        alamat: Some(isi("Jalan Contoh Nomor 1")?),
        telepon: Some(isi("0812-0000-0000")?),
        pekerjaan: Some(isi("Guru")?),
        ..Pemohon::default()
    };
    let diterima = PermohonanDiterima {
        kanal: Kanal::Langsung,
        pemohon,
        rincian: Some(isi("Salinan rencana kerja dan anggaran tahun berjalan")?),
        tujuan: Some(isi("penelitian")?),
        ..PermohonanDiterima::default()
    };
    let nomor = Nomor::Tetap(label("0001/PPID/CONTOH")?);
    let putusan = PutusanPemberitahuan::Dikabulkan(Lingkup::Seluruhnya);
    Ok(vec![
        Event::PermohonanDiterima(diterima),
        Event::NomorPendaftaranDiberikan(NomorPendaftaranDiberikan { buku: Uuid::nil(), nomor }),
        Event::KelengkapanDiperiksa(KelengkapanDiperiksa {
            kekurangan: vec![Kekurangan::Identitas, Kekurangan::Tujuan],
        }),
        Event::PerpanjanganDiberitahukan(PerpanjanganDiberitahukan {
            alasan: AlasanPerpanjangan::BelumDapatMemutuskanStatus,
            uraian: isi("Dokumen masih diperiksa unit yang menguasainya.")?,
            sampai: None,
            nomor_surat: None,
        }),
        Event::PemberitahuanTertulisDikirim(PemberitahuanTertulisDikirim {
            penguasaan: Penguasaan::Dikuasai,
            bentuk: Some(Bentuk::Elektronik),
            biaya_rupiah: Some(0),
            waktu_penyediaan_hk: Some(1),
            ..PemberitahuanTertulisDikirim::dari_register(putusan)
        }),
    ])
}

fn pengecualian(hari: NaiveDate) -> anyhow::Result<Vec<Event>> {
    let pasal = Pasal17::try_new('h', Some(2))?;
    Ok(vec![
        Event::UjiKonsekuensiDilakukan(UjiKonsekuensiDilakukan {
            informasi: isi("Rekam medis pasien")?,
            dasar: vec![pasal],
            lingkup: Lingkup::Seluruhnya,
            konsekuensi_dibuka: isi("rahasia kesehatan pasien terbuka")?,
            konsekuensi_ditutup: isi("rahasia kesehatan pasien terjaga")?,
            jangka: JangkaPengecualian::SelamaDiperlukan,
            pelaksana: vec![label("Sekretaris Dinas (contoh)")?],
            atas_perintah_majelis: false,
        }),
        Event::PertimbanganTertulisDitetapkan(PertimbanganTertulisDitetapkan {
            nomor: None,
            isi: isi("Menimbang bahwa rahasia kesehatan dilindungi undang-undang.")?,
        }),
        Event::PenolakanDiberitahukan(PenolakanDiberitahukan {
            dasar: DasarPenolakan::Dikecualikan { pasal: vec![pasal], sk: Some(sk(hari)?) },
            lingkup: Lingkup::Seluruhnya,
            alasan: isi("Informasi itu memuat rahasia kesehatan pasien.")?,
            alasan_tidak_dihitamkan: Some(isi("seluruh halamannya memuat rahasia itu")?),
            hak_keberatan_disampaikan: true,
            nomor_surat: None,
        }),
    ])
}

fn sk(tanggal: NaiveDate) -> anyhow::Result<SkPengecualian> {
    Ok(SkPengecualian { nomor: label("000/CONTOH")?, tanggal, katalog: None })
}

fn keberatan(hari: NaiveDate) -> anyhow::Result<Vec<Event>> {
    let nomor = Nomor::Tetap(label("0001/KBR/CONTOH")?);
    Ok(vec![
        Event::KeberatanDiterima(KeberatanDiterima {
            alasan: vec![AlasanKeberatan::A],
            kanal: Kanal::Langsung,
            kasus_posisi: Some(isi("Sebagian data dapat disamarkan.")?),
            ..KeberatanDiterima::default()
        }),
        Event::KeberatanDicatat(KeberatanDicatat { buku: Uuid::nil(), nomor }),
        Event::TanggapanKeberatanDikirim(TanggapanKeberatanDikirim {
            putusan: PutusanKeberatan::Menguatkan,
            uraian: Some(isi("Penyamaran tidak cukup melindungi pasien.")?),
            sk: Some(sk(hari)?),
            nomor_surat: None,
            jabatan: None,
        }),
        Event::SengketaDiberitahukan(SengketaDiberitahukan { sengketa: Uuid::nil() }),
    ])
}
