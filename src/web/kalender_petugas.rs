//! One's tenggat and hearings as a calendar (RFC 5545), behind a secret link. It
//! holds numbers of cases, what is due and when, and nothing of anybody.

use chrono::{DateTime, Days, NaiveDate, Utc};
use events::pengguna::Pengguna;
use events::waktu::tanggal_panjang;
use projections::tenggat::TANGGAPAN_KEBERATAN;
use projections::{sengketa, tenggat};
use uuid::Uuid;

use super::Layanan;
use crate::surel::ringkasan::{Lingkup, lingkup};
use crate::tautan;

/// Entries of each kind at most, the nearest first.
const BANYAK: i64 = 500;
/// Bytes of a line at most (RFC 5545, 3.1), without its end.
const BARIS_BYTES: usize = 75;

/// A whole day in the calendar.
struct Acara {
    id: Uuid,
    hari: NaiveDate,
    ringkasan: String,
    uraian: String,
    alamat: String,
}

/// The calendar behind a link; `None` where the link holds no more, or its owner
/// left.
pub(super) async fn kalender(layanan: &Layanan, rahasia: &str) -> anyhow::Result<Option<String>> {
    let app = &layanan.app;
    let Some(pemilik) = tautan::pemilik(&app.pool, rahasia).await? else { return Ok(None) };
    let (pengguna, _) = app.aliran::<Pengguna>(pemilik).await?;
    let kapasitas = pengguna.kapasitas(app.hari_ini());
    if kapasitas.is_empty() {
        return Ok(None);
    }
    let mut acara = Vec::new();
    for satu in lingkup(&kapasitas) {
        acara.extend(tenggat_milik(layanan, satu).await?);
        acara.extend(sidang_milik(layanan, satu).await?);
    }
    acara.sort_by_key(|satu| (satu.hari, satu.id));
    acara.dedup_by_key(|satu| satu.id);
    Ok(Some(tulis(&acara, app.clock.now())))
}

async fn tenggat_milik(layanan: &Layanan, lingkup: Lingkup) -> anyhow::Result<Vec<Acara>> {
    let saringan = tenggat::Saringan {
        milik_kantor: true,
        unit: if let Lingkup::Unit(unit) = lingkup { Some(unit) } else { None },
        jenis: (lingkup == Lingkup::Keberatan).then(|| TANGGAPAN_KEBERATAN.to_owned()),
    };
    let mut connection = layanan.app.pool.acquire().await?;
    let baris = tenggat::daftar_terbuka(&saringan, None, BANYAK, &mut connection).await?;
    let acara = baris.into_iter().map(|satu| Acara {
        id: Uuid::new_v5(&satu.perkara, format!("{}/{}", satu.jenis, satu.urut).as_bytes()),
        hari: satu.paling_awal,
        ringkasan: format!("{}: {}", satu.nomor, satu.jenis),
        uraian: format!(
            "Paling awal {}, paling lambat {}. {}.",
            tanggal_panjang(satu.paling_awal),
            tanggal_panjang(satu.paling_lambat),
            satu.pasal,
        ),
        alamat: format!("{}/perkara/{}", layanan.kantor.url_publik, satu.perkara),
    });
    Ok(acara.collect())
}

/// Hearings to come, whatever else lies before them.
async fn sidang_milik(layanan: &Layanan, lingkup: Lingkup) -> anyhow::Result<Vec<Acara>> {
    let unit = match lingkup {
        Lingkup::Kantor => None,
        Lingkup::Unit(unit) => Some(unit),
        Lingkup::Keberatan => return Ok(Vec::new()),
    };
    let mut connection = layanan.app.pool.acquire().await?;
    let baris = sengketa::terbuka(unit, None, BANYAK, &mut connection).await?;
    let acara = baris.into_iter().filter_map(|satu| {
        let hari = satu.sidang?;
        let acara = satu.berikut_apa.filter(|apa| apa.starts_with("sidang"));
        let apa = acara.as_deref().unwrap_or("sidang Komisi Informasi");
        Some(Acara {
            id: Uuid::new_v5(&satu.sengketa, b"sidang"),
            hari,
            ringkasan: format!("{}: {apa}", satu.nomor.unwrap_or(satu.nomor_perkara)),
            uraian: satu.komisi.unwrap_or_default(),
            alamat: format!("{}/sengketa/{}", layanan.kantor.url_publik, satu.sengketa),
        })
    });
    Ok(acara.collect())
}

fn tulis(acara: &[Acara], kini: DateTime<Utc>) -> String {
    let mut isi = String::new();
    let mut baris = |nama: &str, nilai: &str| lipat(&mut isi, &format!("{nama}:{nilai}"));
    baris("BEGIN", "VCALENDAR");
    baris("VERSION", "2.0");
    baris("PRODID", "-//Jejak//Tenggat//ID");
    baris("X-WR-CALNAME", "Tenggat Jejak");
    baris("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    for satu in acara {
        let hari = |hari: NaiveDate| hari.format("%Y%m%d").to_string();
        baris("BEGIN", "VEVENT");
        baris("UID", &satu.id.to_string());
        baris("DTSTAMP", &kini.format("%Y%m%dT%H%M%SZ").to_string());
        baris("DTSTART;VALUE=DATE", &hari(satu.hari));
        baris("DTEND;VALUE=DATE", &hari(satu.hari + Days::new(1)));
        baris("SUMMARY", &aman(&satu.ringkasan));
        baris("DESCRIPTION", &aman(&satu.uraian));
        baris("URL", &satu.alamat);
        // A limit takes nobody's day.
        baris("TRANSP", "TRANSPARENT");
        baris("END", "VEVENT");
    }
    baris("END", "VCALENDAR");
    isi
}

/// A text as a value (RFC 5545, 3.3.11).
fn aman(teks: &str) -> String {
    let mut isi = String::with_capacity(teks.len());
    for huruf in teks.chars() {
        match huruf {
            '\\' | ';' | ',' => isi.extend(['\\', huruf]),
            '\n' => isi.push_str("\\n"),
            huruf if huruf.is_control() => {}
            huruf => isi.push(huruf),
        }
    }
    isi
}

/// One line of the calendar: what is too long goes on behind a blank, and no
/// letter is cut in two.
fn lipat(isi: &mut String, baris: &str) {
    let mut panjang = 0;
    for huruf in baris.chars() {
        if panjang + huruf.len_utf8() > BARIS_BYTES {
            isi.push_str("\r\n ");
            panjang = 1;
        }
        isi.push(huruf);
        panjang += huruf.len_utf8();
    }
    isi.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn satu(ringkasan: &str) -> String {
        let hari = NaiveDate::from_ymd_opt(2026, 3, 31).expect("a date");
        let (id, alamat) = (Uuid::from_u128(7), "https://ppid.kota.id/perkara/7".to_owned());
        let acara =
            Acara { id, hari, ringkasan: ringkasan.to_owned(), uraian: String::new(), alamat };
        tulis(&[acara], DateTime::UNIX_EPOCH)
    }

    /// Its lines as a reader of the standard unfolds them.
    fn terbuka(kalender: &str) -> Vec<String> {
        let utuh = kalender.replace("\r\n ", "");
        utuh.strip_suffix("\r\n").unwrap().split("\r\n").map(str::to_owned).collect()
    }

    fn nilai(kalender: &str, nama: &str) -> String {
        let baris = terbuka(kalender);
        let awal = format!("{nama}:");
        let mut ada = baris.iter().filter_map(|satu| satu.strip_prefix(&awal));
        ada.next().unwrap().to_owned()
    }

    /// As a reader of the standard takes the backslashes away.
    fn terbaca(nilai: &str) -> String {
        let (mut isi, mut huruf) = (String::new(), nilai.chars());
        while let Some(satu) = huruf.next() {
            let lolos = if satu == '\\' { huruf.next() } else { Some(satu) };
            isi.push(if satu == '\\' && lolos == Some('n') { '\n' } else { lolos.unwrap() });
        }
        isi
    }

    #[test]
    fn a_day_ends_with_the_next_one() {
        let kalender = satu("0012/PPID/2026: pemberitahuan tertulis");
        assert_eq!(nilai(&kalender, "DTSTART;VALUE=DATE"), "20260331");
        assert_eq!(nilai(&kalender, "DTEND;VALUE=DATE"), "20260401");
        assert_eq!(nilai(&kalender, "DTSTAMP"), "19700101T000000Z");
        assert_eq!(nilai(&kalender, "SUMMARY"), "0012/PPID/2026: pemberitahuan tertulis");
    }

    #[test]
    fn signs_that_mean_something_are_escaped() {
        let kalender = satu("12; a, b \\ c\nEND:VCALENDAR");
        assert_eq!(nilai(&kalender, "SUMMARY"), "12\\; a\\, b \\\\ c\\nEND:VCALENDAR");
        assert_eq!(terbuka(&kalender).iter().filter(|b| *b == "END:VCALENDAR").count(), 1);
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_every_text_comes_back(teks in any::<String>()) {
            let kalender = satu(&teks);
            for baris in kalender.strip_suffix("\r\n").unwrap().split("\r\n") {
                prop_assert!(baris.len() <= BARIS_BYTES, "{} bytes", baris.len());
            }
            let tampak: String =
                teks.chars().filter(|c| !c.is_control() || *c == '\n').collect();
            prop_assert_eq!(terbaca(&nilai(&kalender, "SUMMARY")), tampak);
        }
    }
}
