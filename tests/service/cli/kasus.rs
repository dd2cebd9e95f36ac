//! Two real files, where they are at hand: every figure and every class.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Kantor, teks};

/// The folder of real files beside the workspace, which is no part of it.
pub(super) fn berkas(nama: &str) -> Option<PathBuf> {
    let jalur = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases").join(nama);
    let ada = jalur.is_file();
    if !ada {
        eprintln!("skipped: {} is not at hand", jalur.display());
    }
    ada.then_some(jalur)
}

fn statistik(kantor: &Kantor, dari: &str, sampai: &str) -> Value {
    kantor.json(&["statistik", "--dari", dari, "--sampai", sampai])
}

#[test]
fn a_kabupatens_register_of_2023_gives_its_figures() {
    let Some(berkas) = berkas("register-2023.csv") else { return };
    let kantor = Kantor::baru();
    let berkas = kantor.berkas("register-2023.csv", fs::read(berkas).unwrap());
    let coba = kantor.json(&["import", "register", &berkas, "--coba"]);
    assert_eq!((&coba["baru"], kantor.kepala().0), (&json!(75), 304), "the calendar alone");
    let hasil = kantor.json(&["import", "register", &berkas]);
    assert_eq!(hasil["baru"], 75);
    let kepala = kantor.kepala();
    assert_eq!(kantor.json(&["import", "register", &berkas])["sudah_ada"], 75);
    assert_eq!(kantor.kepala(), kepala);

    let tahun = statistik(&kantor, "2023-01-01", "2023-12-31");
    for (nama, harapan) in [
        ("permohonan", json!(75)),
        ("dikabulkan", json!(74)),
        ("ditolak", json!(0)),
        ("lain", json!(1)),
        ("terbuka", json!(0)),
        ("per_bulan", json!([2, 5, 11, 6, 6, 6, 5, 15, 5, 6, 6, 2])),
        ("kanal", json!({"website": 67, "langsung": 6, "WhatsApp": 2})),
        (
            "pemberian",
            json!({"n": 74, "rerata_hk": 3.39, "median_hk": 3.0, "maks_hk": 14, "lewat_10_hk": 3,
                   "lewat_10_hk_no": [31, 68, 73], "hari_sama": 14}),
        ),
        (
            "cacat",
            json!({
                "kata keputusan tidak dikenali, disimpan apa adanya": [7],
                "tanggal pemberian mendahului tanggal permohonan diterima": [8],
                "tanggal pemberitahuan mendahului tanggal permohonan diterima": [8, 74]
            }),
        ),
    ] {
        assert_eq!(tahun[nama], harapan, "{nama}");
    }
    assert_eq!(tahun["pemberitahuan"]["n"], 73);
    assert_eq!(tahun["pemberitahuan"]["lewat_10_hk"], 0);

    for (dari, sampai, jumlah, dikabulkan, n, rerata) in [
        ("2023-01-01", "2023-06-30", 36, 35, 35, 3.17),
        ("2023-07-01", "2023-12-31", 39, 39, 39, 3.59),
    ] {
        let paruh = statistik(&kantor, dari, sampai);
        assert_eq!(paruh["permohonan"], jumlah);
        assert_eq!(paruh["dikabulkan"], dikabulkan);
        assert_eq!(paruh["pemberian"]["n"], n);
        assert_eq!(paruh["pemberian"]["rerata_hk"], rerata);
        assert_eq!(paruh["per_bulan"].as_array().unwrap().len(), 6);
    }
}

#[test]
fn fourteen_disputes_of_ki_pusat_get_their_classes() {
    let Some(berkas) = berkas("ki-pusat-timelines.csv") else { return };
    let kantor = Kantor::baru();
    let berkas = kantor.berkas("ki.csv", fs::read(berkas).unwrap());
    assert_eq!(kantor.json(&["import", "timelines", &berkas])["baru"], 14);
    let kepala = kantor.kepala();
    assert_eq!(kantor.json(&["import", "timelines", &berkas])["sudah_ada"], 14);
    assert_eq!(kantor.kepala(), kepala);

    let harapan = [
        "009/REG-PSI/III/2019 prematur prematur prematur; prematur 1 tepat batas",
        "015/REG-PSI/IV/2019 tepat tepat tepat; prematur 20 prematur prematur",
        "021/REG-PSI/V/2019 tepat tepat tepat; prematur 1 tepat batas",
        "023/REG-PSI/V/2019 tepat tepat tepat; tepat 0 daluwarsa batas",
        "036/REG-PSI/VIII/2019 tepat tepat tepat; daluwarsa 8 daluwarsa daluwarsa",
        "037/REG-PSI/VIII/2019 tepat tepat tepat; tepat 0 tepat tepat",
        "039/REG-PSI/VIII/2019 tepat tepat tepat; tepat 0 tepat tepat",
        "047/REG-PSI/IX/2019 tepat tepat tepat; tepat 0 tepat tepat",
        "051/REG-PSI/X/2019 tepat tepat tepat; daluwarsa 17 daluwarsa daluwarsa",
        "052/REG-PSI/X/2019 tepat tepat tepat; tepat 0 tepat tepat",
        "058/REG-PSI/XI/2019 tepat tepat tepat; tepat 0 tepat tepat",
        "061/REG-PSI/XII/2019 tepat tepat tepat; tepat 0 tepat tepat",
        "001/REG-PSI/I/2020 tepat tepat tepat; tepat 0 tepat tepat",
        "013/REG-PSI/VI/2020 tepat tepat tepat; tepat 0 tepat tepat",
    ];
    let ketepatan = kantor.json(&["ketepatan"]);
    let ketepatan: Vec<String> = ketepatan.as_array().unwrap().iter().map(ringkas).collect();
    assert_eq!(ketepatan, harapan);
    let angka = statistik(&kantor, "2019-01-01", "2020-12-31");
    assert_eq!(angka["permohonan"], 0, "disputes of other bodies are no permohonan of this one");
}

fn ringkas(baris: &Value) -> String {
    let (k, s) = (&baris["keberatan"], &baris["sengketa"]);
    let [a, b, c] = ["hari_berikutnya", "hari_sama", "kesimpulan"].map(|nama| teks(&k[nama]));
    let [d, e, f] = ["hari_berikutnya", "hari_sama", "kesimpulan"].map(|nama| teks(&s[nama]));
    format!("{} {a} {b} {c}; {d} {} {e} {f}", teks(&baris["nomor_register_ki"]), s["selisih_hk"])
}
