//! A mail as it goes out: MIME with a plain and an HTML part. The same row gives
//! the same head each time, so that whoever gets it twice sees one.

use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use uuid::Uuid;

/// Characters of a name at most; of a subject.
const BATAS_NAMA: usize = 80;
const BATAS_JUDUL: usize = 150;

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naskah {
    /// Nothing about a person stands here: it is shown on locked screens.
    pub judul: String,
    pub polos: String,
    pub html: String,
    /// Where one click ends mails of this kind (RFC 8058).
    pub berhenti: Option<String>,
}

/// Who writes to whom.
#[derive(Clone, Debug)]
pub struct Amplop<'a> {
    pub surel: Uuid,
    pub domain: &'a str,
    pub dibuat: DateTime<Utc>,
    pub dari: &'a Mailbox,
    pub nama: Option<&'a str>,
    pub alamat: &'a Address,
}

/// Puts a mail together.
pub fn susun(amplop: &Amplop<'_>, naskah: &Naskah) -> anyhow::Result<Message> {
    let Amplop { surel, domain, .. } = amplop;
    // An encoder that meets a line break in a name panics.
    let dari = Mailbox::new(
        amplop.dari.name.as_deref().and_then(|nama| sebaris(nama, BATAS_NAMA)),
        amplop.dari.email.clone(),
    );
    let kepada = amplop.nama.and_then(|nama| sebaris(nama, BATAS_NAMA));
    let mut pesan = Message::builder()
        .from(dari)
        .to(Mailbox::new(kepada, amplop.alamat.clone()))
        .subject(sebaris(&naskah.judul, BATAS_JUDUL).unwrap_or_default())
        .date(amplop.dibuat.into())
        .message_id(Some(format!("<{surel}@{domain}>")))
        .multipart(
            MultiPart::alternative()
                .boundary(format!("jejak-{}", surel.simple()))
                .singlepart(SinglePart::plain(naskah.polos.clone()))
                .singlepart(SinglePart::html(naskah.html.clone())),
        )?;
    let mut tambah = |nama: &'static str, nilai: String| {
        let nama = HeaderName::new_from_ascii_str(nama);
        pesan.headers_mut().insert_raw(HeaderValue::new(nama, nilai));
    };
    // Nobody's absence answers a machine (RFC 3834).
    tambah("Auto-Submitted", "auto-generated".to_owned());
    if let Some(alamat) = &naskah.berhenti {
        tambah("List-Unsubscribe", format!("<{alamat}>"));
        tambah("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
    }
    Ok(pesan)
}

/// A text on one line: without control characters and what turns the direction
/// of writing, no longer than so many characters. `None` where nothing is left.
pub fn sebaris(teks: &str, batas: usize) -> Option<String> {
    let tampak = |c: char| {
        let dwiarah = matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
        if dwiarah || c.is_control() || c.is_whitespace() { ' ' } else { c }
    };
    let teks: String = teks.chars().map(tampak).collect();
    let kata: Vec<&str> = teks.split_whitespace().collect();
    let teks: String = kata.join(" ").chars().take(batas).collect();
    let teks = teks.trim_end();
    (!teks.is_empty()).then(|| teks.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn naskah(judul: &str) -> Naskah {
        Naskah {
            judul: judul.to_owned(),
            polos: "Selamat pagi — ada satu perkara.\n.\n".to_owned(),
            html: "<p>Selamat pagi</p>".to_owned(),
            berhenti: Some("https://ppid.kota.id/surel/berhenti/abc".to_owned()),
        }
    }

    fn tersusun(nama: &str, judul: &str) -> String {
        let dari = Mailbox::new(Some(nama.to_owned()), "ppid@kota.id".parse().unwrap());
        let alamat = "dinkes@kota.id".parse().unwrap();
        let amplop = Amplop {
            surel: Uuid::from_u128(7),
            domain: "kota.id",
            dibuat: DateTime::UNIX_EPOCH,
            dari: &dari,
            nama: Some(nama),
            alamat: &alamat,
        };
        let pesan = susun(&amplop, &naskah(judul)).unwrap().formatted();
        String::from_utf8(pesan).unwrap()
    }

    /// Names of the header fields, in their order; a folded line goes on one.
    fn kepala(pesan: &str) -> Vec<&str> {
        let (kepala, _) = pesan.split_once("\r\n\r\n").unwrap();
        let awal = kepala.split("\r\n").filter(|baris| !baris.starts_with([' ', '\t']));
        awal.map(|baris| baris.split_once(':').expect("a field").0).collect()
    }

    const KEPALA: [&str; 10] = [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
        "Auto-Submitted",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
    ];

    fn periksa(nama: &str, judul: &str) {
        let pesan = tersusun(nama, judul);
        let mut ada = kepala(&pesan);
        let mut harapan = KEPALA.to_vec();
        ada.sort_unstable();
        harapan.sort_unstable();
        assert_eq!(ada, harapan, "{nama:?}");
        assert!(pesan.is_ascii(), "any server takes it");
        assert!(
            pesan.split("\r\n").all(|baris| baris.len() <= 998 && !baris.contains(['\r', '\n']))
        );
        assert!(!pesan.contains('\0'));
        assert!(pesan.contains("To: ") && pesan.contains("dinkes@kota.id"));
    }

    #[test]
    fn a_hostile_name_ends_no_header_and_no_process() {
        for nama in [
            "Siti\r\nBcc: semua@kota.id",
            "Siti\nBcc: semua@kota.id",
            "\r\n\r\nisi palsu",
            "Siti\0Rahayu",
            "\u{202E}ayahaR itiS",
            "Siti \u{2028}\u{0085} Rahayu",
            "\"Siti\" <lain@kota.id>, b",
            "Dr. Sití Rahayu, S.H., M.H. – 测试 😀",
            "",
            "   \t  ",
            "\\\"",
            "=?utf-8?q?Siti?=",
        ] {
            periksa(nama, nama);
        }
        periksa(&"panjang".repeat(5_000), &"é".repeat(20_000));
        assert_eq!(sebaris("a\r\nBcc: b", 80).as_deref(), Some("a Bcc: b"));
        assert_eq!(sebaris("\u{202E}\u{200F}\0", 80), None);
    }

    proptest! {
        #[test]
        fn any_name_and_subject_make_one_mail(nama in any::<String>(), judul in any::<String>()) {
            periksa(&nama, &judul);
        }
    }

    #[test]
    fn a_repeat_is_the_same_mail() {
        assert_eq!(tersusun("Siti", "Perkara"), tersusun("Siti", "Perkara"));
        let pesan = tersusun("Siti", "Perkara");
        let id = "Message-ID: <00000000-0000-0000-0000-000000000007@kota.id>\r\n";
        assert!(pesan.contains(id), "{pesan}");
        assert!(pesan.contains("multipart/alternative") && pesan.contains("text/plain"));
    }
}
