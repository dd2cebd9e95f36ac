//! The bundle of a case: what was blacked out is listed, and the other party gets
//! the copy in the place of the document.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use events::pendamping::PenerimaBundel;
use events::teks::Label;
use jejak::bundel::Pesanan;

use super::{diberikan, kantor, kotak, pdf, perintah};
use crate::api::klien::id;
use crate::checkpoint::penanda;

#[tokio::test(flavor = "multi_thread")]
async fn the_other_party_gets_the_last_copy_and_not_the_document() {
    let kantor = kantor().await;
    let folder = tempfile::tempdir().unwrap();
    penanda(&kantor, &folder.path().join("penanda"));
    let (perkara, ..) = kantor.diajukan().await;
    let dokumen = diberikan(&kantor, perkara, "slip.pdf", &pdf()).await;
    let alamat = format!("/perkara/{perkara}/salinan-dihitamkan");
    for alasan in ["yang pertama", "rekening pribadi"] {
        let badan = perintah(dokumen, &[kotak(1, alasan)]);
        kantor.kirim("ppid-utama", &alamat, badan).await.dengan(200);
    }
    kantor.ikuti().await;
    let (asli, satu, dua) =
        ("T-2-informasi-diberikan.pdf", "T-3-salinan-dihitamkan.pdf", "T-4-salinan-dihitamkan.pdf");
    for (untuk, bukti) in [
        (PenerimaBundel::Majelis, BTreeSet::from([asli, satu, dua])),
        (PenerimaBundel::Pihak, BTreeSet::from([dua])),
    ] {
        let pesanan = Pesanan { untuk, keperluan: Label::try_new("sidang pembuktian").unwrap() };
        let oleh = Label::try_new("cli:berkas").unwrap();
        let bundel = kantor.app.buat_bundel(perkara, (id(), oleh), pesanan).await.unwrap();
        let zip = folder.path().join(&bundel.nama);
        fs::write(&zip, &bundel.bytes).unwrap();
        let buka = folder.path().join("terbuka");
        let argumen = [zip.as_os_str(), buka.as_os_str()];
        let mut python = Command::new("python3");
        assert!(python.args(["-m", "zipfile", "-e"]).args(argumen).status().unwrap().success());
        let dalam = buka.join(bundel.nama.trim_end_matches(".zip")).join("data");
        assert_eq!(nama(&dalam.join("bukti")), bukti.into_iter().map(str::to_owned).collect());
        let redaksi = fs::read_to_string(dalam.join("06-REDAKSI.csv")).unwrap();
        for ada in ["halaman 1, kotak 1", "Pasal 17 huruf h angka 3 UU 14/2008; SK 12/2026"] {
            assert!(redaksi.contains(ada), "{ada}: {redaksi}");
        }
        assert!(redaksi.contains("dihitamkan oleh Jabatan"), "{redaksi}");
        let pihak = untuk == PenerimaBundel::Pihak;
        assert_eq!(redaksi.contains("Diganti salinan"), pihak, "{redaksi}");
    }
}

fn nama(folder: &Path) -> BTreeSet<String> {
    let semua = fs::read_dir(folder).unwrap().map(|entri| entri.unwrap().file_name());
    semua.map(|nama| nama.into_string().unwrap()).collect()
}
