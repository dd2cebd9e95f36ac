//! Why permohonan were refused: the fourth figure of Pasal 12 UU 14/2008.

use events::koreksi::berlaku;
use events::pasal17::Pasal17;
use events::penolakan::DasarPenolakan;
use events::perkara::Event;

use crate::catatan::Catatan;
use crate::perkara::Baris;

/// The letter of Pasal 17 was not recorded.
pub const TANPA_HURUF: &str = "17";
pub const BELUM_DIKUASAI: &str = "belum dikuasai";
pub const BELUM_DIDOKUMENTASIKAN: &str = "belum didokumentasikan";
pub const TIDAK_TERCATAT: &str = "tidak tercatat";

/// The reasons of the refusal of a case, each once: a letter of Pasal 17 as
/// `17h`, or a word. Empty where it was not refused, so that every refusal has
/// at least one.
pub(crate) fn alasan(catatan: &Catatan, baris: &Baris<'_>) -> Vec<String> {
    let jawaban = baris.perkara.jawaban.as_ref().filter(|jawaban| jawaban.ditolak());
    let Some(jawaban) = jawaban else { return Vec::new() };
    let mut fakta = berlaku(&catatan.perkara[&baris.id]);
    let fakta = fakta.find(|fakta| fakta.versi == jawaban.dikirim.versi);
    let mut alasan = match fakta.map(|fakta| fakta.event) {
        Some(Event::PenolakanDiberitahukan(f)) => dari_dasar(&f.dasar),
        // A notice may say that it refuses, and not on what ground.
        Some(_) | None => vec![TIDAK_TERCATAT.to_owned()],
    };
    alasan.sort_unstable();
    alasan.dedup();
    alasan
}

/// A reason in words for people.
pub fn kata(alasan: &str) -> String {
    let huruf = alasan.strip_prefix("17").and_then(|huruf| huruf.chars().next());
    match huruf.and_then(|huruf| Pasal17::try_new(huruf, None).ok()) {
        Some(pasal) => format!("{pasal} ({})", pasal.label()),
        None if alasan == TANPA_HURUF => "Pasal 17, hurufnya tidak tercatat".to_owned(),
        None => alasan.to_owned(),
    }
}

fn dari_dasar(dasar: &DasarPenolakan) -> Vec<String> {
    match dasar {
        DasarPenolakan::Dikecualikan { pasal, .. } if pasal.is_empty() => {
            vec![TANPA_HURUF.to_owned()]
        }
        DasarPenolakan::Dikecualikan { pasal, .. } => {
            pasal.iter().map(|pasal| format!("17{}", pasal.huruf())).collect()
        }
        DasarPenolakan::BelumDikuasai => vec![BELUM_DIKUASAI.to_owned()],
        DasarPenolakan::BelumDidokumentasikan => vec![BELUM_DIDOKUMENTASIKAN.to_owned()],
        DasarPenolakan::TidakTercatat => vec![TIDAK_TERCATAT.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_letter_are_one_reason_and_letters_are_several() {
        let pasal = [('c', Some(4)), ('c', Some(1)), ('h', Some(2))]
            .map(|(huruf, angka)| Pasal17::try_new(huruf, angka).expect("the law lists it"));
        let mut alasan =
            dari_dasar(&DasarPenolakan::Dikecualikan { pasal: pasal.to_vec(), sk: None });
        alasan.dedup();
        assert_eq!(alasan, ["17c", "17h"]);
    }

    #[test]
    fn a_refusal_always_has_a_reason_to_count() {
        let tanpa_huruf = DasarPenolakan::Dikecualikan { pasal: Vec::new(), sk: None };
        assert_eq!(dari_dasar(&tanpa_huruf), [TANPA_HURUF]);
        assert_eq!(dari_dasar(&DasarPenolakan::BelumDikuasai), [BELUM_DIKUASAI]);
        assert_eq!(dari_dasar(&DasarPenolakan::TidakTercatat), [TIDAK_TERCATAT]);
    }

    #[test]
    fn a_reason_is_told_in_the_words_of_the_law() {
        assert_eq!(kata("17h"), "Pasal 17 huruf h (rahasia pribadi)");
        assert_eq!(kata(TANPA_HURUF), "Pasal 17, hurufnya tidak tercatat");
        assert_eq!(kata(BELUM_DIKUASAI), BELUM_DIKUASAI);
    }
}
