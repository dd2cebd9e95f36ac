//! The catalogue of the made-up city, and what its units tell of their doings:
//! most renew it twice a year, a few fall silent.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use events::katalog::dokumen::DokumenDilampirkan;
use events::katalog::usulan::UsulanDikembalikan;
use events::katalog::{
    DipDitetapkan, Entri, Event, InformasiDiusulkan, Kategori, KlasifikasiDitetapkan,
    UjiKlasifikasi,
};
use events::kegiatan::{self, Kegiatan, KegiatanDiterbitkan};
use events::pasal17::Pasal17;
use events::pihak::UnitId;
use events::uji_konsekuensi::JangkaPengecualian;
use rand::rngs::StdRng;
use uuid::Uuid;

use super::kota::UNIT;
use super::nama::{isi, label, pilih};
use super::pelaku::Pelaku;

const KATALOG: [&str; 8] = [
    "Dokumen pelaksanaan anggaran",
    "Laporan kinerja tahunan",
    "Rencana kerja tahunan",
    "Standar operasional prosedur",
    "Daftar kontrak pengadaan",
    "Profil pejabat struktural",
    "Laporan layanan informasi publik",
    "Statistik sektoral",
];
const KEGIATAN: [(&str, &str); 5] = [
    ("Forum konsultasi publik", "Warga membahas rancangan rencana kerja tahun depan."),
    ("Pelayanan keliling", "Petugas melayani di balai warga, pukul 09.00 sampai 13.00."),
    ("Bimbingan teknis", "Peserta belajar mengisi daftar informasi publik unitnya."),
    ("Kerja bakti", "Pegawai dan warga membersihkan saluran air bersama-sama."),
    ("Sosialisasi hak atas informasi", "Cara meminta informasi dan mengajukan keberatan."),
];
const SEKDA: &str = "Sekretaris Daerah";
/// Every so manyth unit tells nothing after the first day.
const DIAM: usize = 9;
/// Units that publish a document of theirs.
const BERDOKUMEN: usize = 12;
/// About half a year: how often a unit renews what it has.
const PUTARAN_HARI: i64 = 170;

/// Two entries a unit: what is always available, set by decree.
pub(super) async fn dirikan(pelaku: &mut Pelaku<'_>, acak: &mut StdRng) -> anyhow::Result<()> {
    let tahun = pelaku.app.hari_ini().year();
    for (ke, (nama, _)) in UNIT.into_iter().enumerate() {
        for kategori in [Kategori::Berkala, Kategori::SetiapSaat] {
            let ringkasan = format!("{} {nama}", pilih(acak, &KATALOG));
            let entri = usulkan(pelaku, ke, &ringkasan, kategori).await?;
            tetapkan(pelaku, entri, &format!("188/{}/DIP/{tahun}", ke + 1)).await?;
            pelaku.entri.push(entri);
        }
    }
    Ok(())
}

/// What the units do with it on a day.
pub(super) async fn sehari(
    pelaku: &mut Pelaku<'_>,
    (mulai, akhir): (NaiveDate, NaiveDate),
    hari: NaiveDate,
) -> anyhow::Result<()> {
    if matches!(hari.weekday(), Weekday::Sat | Weekday::Sun) {
        return Ok(());
    }
    let hari_ke = (hari - mulai).num_days();
    for ke in (0..UNIT.len()).filter(|ke| ke % DIAM != DIAM - 1) {
        let giliran = i64::try_from(ke)? * 4 + 5;
        if hari_ke % PUTARAN_HARI == giliran % PUTARAN_HARI {
            mutakhirkan(pelaku, ke, hari).await?;
        }
        if ke < BERDOKUMEN && hari_ke == giliran {
            lampirkan(pelaku, ke, hari).await?;
        }
        if hari_ke % 120 == giliran % 120 {
            beritakan(pelaku, ke, hari).await?;
        }
    }
    menjelang_akhir(pelaku, akhir, hari).await
}

/// What an officer finds waiting who looks at the demo.
async fn menjelang_akhir(
    pelaku: &mut Pelaku<'_>,
    akhir: NaiveDate,
    hari: NaiveDate,
) -> anyhow::Result<()> {
    // On the working day before, where the day itself is a Saturday or Sunday.
    let sebelum = |lewat: u64| {
        let jatuh = akhir - Days::new(lewat);
        let mundur = jatuh.weekday().num_days_from_monday().saturating_sub(4);
        jatuh - Days::new(mundur.into()) == hari
    };
    if sebelum(200) {
        kecualikan(pelaku, akhir).await?;
    }
    if sebelum(12) {
        let ringkasan = "Penghentian aliran air sementara di Kecamatan Hulu, perbaikan pipa induk";
        let entri = usulkan(pelaku, 30, ringkasan, Kategori::SertaMerta).await?;
        tetapkan(pelaku, entri, "188/31/SM").await?;
    }
    if sebelum(9) {
        let ringkasan = "Anggaran sekolah negeri per jenjang";
        let entri = usulkan(pelaku, 10, ringkasan, Kategori::SetiapSaat).await?;
        let alasan = isi("Retensi belum mengikuti jadwal retensi arsip; mohon diperbaiki.");
        let kembali = Event::UsulanDikembalikan(UsulanDikembalikan { alasan });
        pelaku.putuskan::<Entri>(entri, kembali).await?;
    }
    if sebelum(6) {
        let ringkasan = "Prevalensi tengkes per kecamatan";
        usulkan(pelaku, 11, ringkasan, Kategori::Berkala).await?;
    }
    Ok(())
}

async fn usulkan(
    pelaku: &mut Pelaku<'_>,
    ke: usize,
    ringkasan: &str,
    kategori: Kategori,
) -> anyhow::Result<Uuid> {
    let entri = pelaku.id();
    let informasi = InformasiDiusulkan {
        ringkasan: label(ringkasan),
        unit: UnitId(pelaku.unit[ke]),
        penanggung_jawab: label(&format!("Kepala {}", UNIT[ke].0)),
        kategori,
        dibuat: pelaku.app.hari_ini(),
        tempat: label("Tirtamulya"),
        bentuk: label("cetak dan elektronik"),
        retensi: label("5 tahun"),
    };
    pelaku.putuskan::<Entri>(entri, Event::InformasiDiusulkan(informasi)).await?;
    Ok(entri)
}

async fn tetapkan(pelaku: &mut Pelaku<'_>, entri: Uuid, nomor_sk: &str) -> anyhow::Result<()> {
    let sk = DipDitetapkan { nomor_sk: label(nomor_sk), disetujui: Some(label(SEKDA)) };
    pelaku.putuskan::<Entri>(entri, Event::DipDitetapkan(sk)).await
}

async fn mutakhirkan(pelaku: &mut Pelaku<'_>, ke: usize, hari: NaiveDate) -> anyhow::Result<()> {
    for entri in [pelaku.entri[2 * ke], pelaku.entri[2 * ke + 1]] {
        let nomor_sk = label(&format!("188/{}/DIP/{}", ke + 1, hari.year()));
        pelaku.putuskan::<Entri>(entri, Event::DipDimutakhirkan { nomor_sk }).await?;
    }
    Ok(())
}

async fn lampirkan(pelaku: &mut Pelaku<'_>, ke: usize, hari: NaiveDate) -> anyhow::Result<()> {
    let baris = (1..=12_u32).map(|bulan| format!("{bulan},{}\n", (bulan * 37 + hari.day()) % 90));
    let csv = format!("bulan,layanan\n{}", baris.collect::<String>());
    let berkas = pelaku.app.unggah("layanan.csv", csv.as_bytes()).await?;
    let judul = label(&format!("Layanan per bulan {}", hari.year()));
    let dokumen = Event::DokumenDilampirkan(DokumenDilampirkan { judul, berkas });
    pelaku.putuskan::<Entri>(pelaku.entri[2 * ke], dokumen).await
}

async fn beritakan(pelaku: &mut Pelaku<'_>, ke: usize, hari: NaiveDate) -> anyhow::Result<()> {
    let (judul, uraian) = KEGIATAN[(ke + usize::try_from(hari.ordinal())?) % KEGIATAN.len()];
    let kegiatan = KegiatanDiterbitkan {
        unit: UnitId(pelaku.unit[ke]),
        judul: label(judul),
        uraian: label(uraian),
        tanggal: hari,
        tempat: Some(label(UNIT[ke].0)),
    };
    let id = pelaku.id();
    pelaku.putuskan::<Kegiatan>(id, kegiatan::Event::KegiatanDiterbitkan(kegiatan)).await
}

/// An exemption whose end comes near.
async fn kecualikan(pelaku: &mut Pelaku<'_>, akhir: NaiveDate) -> anyhow::Result<()> {
    let ringkasan = "Harga perkiraan sendiri pengadaan yang berjalan";
    let entri = usulkan(pelaku, 4, ringkasan, Kategori::SetiapSaat).await?;
    let dasar = vec![Pasal17::try_new('b', None)?];
    let pelaksana = vec![label("Bagian Hukum"), label("Bagian Pengadaan")];
    let uji = UjiKlasifikasi { dasar: dasar.clone(), pelaksana };
    pelaku.putuskan::<Entri>(entri, Event::UjiKonsekuensiDilakukan(uji)).await?;
    let sk = KlasifikasiDitetapkan {
        nomor_sk: label("188/DIK/5"),
        dasar,
        jangka: JangkaPengecualian::Sampai(akhir + Days::new(60)),
        disetujui: label(SEKDA),
    };
    pelaku.putuskan::<Entri>(entri, Event::KlasifikasiDitetapkan(sk)).await
}
