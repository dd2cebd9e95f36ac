//! Values and proofs exchanged.

use super::*;

pub(super) fn nilai_buruk() -> Vec<Kasus> {
    let di = |versi: u8, akhiran: &str| format!("data/peristiwa/perkara/000{versi}.{akhiran}");
    let ungkap = |nama: &str, kode, nilai: Value| {
        ubah(nama, |isi| drop(isi.insert(di(1, "ungkap.json"), nilai.to_string().into_bytes())))
            .harus(kode)
    };
    let log = Log::baru();
    let buka: Vec<&str> = log.perkara[0].nilai.iter().map(|(teks, _)| teks.as_str()).collect();
    let (alamat, nama) = (buka[0], buka[1]);
    let lain = ungkapan(99, "nama", "Wati");
    let kunci_buka = |buka: Value| json!({"buka": buka, "dihapus": [], "ditahan": []});
    let jalur = |nama: &str, kode, teks: String| {
        ubah(nama, |isi| drop(isi.insert(di(1, "jalur"), teks.into_bytes()))).harus(kode)
    };
    let baik: Vec<String> = crate::pohon::jalur(0, &log.daun).iter().map(tulis_hash).collect();
    let baris = |baris: &[&str]| format!("{}\n", baris.join("\n"));
    let [satu, dua, tiga] = [&baik[0], &baik[1], &baik[2]].map(String::as_str);
    vec![
        ungkap("another name", Kode::Ungkap, kunci_buka(json!([alamat, lain]))),
        ungkap("a name more", Kode::Ungkap, kunci_buka(json!([alamat, nama, lain]))),
        ungkap("a name twice", Kode::Ungkap, kunci_buka(json!([alamat, nama, nama]))),
        ungkap("a name less", Kode::UngkapKurang, kunci_buka(json!([alamat]))),
        ungkap(
            "a digest that is none",
            Kode::Ungkap,
            json!({"buka": buka, "dihapus": ["x"], "ditahan": []}),
        ),
        ungkap(
            "opened and erased",
            Kode::Ungkap,
            json!({"buka": buka, "dihapus": [digest(nama)], "ditahan": []}),
        ),
        ungkap("with padding", Kode::UngkapBentuk, kunci_buka(json!([alamat, format!("{nama}=")]))),
        ungkap("no disclosure", Kode::UngkapBentuk, kunci_buka(json!([alamat, "e30"]))),
        ungkap(
            "a list of four",
            Kode::UngkapBentuk,
            kunci_buka(json!([alamat, "WyJhIiwiYiIsImMiLCJkIl0"])),
        ),
        ungkap("letters that are none", Kode::UngkapBentuk, kunci_buka(json!([alamat, "é"]))),
        ungkap("a field less", Kode::UngkapBentuk, json!({"buka": buka, "dihapus": []})),
        ungkap("no object", Kode::UngkapBentuk, json!([])),
        ungkap("a list for an object", Kode::UngkapBentuk, json!([buka, [], []])),
        ungkap("a number", Kode::UngkapBentuk, kunci_buka(json!([1]))),
        jalur("an empty line", Kode::JalurBentuk, baris(&[satu, "", dua, tiga])),
        jalur("no end", Kode::JalurBentuk, baris(&[satu, dua, tiga]).trim_end().to_owned()),
        jalur("a hash of 31 bytes", Kode::JalurBentuk, baris(&[satu, dua, &tiga[4..]])),
        jalur("64 hashes", Kode::JalurBentuk, baris(&[satu; 64])),
        jalur("reordered", Kode::Jalur, baris(&[dua, satu, tiga])),
        jalur("a hash less", Kode::Jalur, baris(&[satu, dua])),
        jalur("a hash more", Kode::Jalur, baris(&[satu, dua, tiga, tiga])),
        jalur("no proof", Kode::Jalur, String::new()),
        ubah("a proof that is not text", |isi| drop(isi.insert(di(1, "jalur"), vec![0xff])))
            .harus(Kode::JalurBentuk),
    ]
}
