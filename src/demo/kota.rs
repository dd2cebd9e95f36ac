//! Kota Tirtamulya: its units, books, rules, officials and catalogue.

use chrono::{Datelike, NaiveDate};
use events::aturan::{self, AturanDitetapkan, Himpunan};
use events::buku::{self, BukuDibuka, JenisBuku, Pola};
use events::hari_kerja::Pekan;
use events::pengguna::{self, PenggunaDidaftarkan, Peran, SurelDitetapkan};
use events::pihak::{Penyetuju, UnitId};
use events::unit::{self, JenisUnit};
use events::{AliranId, Event, JenisAliran};
use rand::rngs::StdRng;

use super::nama::{isi, label};
use super::pelaku::Pelaku;
use super::{SANDI, kantor, katalog};
use crate::akun;

pub(super) const UNIT: [(&str, JenisUnit); 40] = [
    ("Sekretariat Daerah", JenisUnit::Sekretariat),
    ("Sekretariat DPRD", JenisUnit::Sekretariat),
    ("Inspektorat", JenisUnit::Lain),
    ("Badan Perencanaan Pembangunan Daerah", JenisUnit::Badan),
    ("Badan Keuangan dan Aset Daerah", JenisUnit::Badan),
    ("Badan Pendapatan Daerah", JenisUnit::Badan),
    ("Badan Kepegawaian", JenisUnit::Badan),
    ("Badan Penanggulangan Bencana Daerah", JenisUnit::Badan),
    ("Badan Kesatuan Bangsa dan Politik", JenisUnit::Badan),
    ("Satuan Polisi Pamong Praja", JenisUnit::Lain),
    ("Dinas Pendidikan", JenisUnit::Dinas),
    ("Dinas Kesehatan", JenisUnit::Dinas),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", JenisUnit::Dinas),
    ("Dinas Perumahan dan Permukiman", JenisUnit::Dinas),
    ("Dinas Sosial", JenisUnit::Dinas),
    ("Dinas Tenaga Kerja", JenisUnit::Dinas),
    ("Dinas Pemberdayaan Perempuan", JenisUnit::Dinas),
    ("Dinas Ketahanan Pangan dan Pertanian", JenisUnit::Dinas),
    ("Dinas Lingkungan Hidup", JenisUnit::Dinas),
    ("Dinas Kependudukan dan Pencatatan Sipil", JenisUnit::Dinas),
    ("Dinas Perhubungan", JenisUnit::Dinas),
    ("Dinas Komunikasi dan Informatika", JenisUnit::Dinas),
    ("Dinas Koperasi dan Usaha Kecil", JenisUnit::Dinas),
    ("Dinas Penanaman Modal dan PTSP", JenisUnit::Dinas),
    ("Dinas Kepemudaan dan Olahraga", JenisUnit::Dinas),
    ("Dinas Kebudayaan dan Pariwisata", JenisUnit::Dinas),
    ("Dinas Perpustakaan dan Kearsipan", JenisUnit::Dinas),
    ("Dinas Perdagangan", JenisUnit::Dinas),
    ("Dinas Pemadam Kebakaran", JenisUnit::Dinas),
    ("RSUD Tirtamulya", JenisUnit::RumahSakit),
    ("Perumda Air Minum Tirta", JenisUnit::Bumd),
    ("Perumda Pasar", JenisUnit::Bumd),
    ("Kecamatan Hulu", JenisUnit::Kecamatan),
    ("Kecamatan Hilir", JenisUnit::Kecamatan),
    ("Kecamatan Muara", JenisUnit::Kecamatan),
    ("Kecamatan Pasar Baru", JenisUnit::Kecamatan),
    ("Kecamatan Bukit", JenisUnit::Kecamatan),
    ("Kelurahan Sukahati", JenisUnit::Kelurahan),
    ("Kelurahan Karanganyar", JenisUnit::Kelurahan),
    ("SMP Negeri 1", JenisUnit::Sekolah),
];

/// What stands on the first day.
pub(super) async fn dirikan(pelaku: &mut Pelaku<'_>, acak: &mut StdRng) -> anyhow::Result<()> {
    let hari_ini = pelaku.app.hari_ini();
    let aturan = AturanDitetapkan {
        himpunan: Himpunan::Umum,
        berlaku_sejak: hari_ini,
        pekan: Pekan::LimaHari,
        cuti_bersama_bekerja: false,
        penyetuju: Penyetuju::AtasanPpid,
    };
    let aturan = Event::Aturan(aturan::Event::AturanDitetapkan(aturan));
    pelaku.catat(aturan::aliran(), 0, vec![aturan]).await?;
    for (nama, jenis) in UNIT {
        let id = pelaku.id();
        pelaku.unit.push(id);
        let event = Event::Unit(unit::Event::UnitDibentuk { nama: label(nama), jenis });
        pelaku.catat(AliranId { jenis: JenisAliran::Unit, id }, 0, vec![event]).await?;
    }
    let kesehatan = Peran::PpidPembantu(UnitId(pelaku.unit[11]));
    for (nama_masuk, nama, jabatan, peran) in [
        ("petugas", "Sinta Prameswari", "Petugas Pelayanan Informasi", Peran::Petugas),
        ("ppid", "Rahmat Wiguna", "Kepala Dinas Komunikasi dan Informatika", Peran::PpidUtama),
        ("atasan", "Laras Anindita", "Sekretaris Daerah", Peran::AtasanPpid),
        ("auditor", "Bima Satria", "Auditor Inspektorat", Peran::Auditor),
        ("dinkes", "Tari Kencana", "Sekretaris Dinas Kesehatan", kesehatan),
        ("admin", "Wira Adnyana", "Pranata Komputer", Peran::Admin),
    ] {
        let id = pelaku.id();
        akun::atur(&pelaku.app.pool, id, nama_masuk, SANDI).await?;
        let event = PenggunaDidaftarkan { nama: isi(nama), jabatan: label(jabatan), peran };
        let event = Event::Pengguna(pengguna::Event::PenggunaDidaftarkan(event));
        let surel = Some(isi(&format!("{nama_masuk}@tirtamulya.example")));
        let surel = pengguna::Event::SurelDitetapkan(SurelDitetapkan { surel });
        let events = vec![event, Event::Pengguna(surel)];
        pelaku.catat(AliranId { jenis: JenisAliran::Pengguna, id }, 0, events).await?;
    }
    buka_buku(pelaku, hari_ini.year()).await?;
    katalog::dirikan(pelaku, acak).await?;
    kantor::tetapkan(pelaku, hari_ini).await
}

/// What changes on a day: new books each year, a unit renamed, two merged.
pub(super) async fn perubahan(
    pelaku: &mut Pelaku<'_>,
    mulai: NaiveDate,
    hari: NaiveDate,
) -> anyhow::Result<()> {
    if hari.ordinal() == 1 {
        buka_buku(pelaku, hari.year()).await?;
    }
    let hari_ke = (hari - mulai).num_days();
    let (event, unit) = match hari_ke {
        300 => {
            let nama = label("Dinas Kebudayaan, Pariwisata, dan Ekonomi Kreatif");
            (unit::Event::UnitBergantiNama { nama }, 25)
        }
        480 => (unit::Event::UnitDigabung { ke: UnitId(pelaku.unit[27]) }, 22),
        _ => return Ok(()),
    };
    let aliran = AliranId { jenis: JenisAliran::Unit, id: pelaku.unit[unit] };
    pelaku.catat(aliran, 1, vec![Event::Unit(event)]).await?;
    if hari_ke == 480 {
        // What comes in from now on goes to the unit that took it in.
        pelaku.unit[unit] = pelaku.unit[27];
    }
    Ok(())
}

async fn buka_buku(pelaku: &mut Pelaku<'_>, tahun: i32) -> anyhow::Result<()> {
    let mut id = Vec::new();
    for (jenis, nama, pola) in [
        (JenisBuku::Permohonan, "Register Permohonan", "{urut4}/PPID"),
        (JenisBuku::Keberatan, "Register Keberatan", "{urut4}/KBR"),
    ] {
        let buku = pelaku.id();
        let event = BukuDibuka {
            jenis,
            nama: label(&format!("{nama} {tahun}")),
            tahun: Some(tahun),
            unit: None,
            pola: Pola::try_new(&format!("{pola}/{tahun}"))?,
        };
        let event = Event::Buku(buku::Event::BukuDibuka(event));
        pelaku.catat(AliranId { jenis: JenisAliran::Buku, id: buku }, 0, vec![event]).await?;
        id.push(buku);
    }
    pelaku.buku.push((tahun, id[0], id[1]));
    Ok(())
}
