//! The office: what it is called, what it promises the public, what copies cost,
//! and from whom it asks a second proof at sign-in.
//!
//! Perki 1/2021 Pasal 37-38 (costs follow an announced standard) and Pasal 47-48
//! (maklumat pelayanan). What stood on the front page on some day is a question
//! of evidence, so each change is a fact.

mod retensi;
mod templat;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::retensi::RetensiDitetapkan;
pub use self::templat::{LogoDitetapkan, TemplatSuratDitetapkan};
use crate::alarm::{JenisAlarm, Tangga, TanggaDitolak};
use crate::event::{AliranId, JenisAliran};
use crate::impor::peta::{BukuImpor, PetaDitolak, PetaImporDitetapkan};
use crate::laporan::periode::{PeriodeDitolak, PeriodeLaporan, PeriodeLaporanDitetapkan};
use crate::pengguna::JenisPeran;
use crate::pihak::Berkas;
use crate::surat::JenisSurat;
use crate::teks::{Isi, Label};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaKantor))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    KantorDitetapkan(KantorDitetapkan),
    KodeMasukDiwajibkan(KodeMasukDiwajibkan),
    TeksDitetapkan(TeksDitetapkan),
    BiayaSalinanDitetapkan(BiayaSalinanDitetapkan),
    TanggaAlarmDitetapkan(TanggaAlarmDitetapkan),
    PeriodeLaporanDitetapkan(PeriodeLaporanDitetapkan),
    PetaImporDitetapkan(PetaImporDitetapkan),
    TemplatSuratDitetapkan(TemplatSuratDitetapkan),
    LogoDitetapkan(LogoDitetapkan),
    RetensiDitetapkan(RetensiDitetapkan),
}

/// How the office calls itself and its roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KantorDitetapkan {
    pub nama: Label,
    /// Lines of the letterhead, from the top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kop: Vec<Label>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub peran: Vec<NamaPeran>,
}

/// What a role is called here: PLID, Pelaksana.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamaPeran {
    pub peran: JenisPeran,
    pub nama: Label,
}

/// Whose sign-in takes a code of an authenticator besides the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KodeMasukDiwajibkan {
    pub peran: Vec<JenisPeran>,
}

/// A text for the public; an empty one takes it away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeksDitetapkan {
    pub teks: JenisTeks,
    pub isi: Isi,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisTeks {
    /// Pasal 47-48 Perki 1/2021.
    Maklumat,
    Sop,
    JamLayanan,
    Alamat,
    Kontak,
    /// Help for applicants with disabilities (Pasal 29 Perki 1/2021).
    Disabilitas,
}

pub const SEMUA_TEKS: [JenisTeks; 6] = [
    JenisTeks::Maklumat,
    JenisTeks::Sop,
    JenisTeks::JamLayanan,
    JenisTeks::Alamat,
    JenisTeks::Kontak,
    JenisTeks::Disabilitas,
];

/// What copies cost from a day on (Pasal 37 Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BiayaSalinanDitetapkan {
    /// The decree behind it.
    pub dasar: Label,
    pub berlaku_sejak: NaiveDate,
    pub butir: Vec<ButirBiaya>,
}

/// One kind of copy; zero rupiah says that it is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ButirBiaya {
    pub uraian: Label,
    pub satuan: Label,
    pub rupiah: u64,
}

/// On which working days somebody is told of a kind of tenggat, and who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TanggaAlarmDitetapkan {
    pub jenis: JenisAlarm,
    pub tangga: Tangga,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KantorDitolak {
    #[error("tidak ada yang berubah; yang tercatat sudah berbunyi demikian")]
    TidakBerubah,
    #[error("satu peran diberi dua nama")]
    PeranGanda,
    #[error("standar biaya memerlukan paling sedikit satu butir")]
    TanpaButir,
    #[error("standar biaya lain sudah berlaku sejak tanggal itu atau sesudahnya")]
    TidakMaju,
    #[error("masa retensi paling pendek 1 bulan dan paling lama 100 tahun")]
    RetensiDiLuarBatas,
    #[error(transparent)]
    Tangga(#[from] TanggaDitolak),
    #[error(transparent)]
    Periode(#[from] PeriodeDitolak),
    #[error(transparent)]
    Peta(#[from] PetaDitolak),
}

/// Of whom a code is asked while the office has said nothing: those who decide
/// and those who give rights.
const WAJIB_BAWAAN: [JenisPeran; 3] =
    [JenisPeran::PpidUtama, JenisPeran::AtasanPpid, JenisPeran::Admin];

/// The office as its stream tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kantor {
    pub ditetapkan: Option<KantorDitetapkan>,
    teks: BTreeMap<JenisTeks, Isi>,
    /// Oldest first.
    biaya: Vec<BiayaSalinanDitetapkan>,
    wajib_kode: Option<Vec<JenisPeran>>,
    tangga: BTreeMap<JenisAlarm, Tangga>,
    /// How the year is cut for the reports of the units.
    pub periode_laporan: PeriodeLaporan,
    peta: BTreeMap<(BukuImpor, Label), PetaImporDitetapkan>,
    /// With how often each was set.
    templat: BTreeMap<JenisSurat, (u32, TemplatSuratDitetapkan)>,
    logo: Option<Berkas>,
    retensi: Option<RetensiDitetapkan>,
}

/// The stream of the office. There is one in a log.
pub fn aliran() -> AliranId {
    let id = Uuid::from_u128(0x6b61_6e74_6f72_8000_8000_0000_0000_0001);
    AliranId { jenis: JenisAliran::Kantor, id }
}

impl Kantor {
    /// What the office calls a role, where it has a name of its own for it.
    pub fn nama_peran(&self, peran: JenisPeran) -> Option<&Label> {
        let nama = &self.ditetapkan.as_ref()?.peran;
        nama.iter().find(|satu| satu.peran == peran).map(|satu| &satu.nama)
    }

    /// A text that is not empty and can be read.
    pub fn teks(&self, jenis: JenisTeks) -> Option<&str> {
        self.teks.get(&jenis)?.teks().map(str::trim).filter(|teks| !teks.is_empty())
    }

    /// What copies cost on a day.
    pub fn biaya_pada(&self, hari: NaiveDate) -> Option<&BiayaSalinanDitetapkan> {
        self.biaya.iter().rev().find(|biaya| biaya.berlaku_sejak <= hari)
    }

    /// Every standard of costs, oldest first.
    pub fn semua_biaya(&self) -> &[BiayaSalinanDitetapkan] {
        &self.biaya
    }

    /// Of whom a code is asked at sign-in.
    pub fn wajib_kode(&self) -> &[JenisPeran] {
        self.wajib_kode.as_deref().unwrap_or(&WAJIB_BAWAAN)
    }

    /// The ladder of a kind of tenggat.
    pub fn tangga(&self, jenis: JenisAlarm) -> Tangga {
        self.tangga.get(&jenis).cloned().unwrap_or_else(|| Tangga::bawaan(jenis))
    }

    /// The maps of columns that were kept for a book, by name.
    pub fn peta(&self, buku: BukuImpor) -> impl Iterator<Item = &PetaImporDitetapkan> {
        self.peta.values().filter(move |peta| peta.buku == buku)
    }

    /// The office's own words for a kind of letter, and how often it set them.
    pub fn templat(&self, jenis: JenisSurat) -> (u32, Option<&TemplatSuratDitetapkan>) {
        self.templat.get(&jenis).map_or((0, None), |(kali, templat)| (*kali, Some(templat)))
    }

    /// The mark of the letterhead.
    pub fn logo(&self) -> Option<&Berkas> {
        self.logo.as_ref()
    }

    /// How long personal data are kept, where the office has said so.
    pub fn retensi(&self) -> Option<&RetensiDitetapkan> {
        self.retensi.as_ref()
    }

    pub fn decide(&self, event: Event) -> Result<Event, KantorDitolak> {
        let halangan = match &event {
            Event::KantorDitetapkan(baru) => {
                let ganda = |n: usize, satu: &NamaPeran| {
                    baru.peran[..n].iter().any(|lain| lain.peran == satu.peran)
                };
                if baru.peran.iter().enumerate().any(|(n, satu)| ganda(n, satu)) {
                    Some(KantorDitolak::PeranGanda)
                } else {
                    tidak_berubah(self.ditetapkan.as_ref() == Some(baru))
                }
            }
            Event::KodeMasukDiwajibkan(baru) => {
                tidak_berubah(self.wajib_kode.as_ref() == Some(&baru.peran))
            }
            // A stored text is sealed: whether it is the same cannot be seen.
            Event::TeksDitetapkan(_)
            | Event::TemplatSuratDitetapkan(_)
            | Event::LogoDitetapkan(_) => None,
            Event::RetensiDitetapkan(baru) if !baru.masuk_akal() => {
                Some(KantorDitolak::RetensiDiLuarBatas)
            }
            Event::RetensiDitetapkan(baru) => tidak_berubah(self.retensi.as_ref() == Some(baru)),
            Event::BiayaSalinanDitetapkan(baru) if baru.butir.is_empty() => {
                Some(KantorDitolak::TanpaButir)
            }
            Event::BiayaSalinanDitetapkan(baru) => {
                let lama = self.biaya.last().map(|lama| lama.berlaku_sejak);
                lama.filter(|lama| *lama >= baru.berlaku_sejak).map(|_| KantorDitolak::TidakMaju)
            }
            Event::TanggaAlarmDitetapkan(baru) => match baru.tangga.periksa(baru.jenis) {
                Err(ditolak) => Some(ditolak.into()),
                Ok(()) => tidak_berubah(self.tangga(baru.jenis) == baru.tangga),
            },
            Event::PeriodeLaporanDitetapkan(baru) => {
                self.periode_laporan.periksa(baru).err().map(KantorDitolak::from)
            }
            Event::PetaImporDitetapkan(baru) => {
                let ada = self.peta.get(&(baru.buku, baru.nama.clone()));
                let salah = baru.periksa().err().map(KantorDitolak::from);
                salah.or(tidak_berubah(ada == Some(baru)))
            }
        };
        halangan.map_or(Ok(event), Err)
    }

    pub fn evolve(&mut self, event: &Event) {
        match event {
            Event::KantorDitetapkan(baru) => self.ditetapkan = Some(baru.clone()),
            Event::KodeMasukDiwajibkan(baru) => self.wajib_kode = Some(baru.peran.clone()),
            Event::TeksDitetapkan(baru) => {
                self.teks.insert(baru.teks, baru.isi.clone());
            }
            Event::BiayaSalinanDitetapkan(baru) => self.biaya.push(baru.clone()),
            Event::TanggaAlarmDitetapkan(baru) => {
                self.tangga.insert(baru.jenis, baru.tangga.clone());
            }
            Event::PeriodeLaporanDitetapkan(baru) => self.periode_laporan.tetapkan(*baru),
            Event::PetaImporDitetapkan(baru) => {
                self.peta.insert((baru.buku, baru.nama.clone()), baru.clone());
            }
            Event::TemplatSuratDitetapkan(baru) => {
                let kali = self.templat(baru.jenis).0 + 1;
                self.templat.insert(baru.jenis, (kali, baru.clone()));
            }
            Event::LogoDitetapkan(baru) => self.logo.clone_from(&baru.logo),
            Event::RetensiDitetapkan(baru) => self.retensi = Some(baru.clone()),
        }
    }
}

fn tidak_berubah(sama: bool) -> Option<KantorDitolak> {
    sama.then_some(KantorDitolak::TidakBerubah)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::uji::*;

    fn ditetapkan(peran: &[(JenisPeran, &str)]) -> Event {
        let peran =
            peran.iter().map(|(peran, nama)| NamaPeran { peran: *peran, nama: label(nama) });
        Event::KantorDitetapkan(KantorDitetapkan {
            nama: label("Kota Tirtamulya"),
            kop: vec![label("PEMERINTAH KOTA TIRTAMULYA")],
            peran: peran.collect(),
        })
    }

    fn teks(isi: Isi) -> Event {
        Event::TeksDitetapkan(TeksDitetapkan { teks: JenisTeks::Maklumat, isi })
    }

    fn biaya(berlaku_sejak: &str) -> Event {
        let butir =
            ButirBiaya { uraian: label("Fotokopi A4"), satuan: label("lembar"), rupiah: 250 };
        Event::BiayaSalinanDitetapkan(BiayaSalinanDitetapkan {
            dasar: label("SK 188/7/2026"),
            berlaku_sejak: hari(berlaku_sejak),
            butir: vec![butir],
        })
    }

    fn sesudah(riwayat: &[Event]) -> Kantor {
        let mut kantor = Kantor::default();
        for event in riwayat {
            kantor.evolve(event);
        }
        kantor
    }

    #[test]
    fn a_role_goes_by_the_offices_own_name() {
        let kantor = sesudah(&[ditetapkan(&[(JenisPeran::PpidUtama, "PLID")])]);
        assert_eq!(kantor.nama_peran(JenisPeran::PpidUtama), Some(&label("PLID")));
        assert_eq!(kantor.nama_peran(JenisPeran::Admin), None);
        let ganda = ditetapkan(&[(JenisPeran::Admin, "A"), (JenisPeran::Admin, "B")]);
        assert_eq!(kantor.decide(ganda), Err(KantorDitolak::PeranGanda));
    }

    #[test]
    fn what_is_said_already_is_no_second_fact() {
        let wajib = Event::KodeMasukDiwajibkan(KodeMasukDiwajibkan { peran: vec![] });
        for event in [ditetapkan(&[]), wajib] {
            assert_eq!(Kantor::default().decide(event.clone()), Ok(event.clone()));
            let kantor = sesudah(std::slice::from_ref(&event));
            assert_eq!(kantor.decide(event), Err(KantorDitolak::TidakBerubah));
        }
    }

    #[test]
    fn those_who_decide_need_a_code_until_the_office_says_otherwise() {
        assert_eq!(Kantor::default().wajib_kode(), WAJIB_BAWAAN);
        let peran = vec![JenisPeran::Admin];
        let kantor = sesudah(&[Event::KodeMasukDiwajibkan(KodeMasukDiwajibkan { peran })]);
        assert_eq!(kantor.wajib_kode(), [JenisPeran::Admin]);
    }

    #[test]
    fn costs_hold_from_their_day_on_and_only_move_forward() {
        let kantor = sesudah(&[biaya("2026-01-01"), biaya("2026-07-01")]);
        let sejak = |tanggal| kantor.biaya_pada(hari(tanggal)).map(|b| b.berlaku_sejak);
        assert_eq!(sejak("2025-12-31"), None);
        assert_eq!(sejak("2026-01-01"), Some(hari("2026-01-01")));
        assert_eq!(sejak("2026-06-30"), Some(hari("2026-01-01")));
        assert_eq!(sejak("2026-07-01"), Some(hari("2026-07-01")));
        assert_eq!(kantor.decide(biaya("2026-07-01")), Err(KantorDitolak::TidakMaju));
        assert_eq!(kantor.decide(biaya("2026-07-02")), Ok(biaya("2026-07-02")));
        let mut kosong = biaya("2027-01-01");
        if let Event::BiayaSalinanDitetapkan(biaya) = &mut kosong {
            biaya.butir.clear();
        }
        assert_eq!(kantor.decide(kosong), Err(KantorDitolak::TanpaButir));
    }

    fn tangga(sebelum: &[u32]) -> Event {
        let tangga =
            Tangga { sebelum: sebelum.to_vec(), ..Tangga::bawaan(JenisAlarm::Pemberitahuan) };
        Event::TanggaAlarmDitetapkan(TanggaAlarmDitetapkan {
            jenis: JenisAlarm::Pemberitahuan,
            tangga,
        })
    }

    #[test]
    fn a_ladder_is_the_laws_default_until_the_office_sets_its_own() {
        let bawaan = Kantor::default();
        assert_eq!(bawaan.tangga(JenisAlarm::Pemberitahuan).sebelum, [5, 3, 1, 0]);
        assert_eq!(bawaan.decide(tangga(&[5, 3, 1, 0])), Err(KantorDitolak::TidakBerubah));
        let kantor = sesudah(&[tangga(&[7, 2])]);
        assert_eq!(kantor.tangga(JenisAlarm::Pemberitahuan).sebelum, [7, 2]);
        assert_eq!(kantor.tangga(JenisAlarm::TanggapanKeberatan).sebelum, [5, 3, 1, 0]);
        assert_eq!(kantor.decide(tangga(&[7, 2])), Err(KantorDitolak::TidakBerubah));
        let ganda = bawaan.decide(tangga(&[3, 3]));
        assert_eq!(ganda, Err(KantorDitolak::Tangga(TanggaDitolak::HariTidakSah)));
    }

    #[test]
    fn reports_are_cut_anew_from_a_day_on() {
        let baru =
            PeriodeLaporanDitetapkan { mulai: hari("2026-07-01"), panjang_bulan: 3, batas_hk: 5 };
        let event = Event::PeriodeLaporanDitetapkan(baru);
        assert_eq!(Kantor::default().decide(event.clone()), Ok(event.clone()));
        let kantor = sesudah(std::slice::from_ref(&event));
        assert_eq!(kantor.periode_laporan.memuat(hari("2026-07-01")).sampai, hari("2026-09-30"));
        let lagi = kantor.decide(event);
        assert_eq!(lagi, Err(KantorDitolak::Periode(PeriodeDitolak::TidakMaju)));
    }

    #[test]
    fn an_empty_text_is_none() {
        let kantor = sesudah(&[teks(isi("Kami melayani."))]);
        assert_eq!(kantor.teks(JenisTeks::Maklumat), Some("Kami melayani."));
        assert_eq!(kantor.teks(JenisTeks::Sop), None);
        let kosong = [teks(isi("Kami melayani.")), teks(isi(" \n"))];
        assert_eq!(sesudah(&kosong).teks(JenisTeks::Maklumat), None);
        assert_eq!(sesudah(&[teks(sd("a"))]).teks(JenisTeks::Maklumat), None, "sealed");
    }

    #[test]
    fn stored_form() {
        let nama = json!({"nama": "Kota Tirtamulya", "kop": ["PEMERINTAH KOTA TIRTAMULYA"],
                          "peran": [{"peran": "ppid_utama", "nama": "PLID"}]});
        let butir = json!([{"uraian": "Fotokopi A4", "satuan": "lembar", "rupiah": 250}]);
        let standar =
            json!({"dasar": "SK 188/7/2026", "berlaku_sejak": "2026-07-01", "butir": butir});
        let peran = vec![JenisPeran::PpidPembantu, JenisPeran::Admin];
        let wajib = Event::KodeMasukDiwajibkan(KodeMasukDiwajibkan { peran });
        let eskalasi = json!({"kepala_unit": 1, "ppid_utama": 0, "atasan_ppid": -1});
        let anak = json!({"sebelum": [5, 1], "terlambat_harian": 5, "terlambat_berkala": 5,
                          "terlambat_sampai": 60, "eskalasi": eskalasi});
        let alarm = json!({"jenis": "pemberitahuan", "tangga": anak});
        let triwulan =
            PeriodeLaporanDitetapkan { mulai: hari("2026-07-01"), panjang_bulan: 3, batas_hk: 5 };
        let periode = json!({"mulai": "2026-07-01", "panjang_bulan": 3, "batas_hk": 5});
        for (event, tipe, body) in [
            (Event::PeriodeLaporanDitetapkan(triwulan), "PeriodeLaporanDitetapkan", periode),
            (tangga(&[5, 1]), "TanggaAlarmDitetapkan", alarm),
            (ditetapkan(&[(JenisPeran::PpidUtama, "PLID")]), "KantorDitetapkan", nama),
            (wajib, "KodeMasukDiwajibkan", json!({"peran": ["ppid_pembantu", "admin"]})),
            (teks(sd("a")), "TeksDitetapkan", json!({"teks": "maklumat", "isi": {"sd": "a"}})),
            (biaya("2026-07-01"), "BiayaSalinanDitetapkan", standar),
        ] {
            assert_stored(event, json!({"type": tipe, "body": body}));
        }
        for (teks, kata) in SEMUA_TEKS.into_iter().zip([
            "maklumat",
            "sop",
            "jam_layanan",
            "alamat",
            "kontak",
            "disabilitas",
        ]) {
            assert_stored(teks, json!(kata));
        }
    }
}
