//! Reasons of a refusal as offices write them: the letters of Pasal 17 that they name.

use events::pasal17::Pasal17;
use events::penolakan::{DasarPenolakan, PenolakanDiberitahukan};
use events::perkara::Event;
use events::pihak::Lingkup;
use events::teks::Isi;

/// Words that lead from one letter to the next.
const ANTARA: [&str; 13] = [
    "huruf", "hrf", "poin", "butir", "dan", "serta", "atau", "maupun", "dan/atau", "jo", "juncto",
    "&", "/",
];
/// Words that lead from the first letter of a range to its last.
const SAMPAI: [&str; 5] = ["-", "–", "s/d", "s.d", "sampai"];
/// The law whose Pasal 17 is meant, as it may stand before the letter or behind it.
const UU_KIP: [&str; 14] = [
    "uu",
    "undang-undang",
    "undang",
    "kip",
    "no",
    "no.",
    "nomor",
    "14",
    "14/2008",
    "tahun",
    "2008",
    "keterbukaan",
    "informasi",
    "publik",
];
/// Instruments that have a Pasal 17 of their own.
const INSTRUMEN_LAIN: [&str; 12] = [
    "perki",
    "peraturan",
    "permendagri",
    "permenkominfo",
    "pp",
    "perpres",
    "perda",
    "pergub",
    "perbup",
    "perwali",
    "perwal",
    "kuhap",
];

/// A refusal as a register tells it. Where its words name letters of Pasal 17 they
/// are its ground; the SK that belongs to it no register has a column for.
pub fn penolakan(lingkup: Lingkup, dasar: DasarPenolakan, kata: &[&str]) -> anyhow::Result<Event> {
    let alasan = kata.iter().find(|kata| !kata.is_empty()).copied().unwrap_or_default();
    let pasal = kata.iter().map(|kata| pasal17(kata)).find(|pasal| !pasal.is_empty());
    let dasar = match (dasar, pasal) {
        (DasarPenolakan::TidakTercatat, Some(pasal)) => {
            DasarPenolakan::Dikecualikan { pasal, sk: None }
        }
        (dasar, _) => dasar,
    };
    Ok(Event::PenolakanDiberitahukan(PenolakanDiberitahukan {
        dasar,
        lingkup,
        alasan: Isi::try_new(alasan)?,
        alasan_tidak_dihitamkan: None,
        hak_keberatan_disampaikan: false,
        nomor_surat: None,
    }))
}

/// Letters of Pasal 17 UU 14/2008 in a text, each once, with the numbers that are
/// named: `Pasal 17 huruf h angka 3`, `17 h`, `Ps. 17 huruf a s/d c`. Of `17 hari`,
/// of Pasal 17 of another instrument and of other articles nothing is guessed.
pub fn pasal17(teks: &str) -> Vec<Pasal17> {
    let teks = teks.to_lowercase().replace([',', ';', ':', '(', ')', '"'], " ");
    let kata: Vec<&str> = teks.split_whitespace().collect();
    let mut semua = Vec::new();
    for (ke, satu) in kata.iter().enumerate() {
        let sesudah = |kata: &str| ["pasal", "ps", "ps.", "psl", "psl."].contains(&kata);
        let menempel = satu.strip_prefix("pasal").filter(|sisa| sisa.starts_with("17"));
        let didahului = ke == 0 || sesudah(kata[ke - 1]) || kata.get(ke + 1) == Some(&"huruf");
        if let Some(sisa) = menempel.unwrap_or(satu).strip_prefix("17")
            && (didahului || menempel.is_some())
        {
            semua.extend(huruf(sisa, &kata[ke + 1..]));
        }
    }
    semua.sort_unstable();
    semua.dedup();
    semua
}

/// The letters behind `17`, up to the first word that leads to none.
fn huruf(menempel: &str, sisa: &[&str]) -> Vec<Pasal17> {
    let mut semua: Vec<(char, Option<u8>)> = Vec::new();
    let (mut rentang, mut berangka) = (false, false);
    let mut kata = Some(menempel).into_iter().chain(sisa.iter().copied()).peekable();
    while let Some(satu) = kata.peek().copied() {
        let polos = satu.trim_end_matches('.');
        if let Some((awal, akhir)) = huruf_huruf(polos) {
            let awal = match semua.last() {
                Some((lama, _)) if rentang => *lama,
                _ => awal,
            };
            semua.extend((awal..=akhir).map(|huruf| (huruf, None)));
            (rentang, berangka) = (false, false);
        } else if let (true, Ok(angka), Some((huruf, lama))) =
            (berangka, polos.parse(), semua.last_mut())
        {
            let huruf = *huruf;
            match lama {
                None => *lama = Some(angka),
                Some(_) => semua.push((huruf, Some(angka))),
            }
        } else if polos == "angka" {
            berangka = true;
        } else if SAMPAI.contains(&polos) {
            rentang = true;
        } else if !(polos.is_empty()
            || ANTARA.contains(&polos)
            || (rentang && polos == "dengan")
            || (semua.is_empty() && UU_KIP.contains(&satu)))
        {
            break;
        }
        kata.next();
    }
    let rest: Vec<&str> = kata.collect();
    if undang_undang_lain(&rest) {
        return Vec::new();
    }
    let sah = |(huruf, angka)| {
        Pasal17::try_new(huruf, angka).or_else(|_| Pasal17::try_new(huruf, None)).ok()
    };
    semua.into_iter().filter_map(sah).collect()
}

/// A letter, or the first and the last of `a-c`.
fn huruf_huruf(kata: &str) -> Option<(char, char)> {
    let satu = |kata: &str| {
        let mut aksara = kata.chars();
        let huruf = aksara.next().filter(|huruf| ('a'..='j').contains(huruf))?;
        aksara.next().is_none().then_some(huruf)
    };
    match kata.split_once(['-', '–']) {
        Some((awal, akhir)) => satu(awal).zip(satu(akhir)),
        None => satu(kata).map(|huruf| (huruf, huruf)),
    }
}

/// Whether what follows names another instrument than UU 14/2008.
fn undang_undang_lain(sisa: &[&str]) -> bool {
    let sisa: Vec<&str> = sisa.iter().copied().skip_while(|kata| *kata == "dari").collect();
    match sisa.first() {
        Some(&("uu" | "undang-undang" | "undang")) => {
            let nomor = sisa[1..].iter().take(4).find(|kata| kata.contains(char::is_numeric));
            nomor.is_some_and(|nomor| !nomor.starts_with("14"))
        }
        Some(kata) => INSTRUMEN_LAIN.contains(kata),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_where_pasal_17_is_named() {
        for (teks, harapan) in [
            ("Pasal 17 huruf h", &[('h', None)][..]),
            ("informasi dikecualikan, Ps. 17 huruf h angka 3 UU KIP", &[('h', Some(3))]),
            ("17 h", &[('h', None)]),
            ("17h.", &[('h', None)]),
            ("Pasal17 huruf h", &[('h', None)]),
            ("Pasal 17 butir h", &[('h', None)]),
            ("Pasal 17 UU KIP huruf h", &[('h', None)]),
            ("Pasal 17 UU No. 14 Tahun 2008 huruf h", &[('h', None)]),
            ("Pasal 6 ayat (3) dan 17 huruf h", &[('h', None)]),
            ("Pasal 17 huruf b, huruf a dan j", &[('a', None), ('b', None), ('j', None)]),
            ("Pasal 17 huruf h dan/atau i", &[('h', None), ('i', None)]),
            ("Pasal 17 huruf a-c", &[('a', None), ('b', None), ('c', None)]),
            ("Pasal 17 huruf a s.d. c", &[('a', None), ('b', None), ('c', None)]),
            ("Pasal 17 huruf a sampai dengan b", &[('a', None), ('b', None)]),
            ("Pasal 17 huruf h angka 3 dan angka 4", &[('h', Some(3)), ('h', Some(4))]),
            (
                "Pasal 17 huruf a angka 1 dan 2, huruf h angka 3",
                &[('a', Some(1)), ('a', Some(2)), ('h', Some(3))],
            ),
            ("Pasal 17 huruf a angka 1 dan h UU 14/2008", &[('a', Some(1)), ('h', None)]),
            ("Pasal 17 huruf b angka 9", &[('b', None)]),
            ("Pasal 17 huruf h a.n. Kepala Dinas", &[('h', None)]),
            ("Pasal 17 huruf d, e-KTP tidak dilampirkan", &[('d', None)]),
            ("PASAL 17 HURUF G; Pasal 17 huruf i", &[('g', None), ('i', None)]),
        ] {
            let harapan: Vec<_> =
                harapan.iter().map(|(h, a)| Pasal17::try_new(*h, *a).unwrap()).collect();
            assert_eq!(pasal17(teks), harapan, "{teks}");
        }
        for teks in [
            "",
            "17 hari",
            "17 e-mail tidak dibalas",
            "lewat 17 h",
            "Pasal 17",
            "Pasal 17 UU 14/2008",
            "Pasal 17 huruf z",
            "Pasal 17 huruf c Permendagri 3/2017",
            "Pasal 17 huruf a Perki 1/2021",
            "Pasal 17 huruf b UU 27/2022",
            "Pasal 17 huruf b Undang-Undang Nomor 27 Tahun 2022",
            "Pasal 17 UU 27/2022 huruf b",
            "Pasal 6 ayat (3) huruf c",
            "Pasal 170 huruf a",
            "rahasia",
        ] {
            assert!(pasal17(teks).is_empty(), "{teks}");
        }
    }
}
