//! `jejak jobs`: the list, and a job that is run by hand.

use super::{Kantor, REGISTER};

#[test]
fn jobs_are_listed_and_run_by_name() {
    let kantor = Kantor::baru();
    kantor.impor("register", "lama", format!("{REGISTER}\n1,2026-03-02,,,,Website\n"));
    let daftar = kantor.json(&["jobs"]);
    let nama: Vec<&str> =
        daftar.as_array().unwrap().iter().map(|j| j["pekerjaan"].as_str().unwrap()).collect();
    let semua = [
        "alarm",
        "ringkasan",
        "sapu",
        "penghapusan",
        "pelindungan",
        "laporan",
        "checkpoint",
        "stempel",
    ];
    assert_eq!(nama, semua);
    assert!(daftar[0]["selesai"].is_null());
    let pagi = ["jobs", "run", "alarm", "--pada", "2026-03-11"];
    let satu = kantor.berhasil(&pagi);
    assert!(satu.contains("alarm: 1 alarm dibunyikan, 0 dihentikan"), "{satu}");
    assert!(kantor.berhasil(&pagi).contains("alarm: 0 alarm dibunyikan, 0 dihentikan"));
    assert!(
        kantor.berhasil(&["jobs", "run", "alarm", "--pada", "2026-03-14T10:00"]).contains("tutup")
    );
    assert_eq!(kantor.json(&["jobs"])[0]["berhasil"], true);
    kantor.berhasil(&["verify"]);
}

#[test]
fn a_checkpoint_is_made_by_hand_while_no_service_runs() {
    let kantor = Kantor::tertanam();
    kantor.impor("register", "lama", format!("{REGISTER}\n1,2026-03-02,,,,Website\n"));
    let log = kantor.json(&["verify"]);
    let tanda = ["jobs", "run", "checkpoint"];
    assert!(kantor.ditolak(3, &tanda).contains("jalankan jejak serve atau jejak penanda"));
    // The folder of the data bears its name, and the signer's lies beside it.
    let asal = format!("ppid.contoh.go.id/log/{}", log["log"].as_str().unwrap());
    let folder = format!("{}-penanda", kantor.jalur("data").display());
    kantor.berhasil(&["penanda", "--folder", &folder, "--buat", &asal]);
    let hasil = kantor.berhasil(&tanda);
    assert_eq!(hasil.trim(), format!("checkpoint: {} fakta ditandatangani", log["fakta"]));
}

#[test]
fn what_cannot_be_run_says_what_can() {
    let kantor = Kantor::baru();
    for (perintah, kata) in [
        (
            &["jobs", "run", "alrm"][..],
            "pilih salah satu: alarm, ringkasan, sapu, penghapusan, pelindungan, laporan",
        ),
        (&["jobs", "run", "alarm", "--pada", "kemarin"], "bukan tanggal atau saat"),
        (&["jobs", "run", "alarm", "--pada", "2199-01-04"], "belum tiba"),
    ] {
        let jawaban = kantor.jejak(perintah);
        assert_eq!(jawaban.kode, 2, "{}", jawaban.keluhan);
        assert!(jawaban.keluhan.contains(kata), "{}", jawaban.keluhan);
    }
}
