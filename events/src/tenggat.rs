//! Tenggat: the law's limits laid on one case, always as a pair.
//!
//! The law does not say whether the trigger day counts, and some duties have
//! two competing articles. So each tenggat keeps every reading, and the pair is
//! the earliest and the latest of them. Alarms take the earliest. A limit that
//! follows another (P06, S02) starts on the next hk in both datings.

use chrono::{Days, NaiveDate};

use crate::aturan::Aturan;
use crate::batas::{Batas, Kata, Panjang, Pelaku, menurut_kode};
use crate::disposisi::KeadaanDisposisi;
use crate::hari_kerja::{Arah, CaraHitung, HariHitung, HariKerja, KEDUA_CARA, KalenderKerja};
use crate::pemberitahuan::Jawaban;
use crate::perkara::{Kejadian, Perkara};
use crate::pihak::UnitId;
use crate::sengketa::Sengketa;
use crate::sengketa::mediasi::Mediasi;
use crate::sengketa::putusan::Pihak;
use crate::sengketa::sidang::AcaraSidang;
use crate::tanggapan_keberatan::TanggapanKeberatan;

/// The office's own limit for a unit; no article stands behind it.
pub static INTERNAL: Batas = Batas {
    kode: "U01",
    pelaku: Pelaku::PpidPembantu,
    pemicu: "DisposisiDiberikan",
    panjang: Panjang::MenurutAmar,
    arah: Arah::Maju,
    kata: Kata::Lain,
    pasal: "disposisi PPID",
    tindakan: "jawab disposisi",
    akibat: "tenggat undang-undang terancam",
};

/// One reading of a limit: an article, a dating, and the day it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bacaan {
    pub batas: &'static Batas,
    pub cara: CaraHitung,
    pub panjang: Panjang,
    pub pemicu: NaiveDate,
    pub akhir: NaiveDate,
    /// The reading whose end is the trigger, for a limit that follows another.
    pub dasar: Option<Box<Bacaan>>,
    /// The end of the other's limit, where silence is what set this one going.
    pub diam_sampai: Option<NaiveDate>,
}

/// A duty or a right with its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenggat {
    pub jenis: JenisTenggat,
    bacaan: Vec<Bacaan>,
    pub dipenuhi: Option<NaiveDate>,
    /// It ended without being met and without being missed: withdrawn, sent on.
    pub gugur: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JenisTenggat {
    Kelengkapan,
    Perbaikan,
    Pemberitahuan,
    BatasInternal(UnitId),
    Keberatan,
    TanggapanKeberatan,
    Sengketa,
    KelengkapanSengketa,
    JawabanTermohon,
    PenggantianMajelis,
    Mediasi,
    Kesimpulan,
    Gugatan,
    Kasasi,
    Pelaksanaan,
    Pengecualian,
}

/// Where a tenggat stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keadaan {
    /// Open, before the earliest reading ends.
    Berjalan,
    /// Met in time under every reading.
    Tepat,
    /// Between the two readings: a risk, not a fault.
    Batas,
    /// After every reading.
    Terlambat,
    /// A remedy taken before the other's limit was over, under every reading.
    Prematur,
    Gugur,
}

impl Tenggat {
    fn dari(jenis: JenisTenggat, bacaan: Vec<Bacaan>) -> Option<Self> {
        (!bacaan.is_empty()).then_some(Tenggat { jenis, bacaan, dipenuhi: None, gugur: false })
    }

    /// Met by a fact. One without a date ends the tenggat all the same, but
    /// nobody can say whether it was in time.
    fn dipenuhi(mut self, fakta: Option<Kejadian>) -> Self {
        self.dipenuhi = fakta.and_then(|kejadian| kejadian.tanggal);
        let tanpa_tanggal = fakta.is_some();
        self.gugur(tanpa_tanggal)
    }

    fn gugur(mut self, gugur: bool) -> Self {
        self.gugur |= gugur && self.dipenuhi.is_none();
        self
    }

    pub fn bacaan(&self) -> &[Bacaan] {
        &self.bacaan
    }

    pub fn pelaku(&self) -> Pelaku {
        self.bacaan[0].batas.pelaku
    }

    pub fn tindakan(&self) -> &'static str {
        self.bacaan[0].batas.tindakan
    }

    pub fn paling_awal(&self) -> NaiveDate {
        let awal = self.bacaan.iter().map(|bacaan| bacaan.akhir).min();
        awal.expect("a tenggat has at least one reading")
    }

    pub fn paling_lambat(&self) -> NaiveDate {
        let lambat = self.bacaan.iter().map(|bacaan| bacaan.akhir).max();
        lambat.expect("a tenggat has at least one reading")
    }

    /// The day it starts to run.
    pub fn dibuka(&self) -> NaiveDate {
        let awal = self.bacaan.iter().map(|bacaan| bacaan.pemicu).min();
        awal.expect("a tenggat has at least one reading")
    }

    /// Where it stands, in the law's word for whose limit it is.
    pub fn keadaan_dengan_kata(&self, hari_ini: NaiveDate) -> &'static str {
        match (self.keadaan(hari_ini), self.pelaku()) {
            (Keadaan::Terlambat, Pelaku::Pemohon) => "daluwarsa",
            (keadaan, _) => keadaan.nama(),
        }
    }

    pub fn terbuka(&self) -> bool {
        self.dipenuhi.is_none() && !self.gugur
    }

    pub fn keadaan(&self, hari_ini: NaiveDate) -> Keadaan {
        if self.gugur {
            return Keadaan::Gugur;
        }
        let hari = self.dipenuhi.unwrap_or(hari_ini);
        let terlalu_awal = |bacaan: &&Bacaan| bacaan.tertutup_sampai().is_some_and(|t| hari <= t);
        let prematur = match self.dipenuhi {
            Some(_) => self.bacaan.iter().filter(terlalu_awal).count(),
            None => 0,
        };
        if prematur == self.bacaan.len() {
            Keadaan::Prematur
        } else if prematur > 0 {
            Keadaan::Batas
        } else if hari > self.paling_lambat() {
            Keadaan::Terlambat
        } else if hari > self.paling_awal() {
            Keadaan::Batas
        } else if self.dipenuhi.is_some() {
            Keadaan::Tepat
        } else {
            Keadaan::Berjalan
        }
    }

    /// The same readings, each followed by another limit.
    pub fn lanjutkan(&self, kode: &str, aturan: &Aturan) -> Tenggat {
        let bacaan = self.bacaan.iter().map(|dasar| lanjutan(dasar, kode, aturan)).collect();
        Tenggat { jenis: self.jenis, bacaan, dipenuhi: self.dipenuhi, gugur: self.gugur }
    }
}

impl Bacaan {
    /// For a remedy against silence: the end of the other's limit, up to which
    /// it is too early.
    fn tertutup_sampai(&self) -> Option<NaiveDate> {
        let dasar = || self.dasar.as_ref().map(|dasar| dasar.akhir);
        if self.batas.pelaku == Pelaku::Pemohon { self.diam_sampai.or_else(dasar) } else { None }
    }

    /// Each day of the count; none for limits that are not in working days.
    pub fn rinci<'a>(&self, kerja: &'a KalenderKerja) -> Vec<HariHitung<'a>> {
        match self.panjang {
            Panjang::HariKerja(panjang) => {
                kerja.rinci(self.pemicu, panjang, self.cara, self.batas.arah)
            }
            Panjang::Hari(_)
            | Panjang::Bulan(_)
            | Panjang::Tahun(_)
            | Panjang::Jam(_)
            | Panjang::Kali(_)
            | Panjang::Segera
            | Panjang::MenurutAmar
            | Panjang::Berkala => Vec::new(),
        }
    }

    pub fn cara_dengan_kata(&self) -> &'static str {
        match (self.dasar.is_some(), self.cara) {
            (true, _) => "mulai hari kerja berikutnya",
            (false, CaraHitung::HariSama) => "hari pemicu adalah hari ke-1",
            (false, CaraHitung::HariBerikutnya) => "hari kerja berikutnya adalah hari ke-1",
        }
    }
}

fn batas(kode: &str) -> &'static Batas {
    menurut_kode(kode).expect("the code stands in the table of limits")
}

/// Both datings of one limit in working days.
fn bacaan_hk(kode: &str, pemicu: Option<NaiveDate>, aturan: &Aturan) -> Vec<Bacaan> {
    let (Some(pemicu), Some(panjang)) = (pemicu, aturan.hari_kerja(kode)) else {
        return Vec::new();
    };
    let batas = batas(kode);
    let baca = |cara| Bacaan {
        batas,
        cara,
        panjang: Panjang::HariKerja(panjang),
        pemicu,
        akhir: aturan.kerja.hitung(pemicu, panjang, cara, batas.arah),
        dasar: None,
        diam_sampai: None,
    };
    KEDUA_CARA.map(baca).to_vec()
}

/// Both datings of a limit in calendar days. Backwards there is one: "before
/// the first day" (Pasal 25 Perki 1/2013) leaves that day out.
fn bacaan_hari(kode: &str, pemicu: Option<NaiveDate>) -> Vec<Bacaan> {
    let batas = batas(kode);
    let (Some(pemicu), Panjang::Hari(n)) = (pemicu, batas.panjang) else { return Vec::new() };
    let baca = |cara, akhir| Bacaan {
        batas,
        cara,
        panjang: batas.panjang,
        pemicu,
        akhir,
        dasar: None,
        diam_sampai: None,
    };
    let hari = |n: u32| Days::new(u64::from(n));
    match batas.arah {
        Arah::Maju => vec![
            baca(CaraHitung::HariSama, pemicu + hari(n.saturating_sub(1))),
            baca(CaraHitung::HariBerikutnya, pemicu + hari(n)),
        ],
        Arah::Mundur => vec![baca(CaraHitung::HariBerikutnya, pemicu - hari(n))],
    }
}

/// A limit that starts on the working day after another ended.
fn lanjutan(dasar: &Bacaan, kode: &str, aturan: &Aturan) -> Bacaan {
    let panjang = aturan.hari_kerja(kode).expect("chained limits are in working days");
    let cara = CaraHitung::HariBerikutnya;
    Bacaan {
        batas: batas(kode),
        cara,
        panjang: Panjang::HariKerja(panjang),
        pemicu: dasar.akhir,
        akhir: aturan.kerja.hitung(dasar.akhir, panjang, cara, Arah::Maju),
        dasar: Some(Box::new(dasar.clone())),
        diam_sampai: None,
    }
}

/// P02: the PPID checks the papers.
pub fn kelengkapan(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let bacaan = bacaan_hk("P02", perkara.dicatat?.tanggal, aturan);
    // A case that was mended later was checked when the letter went out.
    let diperiksa = perkara.surat_tidak_lengkap.or(perkara.lengkap);
    let gugur = perkara.jawaban.is_some() || perkara.berakhir_tanpa_jawaban();
    Some(Tenggat::dari(JenisTenggat::Kelengkapan, bacaan)?.dipenuhi(diperiksa).gugur(gugur))
}

/// P03: the pemohon mends what is missing.
pub fn perbaikan(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let bacaan = bacaan_hk("P03", perkara.surat_tidak_lengkap_diterima?.tanggal, aturan);
    let gugur =
        perkara.lengkap.is_some() || perkara.jawaban.is_some() || perkara.berakhir_tanpa_jawaban();
    Some(Tenggat::dari(JenisTenggat::Perbaikan, bacaan)?.dipenuhi(perkara.perbaikan).gugur(gugur))
}

/// P04a, P04b and P05 with P06: the written notice. A refusal has the receipt
/// alone as its trigger (Pasal 34(3) Perki 1/2021).
pub fn pemberitahuan(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let diterima = perkara.permohonan.as_ref()?.diterima.tanggal;
    let ditolak = perkara.jawaban.as_ref().is_some_and(crate::pemberitahuan::Jawaban::ditolak);
    let mut bacaan = bacaan_hk("P04a", diterima, aturan);
    if ditolak {
        bacaan.extend(bacaan_hk("P05", diterima, aturan));
    } else {
        let lengkap = perkara.lengkap.and_then(|lengkap| lengkap.tanggal);
        bacaan.extend(bacaan_hk("P04b", lengkap, aturan));
    }
    let mut tenggat = Tenggat::dari(JenisTenggat::Pemberitahuan, bacaan)?;
    if let Some(perpanjangan) = &perkara.perpanjangan {
        let semula = tenggat.paling_lambat();
        let tertunda = perpanjangan.diberitahukan.tanggal.is_some_and(|hari| hari > semula);
        let diperpanjang = tenggat.lanjutkan("P06", aturan);
        if tertunda {
            // Whether a notice after the end still extends, no article says:
            // both readings stand.
            tenggat.bacaan.extend(diperpanjang.bacaan);
        } else {
            tenggat = diperpanjang;
        }
    }
    let dijawab = perkara.jawaban.as_ref().map(|jawaban| jawaban.dikirim);
    Some(tenggat.dipenuhi(dijawab).gugur(perkara.berakhir_tanpa_jawaban()))
}

/// K01: the pemohon's keberatan, from the answer or, without one, from the
/// working day after the office's limit.
pub fn keberatan(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let diajukan = perkara.keberatan.first().map(|keberatan| keberatan.diterima);
    let jawaban = perkara.jawaban.as_ref().map(Jawaban::berlaku_sejak);
    let bacaan = if let Some(jawaban) = jawaban.filter(|jawaban| !mendahului(diajukan, *jawaban)) {
        bacaan_hk("K01", jawaban.tanggal, aturan)
    } else {
        let kantor = pemberitahuan(perkara, aturan)?;
        kantor.bacaan.iter().flat_map(|dasar| karena_diam(dasar, aturan)).collect()
    };
    let gugur = perkara.jawaban.is_none() && perkara.berakhir_tanpa_jawaban();
    Some(Tenggat::dari(JenisTenggat::Keberatan, bacaan)?.dipenuhi(diajukan).gugur(gugur))
}

/// Whether a remedy was taken before the answer came: then it was silence that
/// it was taken against.
fn mendahului(diajukan: Option<Kejadian>, jawaban: Kejadian) -> bool {
    let tanggal = diajukan.and_then(|diajukan| diajukan.tanggal).zip(jawaban.tanggal);
    tanggal.is_some_and(|(diajukan, jawaban)| diajukan < jawaban)
}

/// The ground of silence is found on the working day after the limit.
fn karena_diam(dasar: &Bacaan, aturan: &Aturan) -> Vec<Bacaan> {
    let ditemukan = aturan.kerja.berikutnya(dasar.akhir);
    // A reading keeps its dating throughout; after an extension the first
    // limit tells which one it is.
    let cara = dasar.dasar.as_ref().map_or(dasar.cara, |awal| awal.cara);
    let mut bacaan = bacaan_hk("K01", Some(ditemukan), aturan);
    bacaan.retain(|bacaan| bacaan.cara == cara);
    for bacaan in &mut bacaan {
        bacaan.diam_sampai = Some(dasar.akhir);
    }
    bacaan
}

/// K02a and K02b: the Atasan PPID answers the last keberatan.
pub fn tanggapan_keberatan(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let keberatan = perkara.keberatan_terakhir()?;
    let mut bacaan = bacaan_hk("K02a", keberatan.diterima.tanggal, aturan);
    let dicatat = keberatan.dicatat.as_ref().and_then(|(kejadian, _)| kejadian.tanggal);
    bacaan.extend(bacaan_hk("K02b", dicatat, aturan));
    let ditanggapi = keberatan.tanggapan.as_ref().map(|tanggapan| tanggapan.dikirim);
    let tenggat = Tenggat::dari(JenisTenggat::TanggapanKeberatan, bacaan)?.dipenuhi(ditanggapi);
    Some(tenggat.gugur(keberatan.dicabut.is_some()))
}

/// S01, or S02 where the Atasan is silent: the pemohon goes to KI.
pub fn pengajuan_sengketa(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let keberatan = perkara.keberatan_terakhir()?;
    let tanggapan = keberatan.tanggapan.as_ref().map(TanggapanKeberatan::berlaku_sejak);
    let diajukan = perkara.sengketa_diajukan;
    let bacaan = match tanggapan.filter(|tanggapan| !mendahului(diajukan, *tanggapan)) {
        Some(tanggapan) => bacaan_hk("S01", tanggapan.tanggal, aturan),
        None => tanggapan_keberatan(perkara, aturan)?.lanjutkan("S02", aturan).bacaan,
    };
    let tenggat = Tenggat::dari(JenisTenggat::Sengketa, bacaan)?;
    Some(tenggat.dipenuhi(perkara.sengketa_diajukan).gugur(keberatan.dicabut.is_some()))
}

/// The office's own limits for its units.
fn internal(perkara: &Perkara) -> impl Iterator<Item = Tenggat> {
    perkara.disposisi.iter().filter_map(|disposisi| {
        let akhir = disposisi.batas_internal?;
        let pemicu = disposisi.diberikan.tanggal?;
        let bacaan = Bacaan {
            batas: &INTERNAL,
            cara: CaraHitung::HariBerikutnya,
            panjang: INTERNAL.panjang,
            pemicu,
            akhir,
            dasar: None,
            diam_sampai: None,
        };
        let (dipenuhi, gugur) = match disposisi.keadaan {
            KeadaanDisposisi::Menunggu => (None, !perkara.menunggu_jawaban()),
            KeadaanDisposisi::Dijawab(kejadian) => (Some(kejadian), false),
            KeadaanDisposisi::Dikembalikan(_) => (None, true),
        };
        let jenis = JenisTenggat::BatasInternal(disposisi.unit);
        Some(Tenggat::dari(jenis, vec![bacaan])?.dipenuhi(dipenuhi).gugur(gugur))
    })
}

/// Every tenggat of a perkara, in the order of the law.
pub fn perkara(perkara: &Perkara, aturan: &Aturan) -> Vec<Tenggat> {
    let langkah = [
        kelengkapan(perkara, aturan),
        perbaikan(perkara, aturan),
        pemberitahuan(perkara, aturan),
        keberatan(perkara, aturan),
        tanggapan_keberatan(perkara, aturan),
        pengajuan_sengketa(perkara, aturan),
    ];
    langkah.into_iter().flatten().chain(internal(perkara)).collect()
}

/// S20a and S20b: a party's objection to the putusan. Without a party, the one
/// whose limit ends last, because only then the putusan becomes final. A
/// putusan mediasi is final at once (Pasal 39 UU 14/2008).
pub fn gugatan(sengketa: &Sengketa, pihak: Option<Pihak>, aturan: &Aturan) -> Option<Tenggat> {
    if sengketa.putusan_mediasi() {
        return None;
    }
    let diterima = sengketa
        .salinan()
        .iter()
        .filter(|(oleh, _)| pihak.is_none_or(|pihak| pihak == *oleh))
        .filter_map(|(_, kejadian)| kejadian.tanggal)
        .max();
    let mut bacaan = bacaan_hk("S20a", diterima, aturan);
    bacaan.extend(bacaan_hari("S20b", diterima));
    let diajukan = sengketa.gugatan.as_ref().map(|gugatan| gugatan.diajukan);
    let tenggat = Tenggat::dari(JenisTenggat::Gugatan, bacaan)?.dipenuhi(diajukan);
    Some(tenggat.gugur(sengketa.inkracht.is_some()))
}

/// S21: kasasi.
pub fn kasasi(sengketa: &Sengketa, _: &Aturan) -> Option<Tenggat> {
    let gugatan = sengketa.gugatan.as_ref()?;
    let bacaan = bacaan_hari("S21", gugatan.putusan?.tanggal);
    let tenggat = Tenggat::dari(JenisTenggat::Kasasi, bacaan)?.dipenuhi(gugatan.kasasi);
    Some(tenggat.gugur(sengketa.inkracht.is_some()))
}

/// S14 with S15: mediation ends.
fn mediasi(sengketa: &Sengketa, aturan: &Aturan) -> Option<Tenggat> {
    let Mediasi::Berjalan { dimulai, diperpanjang } = sengketa.mediasi else { return None };
    let bacaan = bacaan_hk("S14", dimulai.tanggal, aturan);
    let tenggat = Tenggat::dari(JenisTenggat::Mediasi, bacaan)?;
    Some(if diperpanjang.is_some() { tenggat.lanjutkan("S15", aturan) } else { tenggat })
}

/// S09, S11 or S18: what must be done before the day of a hearing.
fn sebelum_sidang(sengketa: &Sengketa, aturan: &Aturan) -> Vec<Tenggat> {
    let Some(panggilan) = &sengketa.panggilan else { return Vec::new() };
    let sidang = Some(panggilan.tanggal_sidang);
    let digelar = sengketa.sidang.iter().any(|(k, _)| k.tanggal >= sidang);
    let daftar = match panggilan.acara {
        AcaraSidang::Pertama => vec![
            Tenggat::dari(JenisTenggat::PenggantianMajelis, bacaan_hk("S09", sidang, aturan))
                .map(|tenggat| tenggat.dipenuhi(sengketa.penggantian_majelis)),
            Tenggat::dari(JenisTenggat::JawabanTermohon, bacaan_hari("S11", sidang))
                .map(|tenggat| tenggat.dipenuhi(sengketa.jawaban_termohon)),
        ],
        AcaraSidang::Putusan => vec![
            Tenggat::dari(JenisTenggat::Kesimpulan, bacaan_hk("S18", sidang, aturan))
                .map(|tenggat| tenggat.dipenuhi(sengketa.kesimpulan)),
        ],
        AcaraSidang::Pembuktian
        | AcaraSidang::PemeriksaanSetempat
        | AcaraSidang::Kesimpulan
        | AcaraSidang::Mediasi => Vec::new(),
    };
    daftar.into_iter().flatten().map(|tenggat| tenggat.gugur(digelar)).collect()
}

/// S04: the pemohon completes the papers for KI.
fn kelengkapan_sengketa(sengketa: &Sengketa, aturan: &Aturan) -> Option<Tenggat> {
    let bacaan = bacaan_hk("S04", sengketa.surat_ketidaklengkapan?.tanggal, aturan);
    let tenggat = Tenggat::dari(JenisTenggat::KelengkapanSengketa, bacaan)?;
    Some(tenggat.dipenuhi(sengketa.dilengkapi).gugur(sengketa.registrasi.is_some()))
}

/// S22: the office carries out the putusan within the term of its amar.
fn pelaksanaan(sengketa: &Sengketa, aturan: &Aturan) -> Option<Tenggat> {
    let pemicu = sengketa.inkracht?.tanggal?;
    let panjang = HariKerja(sengketa.putusan.as_ref()?.isi.pelaksanaan_hk?);
    let batas = batas("S22");
    let baca = |cara| Bacaan {
        batas,
        cara,
        panjang: Panjang::HariKerja(panjang),
        pemicu,
        akhir: aturan.kerja.hitung(pemicu, panjang, cara, Arah::Maju),
        dasar: None,
        diam_sampai: None,
    };
    let bacaan = KEDUA_CARA.map(baca).to_vec();
    Some(Tenggat::dari(JenisTenggat::Pelaksanaan, bacaan)?.dipenuhi(sengketa.dilaksanakan))
}

/// Every tenggat of a sengketa, in the order of the law.
pub fn sengketa(sengketa: &Sengketa, aturan: &Aturan) -> Vec<Tenggat> {
    let berakhir = sengketa.berakhir_tanpa_putusan();
    let mut daftar: Vec<Tenggat> = kelengkapan_sengketa(sengketa, aturan).into_iter().collect();
    daftar.extend(sebelum_sidang(sengketa, aturan));
    daftar.extend(mediasi(sengketa, aturan));
    daftar.extend(gugatan(sengketa, None, aturan));
    daftar.extend(kasasi(sengketa, aturan));
    daftar.extend(pelaksanaan(sengketa, aturan));
    daftar.into_iter().map(|tenggat| tenggat.gugur(berakhir)).collect()
}

/// X01: an exemption that ends is set as public thirty hk before.
pub fn pengecualian(berakhir: NaiveDate, aturan: &Aturan) -> Option<Tenggat> {
    Tenggat::dari(JenisTenggat::Pengecualian, bacaan_hk("X01", Some(berakhir), aturan))
}

impl JenisTenggat {
    pub fn nama(self) -> &'static str {
        match self {
            JenisTenggat::Kelengkapan => "pemeriksaan kelengkapan",
            JenisTenggat::Perbaikan => "perbaikan oleh pemohon",
            JenisTenggat::Pemberitahuan => "pemberitahuan tertulis",
            JenisTenggat::BatasInternal(_) => "jawaban unit (batas internal)",
            JenisTenggat::Keberatan => "keberatan oleh pemohon",
            JenisTenggat::TanggapanKeberatan => "tanggapan keberatan",
            JenisTenggat::Sengketa => "sengketa oleh pemohon",
            JenisTenggat::KelengkapanSengketa => "kelengkapan berkas sengketa",
            JenisTenggat::JawabanTermohon => "jawaban termohon",
            JenisTenggat::PenggantianMajelis => "permintaan ganti majelis",
            JenisTenggat::Mediasi => "mediasi",
            JenisTenggat::Kesimpulan => "kesimpulan",
            JenisTenggat::Gugatan => "gugatan ke pengadilan",
            JenisTenggat::Kasasi => "kasasi",
            JenisTenggat::Pelaksanaan => "pelaksanaan putusan",
            JenisTenggat::Pengecualian => "akhir pengecualian",
        }
    }
}

impl Keadaan {
    pub fn nama(self) -> &'static str {
        match self {
            Keadaan::Berjalan => "berjalan",
            Keadaan::Tepat => "tepat",
            Keadaan::Batas => "batas",
            Keadaan::Terlambat => "terlambat",
            Keadaan::Prematur => "prematur",
            Keadaan::Gugur => "gugur",
        }
    }
}

#[cfg(test)]
mod uji;
#[cfg(test)]
mod uji_sengketa;
#[cfg(test)]
mod uji_sifat;
