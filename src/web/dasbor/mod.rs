//! Dashboards: what is under way, and what became of what came in, over the
//! whole office or a unit. Every figure says where its cases are listed.

mod angka;
mod unit;

use axum::Extension;
use axum::extract::State;
use axum::http::{Method, Uri};
use axum::routing::get;
use chrono::{Days, Months, NaiveDate};
use events::hari_kerja::KalenderKerja;
use projections::acuan;
use projections::dasbor::{self, Rekap, awal_bulan, persen};
use projections::perkara::{self, BarisPerkara, Hari, KELAS_LAMA, Wajah, rekap, sampai_hk};
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use self::angka::{Angka, Lingkup, akhir_bulan};
use self::unit::{UnitDiam, UnitTerlambat};
use super::Layanan;
use super::akses::{Akses, Pelaku, persempit};
use super::antrean::{WajahPerkara, kapan_saja};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Lihat, Pandangan, Tanggal, Tanya, periksa_periode};
use super::rute::Rute;

/// Months of a dashboard at most.
const BATAS_BULAN: usize = 60;

/// Over what.
#[derive(Debug, Deserialize, IntoParams)]
struct Cakupan {
    /// Unit penanggung jawab; PPID Pembantu melihat miliknya.
    unit: Option<Uuid>,
    /// Diterima sejak bulan tanggal ini; tanpa ini sejak sebelas bulan yang lalu.
    #[param(value_type = Option<Tanggal>, inline)]
    dari: Option<Tanggal>,
    /// Diterima sampai akhir bulan tanggal ini; tidak mendahului `dari` (409).
    #[param(value_type = Option<Tanggal>, inline)]
    sampai: Option<Tanggal>,
}

/// Figures with the addresses of their lists.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanDasbor {
    posisi: u64,
    hari: NaiveDate,
    unit: Option<Uuid>,
    /// Whole months, of what came in.
    dari: NaiveDate,
    sampai: NaiveDate,
    /// Under way, whenever it came in.
    berjalan: Angka,
    wajah: Vec<Angka>,
    /// Under way, by working days left to the earliest end.
    sisa: Vec<Angka>,
    permohonan: Angka,
    /// Received nobody knows when: in no period.
    tanpa_tanggal: Angka,
    hasil: Vec<Angka>,
    /// Refusals by reason; one may have several.
    alasan: Vec<Angka>,
    keberatan: Angka,
    sengketa: Angka,
    /// On the statutory clock.
    pemberitahuan: TampilanKetepatan,
    /// The delivery, held against the same limit.
    pemberian: TampilanKetepatan,
    belum_dijawab: Vec<Angka>,
    bulan: Vec<TampilanBulan>,
    unit_terlambat: Vec<UnitTerlambat>,
    /// Empty where one looks back, or sees one unit.
    unit_diam: Vec<UnitDiam>,
}

/// How something stood to the limit, and how long it took.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanKetepatan {
    tepat: Angka,
    batas: Angka,
    terlambat: Angka,
    /// Of what could be judged and of what is owed after every reading.
    persen_tepat: Option<f64>,
    /// Every one of which it is known how long it took.
    tercatat: Angka,
    lama: Vec<Angka>,
    sebaran: Option<TampilanSebaran>,
}

/// Working days; a quarter each lies up to the quartiles.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanSebaran {
    minimum: i64,
    kuartil_bawah: f64,
    median: f64,
    kuartil_atas: f64,
    maksimum: i64,
}

/// What came in in a month.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanBulan {
    /// Its first day.
    bulan: NaiveDate,
    permohonan: Angka,
    tepat: Angka,
    batas: Angka,
    terlambat: Angka,
    belum_dijawab: Angka,
    keberatan: Angka,
    sengketa: Angka,
}

pub(super) fn rute() -> Rute {
    Rute::baru(
        Method::GET,
        "/api/v1/dasbor",
        "dasbor",
        "Angka yang sedang berjalan dan angka satu kurun waktu, masing-masing dengan daftarnya",
        Akses::BACA_PERKARA,
        get(tampilkan),
    )
    .menanya::<Cakupan>()
    .menanya::<Lihat>()
    .menjawab::<TampilanDasbor>()
}

async fn tampilkan(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    uri: Uri,
    Tanya(cakupan): Tanya<Cakupan>,
) -> Result<Tampak<TampilanDasbor>, Masalah> {
    let unit = persempit(&pelaku, cakupan.unit)?;
    let (dari, sampai) = periode(&cakupan, pandangan.sudut.hari())?;
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Perkara]).await?;
    let lingkup = Lingkup { unit, sebagaimana: saat(&uri), dari, sampai };
    let bahan = if pandangan.kini {
        Bahan::dari_tabel(&layanan, &pandangan, &lingkup).await?
    } else {
        Bahan::dari_log(&layanan, &pandangan, &lingkup).await?
    };
    Ok(Tampak::baru(posisi, bahan.tampilan(posisi, &lingkup)))
}

/// Whole months, the last twelve where nothing is asked for.
fn periode(cakupan: &Cakupan, hari: NaiveDate) -> Result<(NaiveDate, NaiveDate), Masalah> {
    let sampai = cakupan.sampai.map_or(hari, |sampai| sampai.0);
    let setahun = awal_bulan(sampai).checked_sub_months(Months::new(11)).unwrap_or(sampai);
    let dari = cakupan.dari.map_or(setahun, |dari| dari.0);
    periksa_periode(dari, sampai)?;
    let (dari, sampai) = (awal_bulan(dari), akhir_bulan(awal_bulan(sampai)));
    if bulan(dari, sampai).nth(BATAS_BULAN).is_some() {
        let uraian = "pilih kurun paling panjang lima tahun";
        return Err(Masalah::ditolak("PeriodeTerlaluPanjang", uraian));
    }
    Ok((dari, sampai))
}

fn bulan(dari: NaiveDate, sampai: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let berikut = |bulan: &NaiveDate| bulan.checked_add_months(Months::new(1));
    std::iter::successors(Some(dari), berikut).take_while(move |bulan| *bulan <= sampai)
}

/// The moment that was asked for, so that lists look from the same one.
fn saat(uri: &Uri) -> Vec<(&'static str, String)> {
    let tanya = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let nama = ["sebagaimana", "menurut_catatan"];
    tanya
        .filter_map(|(kunci, nilai)| {
            let nama = nama.into_iter().find(|nama| *nama == kunci)?;
            Some((nama, nilai.into_owned()))
        })
        .collect()
}

/// What the figures are made of.
struct Bahan {
    rekap: Rekap,
    hari: Hari,
    kerja: KalenderKerja,
    unit_terlambat: Vec<UnitTerlambat>,
    unit_diam: Vec<UnitDiam>,
}

impl Bahan {
    async fn dari_tabel(
        layanan: &Layanan,
        pandangan: &Pandangan,
        lingkup: &Lingkup,
    ) -> Result<Self, Masalah> {
        let kerja = layanan.app.aturan().await?.kerja.clone();
        let hari = Hari::dari(pandangan.sudut.hari(), &kerja);
        let periode = (lingkup.dari, lingkup.sampai);
        let mut connection = layanan.app.pool.acquire().await?;
        let hitungan = rekap::baca(lingkup.unit, periode, &mut connection).await?;
        let rekap = Rekap::dari(hitungan);
        let (mut unit_terlambat, mut unit_diam) = (Vec::new(), Vec::new());
        if lingkup.unit.is_none() {
            let hitungan = rekap::per_unit(periode, &mut connection).await?;
            let unit = acuan::semua_unit(&mut connection).await?;
            drop(connection);
            unit_terlambat = unit::terlambat(hitungan, &unit, hari, lingkup);
            unit_diam = unit::diam(&layanan.app, hari.hari).await?;
        }
        Ok(Bahan { rekap, hari, kerja, unit_terlambat, unit_diam })
    }

    /// As at a moment, from every case that was known then.
    async fn dari_log(
        layanan: &Layanan,
        pandangan: &Pandangan,
        lingkup: &Lingkup,
    ) -> Result<Self, Masalah> {
        let mut connection = layanan.app.pool.acquire().await?;
        let unit = acuan::semua_unit(&mut connection).await?;
        let calon = perkara::calon_periode(kapan_saja(), pandangan.sudut, &mut connection).await?;
        drop(connection);
        let catatan = layanan.app.catatan_untuk(&calon, pandangan.sudut).await?;
        let kasus = perkara::semua(&catatan).into_iter().map(projections::bahan::Kasus::dari);
        let baris: Vec<_> = kasus.map(|kasus| BarisPerkara::dari(&kasus, &catatan)).collect();
        let kerja = catatan.aturan(None).kerja.clone();
        let hari = Hari::dari(pandangan.sudut.hari(), &kerja);
        let periode = (lingkup.dari, lingkup.sampai);
        let rekap = Rekap::dari_baris(&baris, lingkup.unit, periode);
        let unit_terlambat = if lingkup.unit.is_none() {
            let hitungan = dasbor::per_unit(&baris, periode);
            unit::terlambat(hitungan, &unit, hari, lingkup)
        } else {
            Vec::new()
        };
        Ok(Bahan { rekap, hari, kerja, unit_terlambat, unit_diam: Vec::new() })
    }

    fn tampilan(self, posisi: u64, lingkup: &Lingkup) -> TampilanDasbor {
        let rekap = &self.rekap;
        let belum = rekap.belum(self.hari.hari);
        let lewat = belum.get("terlambat").copied().unwrap_or_default();
        let ada =
            |apa: &str| lingkup.periode(apa, rekap.jumlah(&format!("ada={apa}")), &[("ada", apa)]);
        let tanpa_tanggal = "tanpa-tanggal";
        TampilanDasbor {
            posisi,
            hari: self.hari.hari,
            unit: lingkup.unit,
            dari: lingkup.dari,
            sampai: lingkup.sampai,
            berjalan: lingkup.berjalan("berjalan", rekap.tenggat().values().sum(), &[]),
            wajah: self.wajah(lingkup),
            sisa: self.sisa(lingkup),
            permohonan: ada("permohonan"),
            tanpa_tanggal: lingkup.angka(
                tanpa_tanggal,
                rekap.tanpa_bulan("ada=tanpa-tanggal"),
                &[("ada", tanpa_tanggal)],
                &[],
            ),
            hasil: pilihan(rekap, lingkup, "hasil"),
            alasan: pilihan(rekap, lingkup, "alasan"),
            keberatan: ada("keberatan"),
            sengketa: ada("sengketa"),
            pemberitahuan: ketepatan(rekap, lingkup, ("pemberitahuan", "lama"), lewat),
            pemberian: ketepatan(rekap, lingkup, ("pemberian", "lama_pemberian"), 0),
            belum_dijawab: [("berjalan", "tepat"), ("batas", "batas"), ("terlambat", "terlambat")]
                .map(|(nama, keadaan)| {
                    let n = belum.get(keadaan).copied().unwrap_or_default();
                    lingkup.periode(nama, n, &[("belum_dijawab", nama)])
                })
                .to_vec(),
            bulan: bulan(lingkup.dari, lingkup.sampai)
                .map(|bulan| tampilan_bulan(rekap, lingkup, bulan))
                .collect(),
            unit_terlambat: self.unit_terlambat,
            unit_diam: self.unit_diam,
        }
    }

    fn wajah(&self, lingkup: &Lingkup) -> Vec<Angka> {
        let ada = self.rekap.wajah(self.hari);
        let berjalan = Wajah::SEMUA.into_iter().filter(|wajah| *wajah != Wajah::Selesai);
        berjalan
            .map(|wajah| {
                let n = ada.get(&wajah).copied().unwrap_or_default();
                let nama = WajahPerkara::from(wajah).nama();
                lingkup.berjalan(&nama, n, &[("wajah", &nama)])
            })
            .collect()
    }

    /// By working days left; a day that is none belongs to the one before.
    fn sisa(&self, lingkup: &Lingkup) -> Vec<Angka> {
        let (hari, tenggat) = (self.hari.hari, self.rekap.tenggat());
        let besok = |hari: NaiveDate| hari.checked_add_days(Days::new(1)).unwrap_or(hari);
        let sampai = |hk| sampai_hk(&self.kerja, hari, hk);
        let kelas = [
            ("lewat", None, hari.pred_opt()),
            ("hari-ini", Some(hari), Some(sampai(0))),
            ("1-3", Some(besok(sampai(0))), Some(sampai(3))),
            ("4-7", Some(besok(sampai(3))), Some(sampai(7))),
            ("8-10", Some(besok(sampai(7))), Some(sampai(10))),
            ("lebih-10", Some(besok(sampai(10))), None),
        ];
        let mut sisa: Vec<Angka> = kelas
            .into_iter()
            .map(|(nama, dari, sampai)| {
                let dalam = |satu: &Option<NaiveDate>| {
                    satu.is_some_and(|satu| {
                        dari.is_none_or(|dari| satu >= dari)
                            && sampai.is_none_or(|sampai| satu <= sampai)
                    })
                };
                let n = tenggat.iter().filter(|(awal, _)| dalam(awal)).map(|(_, n)| n).sum();
                let batas = [("tenggat_dari", dari), ("tenggat_sampai", sampai)];
                let batas = batas.into_iter().filter_map(|(nama, hari)| Some((nama, hari?)));
                let batas: Vec<_> = batas.map(|(nama, hari)| (nama, hari.to_string())).collect();
                let batas: Vec<(&str, &str)> =
                    batas.iter().map(|(nama, hari)| (*nama, hari.as_str())).collect();
                lingkup.berjalan(nama, n, &batas)
            })
            .collect();
        let tanpa = tenggat.get(&None).copied().unwrap_or_default();
        sisa.push(lingkup.berjalan("tanpa-tenggat", tanpa, &[("terbuka", "false")]));
        sisa
    }
}

/// Every choice of a kind that any case of the period has.
fn pilihan(rekap: &Rekap, lingkup: &Lingkup, jenis: &str) -> Vec<Angka> {
    let pilihan = rekap.pilihan(&format!("{jenis}=")).into_iter();
    pilihan.map(|(nama, n)| lingkup.periode(nama, n, &[(jenis, nama)])).collect()
}

fn ketepatan(
    rekap: &Rekap,
    lingkup: &Lingkup,
    (apa, lama): (&str, &str),
    belum_lewat: u64,
) -> TampilanKetepatan {
    let satu = |keadaan: &str| {
        let n = rekap.jumlah(&format!("{apa}={keadaan}"));
        lingkup.periode(keadaan, n, &[(apa, keadaan)])
    };
    let (tepat, batas, terlambat) = (satu("tepat"), satu("batas"), satu("terlambat"));
    let awalan = lama.replace('_', "-");
    let kelas = KELAS_LAMA.map(|(kelas, _)| {
        let n = rekap.jumlah(&format!("{awalan}={kelas}"));
        lingkup.periode(kelas, n, &[(lama, kelas)])
    });
    let sebaran = rekap.sebaran(&format!("hk-{awalan}="));
    TampilanKetepatan {
        persen_tepat: persen(tepat.n, tepat.n + batas.n + terlambat.n + belum_lewat),
        tepat,
        batas,
        terlambat,
        tercatat: lingkup.periode(
            "tercatat",
            sebaran.map_or(0, |sebaran| sebaran.n),
            &[(lama, "tercatat")],
        ),
        lama: kelas.to_vec(),
        sebaran: sebaran.map(|sebaran| TampilanSebaran {
            minimum: sebaran.minimum,
            kuartil_bawah: sebaran.kuartil_bawah,
            median: sebaran.median,
            kuartil_atas: sebaran.kuartil_atas,
            maksimum: sebaran.maksimum,
        }),
    }
}

fn tampilan_bulan(rekap: &Rekap, lingkup: &Lingkup, bulan: NaiveDate) -> TampilanBulan {
    let satu = |kunci: &str, jenis: &str, nilai: &str| {
        let n = rekap.pada(bulan, &format!("{jenis}={nilai}"));
        lingkup.bulan(bulan, kunci, n, &[(jenis, nilai)])
    };
    TampilanBulan {
        bulan,
        permohonan: satu("permohonan", "ada", "permohonan"),
        tepat: satu("tepat", "pemberitahuan", "tepat"),
        batas: satu("batas", "pemberitahuan", "batas"),
        terlambat: satu("terlambat", "pemberitahuan", "terlambat"),
        belum_dijawab: satu("belum_dijawab", "hasil", "belum-dijawab"),
        keberatan: satu("keberatan", "ada", "keberatan"),
        sengketa: satu("sengketa", "ada", "sengketa"),
    }
}
