//! Cells: dates and channels as people write them, never guessed.

use chrono::NaiveDate;
use events::Cacat;
use events::pihak::Kanal;
use events::teks::Isi;
use events::waktu::{BULAN, TAHUN, Waktu};

use super::cacat;

/// A cell that should hold a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TanggalSel {
    /// Nothing was written, or a word for nothing.
    Kosong,
    Tanggal(NaiveDate),
    /// A trailing question mark: the source doubts it.
    Diragukan(NaiveDate),
    TidakTerbaca,
}

/// Words that offices write for nothing.
pub(super) const KOSONG: [&str; 9] = ["", "-", "–", "—", "null", "nil", "n/a", "na", "kosong"];
/// Words that Jejak itself writes where it shows nothing.
const TAK_TAMPAK: [&str; 3] = ["tidak tercatat", "tersegel", "dihapus"];
/// Words with which offices tick a column.
const CENTANG: [&str; 8] = ["ya", "y", "v", "√", "✓", "✔", "x", "1"];

/// A text, unless it is a word for nothing.
pub fn isi(sel: &str) -> Option<&str> {
    let isi = sel.trim();
    let kata = isi.to_lowercase();
    let kosong = KOSONG.contains(&kata.as_str()) || TAK_TAMPAK.contains(&kata.as_str());
    (!kosong).then_some(isi)
}

/// A tick; a word behind it (`ya, elektronik`) tells more of it.
pub fn centang(sel: &str) -> bool {
    let kata = sel.trim().to_lowercase();
    let kata = kata.split([',', ' ', ';']).next().unwrap_or_default();
    CENTANG.contains(&kata)
}

/// An amount of rupiah; free is zero, and what is no amount is none.
pub fn rupiah(sel: &str) -> Option<u64> {
    let kata = sel.trim().to_lowercase();
    if ["gratis", "tidak ada", "tidak ada biaya", "nihil", "cuma-cuma"].contains(&kata.as_str()) {
        return Some(0);
    }
    let angka = kata.strip_prefix("rp").unwrap_or(&kata).trim_start_matches('.').trim();
    let angka = angka.strip_suffix(",-").unwrap_or(angka);
    let angka = angka.strip_suffix(",00").unwrap_or(angka);
    let bagian: Vec<&str> = angka.split('.').collect();
    let ribuan = bagian.len() == 1
        || bagian[1..].iter().all(|tiga| tiga.len() == 3) && (1..=3).contains(&bagian[0].len());
    let digit = bagian.concat();
    let sah = ribuan && !digit.is_empty() && digit.bytes().all(|b| b.is_ascii_digit());
    sah.then(|| digit.parse().ok())?
}

impl TanggalSel {
    pub fn baca(isi: &str) -> Self {
        let isi = isi.trim();
        if self::isi(isi).is_none() {
            return TanggalSel::Kosong;
        }
        let (teks, diragukan) = match isi.strip_suffix('?') {
            Some(teks) => (teks.trim_end(), true),
            None => (isi, false),
        };
        match (tanggal(teks), diragukan) {
            (Some(tanggal), true) => TanggalSel::Diragukan(tanggal),
            (Some(tanggal), false) => TanggalSel::Tanggal(tanggal),
            (None, _) => TanggalSel::TidakTerbaca,
        }
    }

    /// Something stands there, readable or not.
    pub fn ada(&self) -> bool {
        *self != TanggalSel::Kosong
    }

    pub fn tanggal(&self) -> Option<NaiveDate> {
        match self {
            TanggalSel::Tanggal(tanggal) | TanggalSel::Diragukan(tanggal) => Some(*tanggal),
            TanggalSel::Kosong | TanggalSel::TidakTerbaca => None,
        }
    }

    pub fn waktu(&self) -> Waktu {
        self.tanggal().map_or(Waktu::TidakTercatat, Waktu::Tanggal)
    }

    /// What is wrong with the cell itself.
    pub fn cacat(&self, kolom: &str, hari_ini: NaiveDate) -> Option<Cacat> {
        match self {
            TanggalSel::TidakTerbaca => Some(cacat(
                "TanggalTidakTerbaca",
                &format!("tanggal pada kolom {kolom} tidak terbaca"),
            )),
            TanggalSel::Diragukan(_) => Some(cacat(
                "TanggalDiragukan",
                &format!("tanggal pada kolom {kolom} diragukan sumbernya"),
            )),
            TanggalSel::Tanggal(tanggal) if *tanggal > hari_ini => Some(cacat(
                "TanggalMendatang",
                &format!("tanggal pada kolom {kolom} belum terjadi"),
            )),
            TanggalSel::Tanggal(_) | TanggalSel::Kosong => None,
        }
    }
}

/// ISO, `13/01/2023`, `13-1-2023`, `13.01.2023`, `13 Januari 2023`, each with a
/// weekday before or a time after. Day comes before month, as Indonesia writes;
/// a year of two digits is not guessed.
fn tanggal(teks: &str) -> Option<NaiveDate> {
    let teks = match teks.split_once(',') {
        Some((hari, sisa)) if hari.chars().all(char::is_alphabetic) => sisa.trim(),
        Some(_) | None => teks,
    };
    let teks = tanpa_jam(teks)?;
    let bagian: Vec<&str> = teks.split(['-', '/', '.', ' ']).filter(|b| !b.is_empty()).collect();
    let [a, b, c] = bagian[..] else { return None };
    let (tahun, bulan, hari) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    let angka = |s: &str| {
        (s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
    };
    if tahun.len() != 4 {
        return None;
    }
    let tahun = i32::try_from(angka(tahun)?).ok()?;
    let bulan = angka(bulan).or_else(|| nama_bulan(bulan))?;
    TAHUN.contains(&tahun).then_some(())?;
    NaiveDate::from_ymd_opt(tahun, bulan, angka(hari)?)
}

/// Cuts a time of day off; anything else behind a date makes it unreadable.
fn tanpa_jam(teks: &str) -> Option<&str> {
    let jam =
        |s: &str| s.contains(':') && s.chars().all(|c| c.is_ascii_digit() || ":.+-Z".contains(c));
    if let Some((tanggal, sisa)) = teks.split_once('T')
        && tanggal.len() == 10
    {
        return jam(sisa).then_some(tanggal);
    }
    match teks.rsplit_once(' ') {
        Some((tanggal, sisa)) if jam(sisa) => Some(tanggal),
        Some(_) | None => Some(teks),
    }
}

fn nama_bulan(teks: &str) -> Option<u32> {
    let teks = teks.to_lowercase();
    // `Mei` is whole, `Agt` and `Agu` are both in use.
    let nomor = BULAN.iter().position(|bulan| {
        let bulan = bulan.to_lowercase();
        bulan == teks
            || (teks.len() >= 3 && bulan.starts_with(&teks))
            || (bulan == "agustus" && teks == "agt")
    })?;
    u32::try_from(nomor + 1).ok()
}

/// The channel behind the office's word: `Melalui Website` is the website.
pub fn kanal(isi: &str) -> Kanal {
    let kata = isi.trim().to_lowercase();
    if KOSONG.contains(&kata.as_str()) {
        return Kanal::TidakTercatat;
    }
    let memuat = |daftar: &[&str]| daftar.iter().any(|satu| kata.contains(satu));
    if memuat(&["whatsapp", "whats app", "watsap"]) || kata == "wa" || kata == "melalui wa" {
        Kanal::WhatsApp
    } else if memuat(&["email", "e-mail", "surel", "surat elektronik"]) {
        Kanal::Surel
    } else if memuat(&["web", "situs", "online", "daring", "aplikasi"]) {
        Kanal::Situs
    } else if memuat(&["langsung", "datang", "tatap muka", "loket", "meja layanan"]) {
        Kanal::Langsung
    } else if memuat(&["telepon", "telp", "lisan"]) {
        Kanal::Lisan
    } else if memuat(&["faks", "fax"]) {
        Kanal::Faksimili
    } else if kata == "pos" || memuat(&["melalui pos", "via pos", "lewat pos", "kantor pos"]) {
        Kanal::Pos
    } else if memuat(&["surat"]) {
        Kanal::Surat
    } else {
        Isi::try_new(isi.trim()).map_or(Kanal::TidakTercatat, Kanal::Lain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_form_offices_write() {
        let harapan = TanggalSel::Tanggal("2023-01-13".parse().unwrap());
        for teks in [
            "2023-01-13",
            " 2023-01-13 ",
            "2023/1/13",
            "13/01/2023",
            "13-1-2023",
            "13.01.2023",
            "13 Januari 2023",
            "13 Jan 2023",
            "Jumat, 13 Januari 2023",
            "2023-01-13 08:15:00",
            "2023-01-13T08:15:00Z",
            "13/01/2023 08:15",
            "13-Januari-2023",
        ] {
            assert_eq!(TanggalSel::baca(teks), harapan, "{teks}");
        }
        let diragukan = TanggalSel::Diragukan("2023-01-13".parse().unwrap());
        assert_eq!(TanggalSel::baca("2023-01-13?"), diragukan);
        assert_eq!(TanggalSel::baca("2023-01-13 ?"), diragukan);
    }

    #[test]
    fn nothing_is_guessed() {
        for teks in [
            "2023-02-30",
            "13/01/23",
            "01/13/2023",
            "44939",
            "kemarin",
            "2023-01",
            "13 Foo 2023",
            "0023-01-13",
            "9999-01-13",
            "13 Januari 2023 pagi",
            "2023-01-13-14",
            "20230113",
            "-5/1/2023x",
            "٢٠٢٣-٠١-١٣",
        ] {
            assert_eq!(TanggalSel::baca(teks), TanggalSel::TidakTerbaca, "{teks}");
        }
        for teks in ["", "  ", "-", "NULL", "null", "N/A", "kosong"] {
            assert_eq!(TanggalSel::baca(teks), TanggalSel::Kosong, "{teks}");
        }
    }

    #[test]
    fn leap_days_exist_only_in_leap_years() {
        assert!(TanggalSel::baca("29/02/2024").tanggal().is_some());
        assert_eq!(TanggalSel::baca("29/02/2023"), TanggalSel::TidakTerbaca);
    }

    #[test]
    fn amounts_are_read_where_they_are_amounts() {
        for (teks, rupiah) in [
            ("25000", Some(25_000)),
            ("Rp 25.000", Some(25_000)),
            ("Rp. 1.250.000,-", Some(1_250_000)),
            ("Rp25.000,00", Some(25_000)),
            ("0", Some(0)),
            ("Gratis", Some(0)),
            ("2.50", None),
            ("25 ribu", None),
            ("-", None),
            ("", None),
        ] {
            assert_eq!(super::rupiah(teks), rupiah, "{teks}");
        }
    }

    #[test]
    fn a_tick_is_a_word_for_yes() {
        for ya in ["ya", "V", "√", " x ", "1", "ya, elektronik"] {
            assert!(centang(ya), "{ya}");
        }
        for tidak in ["", "-", "tidak", "yang lain", "0", "tersegel"] {
            assert!(!centang(tidak), "{tidak}");
        }
        assert_eq!(isi(" Budi "), Some("Budi"));
        assert_eq!([isi("-"), isi("tersegel"), isi("tidak tercatat")], [None; 3]);
    }

    #[test]
    fn channels_are_known_by_their_words() {
        for (isi, nama) in [
            ("Melalui Website", "website"),
            ("Website", "website"),
            ("Langsung", "langsung"),
            ("Melalui Whatsapp", "WhatsApp"),
            ("WA", "WhatsApp"),
            ("E-mail", "surel"),
            ("Telp.", "lisan"),
            ("Loket PPID", "langsung"),
            ("Surat", "surat"),
            ("Kantor Pos", "pos"),
            ("", "tidak tercatat"),
            ("merpati", "lain"),
        ] {
            assert_eq!(kanal(isi).nama(), nama, "{isi}");
        }
    }
}
