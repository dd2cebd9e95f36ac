//! Correction: a fact was entered wrongly, and somebody says so with a reason.
//!
//! Nothing is overwritten. The corrected fact is folded in the place of the
//! wrong one, and the history shows both. A perkara and a sengketa are corrected
//! alike.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran, Tercatat};
use crate::perkara::{Event, Kejadian, Langkah, Perkara};
use crate::permohonan::Nomor;
use crate::sengketa::{self, Sengketa};
use crate::teks::Isi;
use crate::waktu::Waktu;

/// The fact with this version is replaced or, without a replacement, withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KoreksiDicatat<E = Event> {
    pub versi: u32,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    pub pengganti: Option<Pengganti<E>>,
    pub alasan: Isi,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pengganti<E = Event> {
    pub waktu: Waktu,
    pub event: Box<E>,
}

/// A fact that may itself be a correction.
pub trait DapatDikoreksi: Sized {
    fn koreksi(&self) -> Option<&KoreksiDicatat<Self>>;
}

impl DapatDikoreksi for Event {
    fn koreksi(&self) -> Option<&KoreksiDicatat> {
        if let Event::KoreksiDicatat(koreksi) = self { Some(koreksi) } else { None }
    }
}

impl DapatDikoreksi for sengketa::Event {
    fn koreksi(&self) -> Option<&KoreksiDicatat<Self>> {
        if let sengketa::Event::KoreksiDicatat(koreksi) = self { Some(koreksi) } else { None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KoreksiDitolak {
    #[error("fakta yang hendak dikoreksi tidak ada di sini")]
    FaktaTidakAda,
    #[error("koreksi dikoreksi dengan koreksi baru atas fakta asalnya, bukan atas koreksinya")]
    BersarangDalamKoreksi,
    #[error("sebutkan nomor penggantinya; koreksi tidak mengambil nomor berikutnya dari buku")]
    NomorBelumTetap,
}

impl Pelanggaran for KoreksiDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 10(1), 32 Perki 1/2021"
    }

    fn mutlak(&self) -> bool {
        true
    }
}

impl Langkah for KoreksiDicatat {
    type Pelanggaran = KoreksiDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<KoreksiDitolak> {
        let mut pelanggaran = self.periksa_sasaran(perkara.versi, &perkara.versi_koreksi);
        let pengganti = self.pengganti.as_ref().map(|pengganti| pengganti.event.as_ref());
        if pengganti.is_some_and(meminta_nomor) {
            pelanggaran.push(KoreksiDitolak::NomorBelumTetap);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.versi_koreksi.push(kejadian.versi);
    }
}

impl Langkah<Sengketa> for KoreksiDicatat<sengketa::Event> {
    type Pelanggaran = KoreksiDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<KoreksiDitolak> {
        self.periksa_sasaran(sengketa.versi, &sengketa.versi_koreksi)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.versi_koreksi.push(kejadian.versi);
    }
}

impl<E: DapatDikoreksi> KoreksiDicatat<E> {
    fn periksa_sasaran(&self, versi: u32, versi_koreksi: &[u32]) -> Vec<KoreksiDitolak> {
        let mut pelanggaran = Vec::new();
        if self.versi == 0 || self.versi > versi {
            pelanggaran.push(KoreksiDitolak::FaktaTidakAda);
        }
        if versi_koreksi.contains(&self.versi) {
            pelanggaran.push(KoreksiDitolak::BersarangDalamKoreksi);
        }
        if self.pengganti.as_ref().is_some_and(|pengganti| pengganti.event.koreksi().is_some()) {
            pelanggaran.push(KoreksiDitolak::BersarangDalamKoreksi);
        }
        pelanggaran
    }
}

/// The log fills in a number for a fact of its own, not for one inside another.
fn meminta_nomor(event: &Event) -> bool {
    let pendaftaran =
        matches!(event, Event::NomorPendaftaranDiberikan(f) if f.nomor == Nomor::Berikutnya);
    let keberatan = matches!(event, Event::KeberatanDicatat(f) if f.nomor == Nomor::Berikutnya);
    let surat = matches!(event, Event::SuratDinomori(f) if f.nomor == Nomor::Berikutnya);
    pendaftaran || keberatan || surat
}

/// A fact as it holds once corrected.
#[derive(Clone, Copy, Debug)]
pub struct Berlaku<'a, E> {
    pub event: &'a E,
    pub versi: u32,
    /// A correction may move it too.
    pub waktu: Waktu,
    /// Where its sealed values stand: at the correction, where there is one.
    pub posisi: u64,
}

/// The facts that hold once all corrections in the slice are applied.
pub fn berlaku<E: DapatDikoreksi>(fakta: &[Tercatat<E>]) -> impl Iterator<Item = Berlaku<'_, E>> {
    // The last correction of a fact is the one that counts.
    let koreksi = fakta.iter().filter_map(|t| Some((t.position, t.event.koreksi()?)));
    let koreksi: HashMap<u32, (u64, &KoreksiDicatat<E>)> =
        koreksi.map(|(posisi, koreksi)| (koreksi.versi, (posisi, koreksi))).collect();
    fakta.iter().filter_map(move |tercatat| {
        let versi = tercatat.version;
        let Some((posisi, koreksi)) = koreksi.get(&versi) else {
            let (event, waktu) = (&tercatat.event, tercatat.occurred_at);
            return Some(Berlaku { event, versi, waktu, posisi: tercatat.position });
        };
        let pengganti = koreksi.pengganti.as_ref()?;
        let (event, posisi) = (pengganti.event.as_ref(), *posisi);
        Some(Berlaku { event, versi, waktu: pengganti.waktu, posisi })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::keberatan::KeberatanDicatat;
    use crate::pemberitahuan::Hasil;
    use crate::permohonan::{NomorPendaftaranDiberikan, PermohonanDiterima};
    use crate::pihak::Lingkup;
    use crate::uji::*;

    fn koreksi(versi: u32, pengganti: Option<Terjadi>) -> Terjadi {
        let pengganti = pengganti.map(|(event, waktu)| Pengganti { waktu, event: Box::new(event) });
        let koreksi = KoreksiDicatat { versi, pengganti, alasan: isi("salah catat") };
        Event::KoreksiDicatat(koreksi).pada("2026-03-20")
    }

    fn dijawab_keliru() -> Riwayat {
        given([diterima("2026-03-02"), dijawab("2026-03-10")])
    }

    #[test]
    fn the_corrected_fact_holds_in_the_place_of_the_wrong_one() {
        let perkara = dijawab_keliru().when(koreksi(2, Some(ditolak("2026-03-10")))).then_taken();
        let jawaban = perkara.jawaban.unwrap();
        assert_eq!(jawaban.hasil, Hasil::Ditolak(Lingkup::Seluruhnya));
        assert_eq!((jawaban.dikirim.versi, perkara.versi), (2, 3));
    }

    #[test]
    fn a_withdrawn_fact_never_was_and_may_be_entered_again() {
        let ditarik = || dijawab_keliru().and([koreksi(2, None)]);
        assert!(ditarik().state().menunggu_jawaban());
        let perkara = ditarik().when(dijawab("2026-03-12")).then_taken();
        assert_eq!(perkara.jawaban.unwrap().dikirim.versi, 4);
    }

    #[test]
    fn a_moved_date_moves_what_is_counted_from_it() {
        let maju = || given([diterima("2026-03-02"), koreksi(1, Some(diterima("2026-03-13")))]);
        let diterima = maju().state().permohonan.unwrap().diterima;
        assert_eq!(diterima.tanggal, Some(hari("2026-03-13")));
        maju().when(diperpanjang("2026-04-06")).then_taken();
        let kemudian = maju().when(diperpanjang("2026-04-07"));
        kemudian.then_defective(crate::perpanjangan::PerpanjanganDitolak::JangkaSudahBerakhir);
    }

    #[test]
    fn a_date_may_turn_out_to_be_unknown() {
        let tanpa_tanggal =
            Event::PermohonanDiterima(PermohonanDiterima::default()).tanpa_tanggal();
        let perkara = given([diterima("2026-03-02"), koreksi(1, Some(tanpa_tanggal))]).state();
        assert_eq!(perkara.permohonan.unwrap().diterima.tanggal, None);
    }

    #[test]
    fn the_last_of_several_corrections_of_one_fact_holds() {
        let dua_kali = dijawab_keliru()
            .and([koreksi(2, None), koreksi(2, Some(dijawab("2026-03-11")))])
            .state();
        let jawaban = dua_kali.jawaban.unwrap();
        assert_eq!(jawaban.dikirim.tanggal, Some(hari("2026-03-11")));
        assert_eq!(dua_kali.versi_koreksi, [3, 4]);
    }

    #[test]
    fn the_state_as_at_a_moment_before_the_correction_is_the_uncorrected_one() {
        let riwayat = [diterima("2026-03-02"), dijawab("2026-03-10"), koreksi(2, None)];
        let fakta = tercatat(&riwayat);
        let zona = crate::waktu::Zona::Wib;
        assert!(Perkara::dari(&fakta[..2], zona).jawaban.is_some());
        assert!(Perkara::dari(&fakta, zona).jawaban.is_none());
    }

    #[test]
    fn only_a_fact_of_this_perkara_is_corrected() {
        for versi in [0, 3] {
            dijawab_keliru()
                .when(koreksi(versi, None))
                .then_impossible(KoreksiDitolak::FaktaTidakAda);
        }
        given([]).when(koreksi(1, None)).then_impossible(KoreksiDitolak::FaktaTidakAda);
        dijawab_keliru().when(koreksi(1, Some(diterima("2026-03-03")))).then_taken();
    }

    #[test]
    fn a_correction_is_not_corrected_but_followed_by_another() {
        let sekali = || dijawab_keliru().and([koreksi(2, None)]);
        sekali().when(koreksi(3, None)).then_impossible(KoreksiDitolak::BersarangDalamKoreksi);
        dijawab_keliru()
            .when(koreksi(2, Some(koreksi(1, None))))
            .then_impossible(KoreksiDitolak::BersarangDalamKoreksi);
        sekali().when(koreksi(2, Some(dijawab("2026-03-11")))).then_taken();
    }

    #[test]
    fn a_correction_takes_no_number_from_a_book() {
        let (buku, nomor) = (uuid::Uuid::from_u128(9), Nomor::Berikutnya);
        let pendaftaran = NomorPendaftaranDiberikan { buku, nomor: nomor.clone() };
        let keberatan = KeberatanDicatat { buku, nomor };
        for pengganti in
            [Event::NomorPendaftaranDiberikan(pendaftaran), Event::KeberatanDicatat(keberatan)]
        {
            dijawab_keliru()
                .when(koreksi(2, Some(pengganti.pada("2026-03-10"))))
                .then_impossible(KoreksiDitolak::NomorBelumTetap);
        }
    }

    #[test]
    fn stored_form() {
        let tipis = KoreksiDicatat { versi: 2, pengganti: None, alasan: sd("a") };
        assert_stored(
            Event::KoreksiDicatat(tipis.clone()),
            json!({"type": "KoreksiDicatat", "body": {"versi": 2, "alasan": {"sd": "a"}}}),
        );
        for (waktu, json) in [
            (Waktu::Tanggal(hari("2026-03-03")), json!("2026-03-03")),
            (Waktu::TidakTercatat, json!(null)),
        ] {
            let event = Box::new(dicatat("2026-03-03").0);
            let pengganti = Some(Pengganti { waktu, event });
            assert_stored(
                Event::KoreksiDicatat(KoreksiDicatat { pengganti, ..tipis.clone() }),
                json!({"type": "KoreksiDicatat", "body": {
                    "versi": 2, "alasan": {"sd": "a"},
                    "pengganti": {"waktu": json, "event": {"type": "PermohonanDicatat", "body": {}}}
                }}),
            );
        }
    }
}
