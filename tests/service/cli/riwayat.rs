//! `jejak riwayat`: every fact of one case, and who looked inside.

use serde_json::{Value, json};

use super::{Kantor, REGISTER, contoh, teks};

fn uraian(riwayat: &Value) -> Vec<&str> {
    riwayat["fakta"].as_array().unwrap().iter().map(|f| teks(&f["uraian"])).collect()
}

#[test]
fn a_history_tells_what_happened_when_and_since_when_it_was_known() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let riwayat = kantor.json(&["riwayat", "8"]);
    assert_eq!(
        uraian(&riwayat),
        [
            "baris 8 diimpor dari buku",
            "permohonan diterima, kanal website",
            "pemberitahuan tertulis dikirim: dikabulkan",
            "informasi diberikan",
        ]
    );
    let jawaban = &riwayat["fakta"][2];
    assert_eq!(jawaban["terjadi"], "2022-03-06");
    assert_eq!(jawaban["diketahui"], "2023-03-01T17:00:00Z", "not before its question, in WIB");
    assert_eq!(jawaban["cacat"][0]["pasal"], "Pasal 22(7) UU 14/2008");
    let teks = kantor.berhasil(&["riwayat", "8"]);
    for kata in ["⚠ cacat", "6 Maret 2022", "diketahui 2 Maret 2023", "sistem:impor"] {
        assert!(teks.contains(kata), "{kata} not in: {teks}");
    }
    let dahulu = kantor.json(&["riwayat", "1", "--sebagaimana", "2023-01-20"]);
    assert_eq!(uraian(&dahulu).len(), 3, "it was handed over on the 24th");
}

#[test]
fn opening_what_is_sealed_is_itself_a_fact() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let kepala = kantor.kepala();
    let tertutup = kantor.json(&["riwayat", "7"]);
    assert_eq!(kantor.kepala(), kepala, "a closed history leaves no trace");
    assert_eq!(tertutup["fakta"][0]["isi"], json!({}));

    let terbuka = kantor.json(&["riwayat", "7", "--buka"]);
    assert_eq!(terbuka["fakta"][0]["isi"]["sel.keputusan"], "tidak jelas");
    assert_eq!(kantor.kepala().0, kepala.0 + 1);
    let sesudah = kantor.json(&["riwayat", "7"]);
    let terakhir = sesudah["fakta"].as_array().unwrap().last().unwrap();
    assert_eq!(terakhir["aliran"], "pendamping");
    assert_eq!(terakhir["uraian"], "data pribadi dilihat: 6 nilai untuk riwayat");
    assert_eq!(terakhir["oleh"], "cli:riwayat");
    let teks = kantor.berhasil(&["riwayat", "7", "--buka"]);
    assert!(teks.contains("sel.keputusan: tidak jelas"), "{teks}");
    kantor.berhasil(&["verify"]);
}

#[test]
fn a_number_of_two_books_asks_which_one() {
    let kantor = Kantor::baru();
    kantor.impor("register", "Dinas", contoh("register.csv"));
    kantor.impor("register", "Badan", format!("{REGISTER}\n1,2024-05-02,,,,Pos\n"));
    for perintah in ["riwayat", "tenggat"] {
        let pesan = kantor.ditolak(2, &[perintah, "1"]);
        assert!(pesan.contains("13 Januari 2023, Dinas"), "{pesan}");
        assert!(pesan.contains("2 Mei 2024, Badan"), "{pesan}");
        let baris = pesan.lines().find(|baris| baris.contains("Badan")).unwrap();
        let id = baris.trim().split(' ').next().unwrap();
        assert_eq!(kantor.json(&[perintah, id])["nomor"], "1", "the id it offers is understood");
        assert_eq!(kantor.json(&[perintah, id])["perkara"], id);
    }
}

#[test]
fn an_unknown_number_is_told_and_nothing_is_recorded() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let kepala = kantor.kepala();
    for nomor in ["9999", "", " ", "%", "'; drop table events; --", "\u{202E}8", "\u{7}"] {
        for perintah in
            [&["riwayat", nomor][..], &["tenggat", nomor], &["riwayat", nomor, "--buka"]]
        {
            let pesan = kantor.ditolak(2, perintah);
            assert!(pesan.contains("tidak ditemukan"), "{pesan}");
            assert!(!pesan.contains(['\u{202E}', '\u{7}']), "{pesan:?}");
        }
    }
    assert_eq!(kantor.kepala(), kepala);
}
