//! Good bundles and hostile ones, and what both verifiers say of each.

mod contoh;
mod musuh;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::*;
use contoh::{Log, baik, kunci};
use musuh::{Kasus, semua};

/// What the independent verifier says of every one of these files.
fn python(kasus: &[Kasus]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    for (i, satu) in kasus.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{i:05}.zip")), &satu.zip).unwrap();
        let kunci = satu.kunci.as_ref().map_or("", |kunci| kunci.teks());
        std::fs::write(folder.path().join(format!("{i:05}.kunci")), kunci).unwrap();
    }
    // One process for all: it starts no quicker than Python does.
    let jalankan = "\
import json, pathlib, sys
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import verify
for zip in sorted(pathlib.Path(sys.argv[2]).glob('*.zip')):
    kunci = zip.with_suffix('.kunci').read_text()
    try:
        hasil = {'sah': True, **verify.periksa(zip.read_bytes(), kunci and verify.baca_vkey(kunci))}
    except verify.Tolak as tolak:
        hasil = {'sah': False, 'kode': tolak.args[0], 'berkas': tolak.args[1]}
    print(json.dumps(hasil))
";
    let sumber = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let keluaran = Command::new("python3")
        .args(["-c", jalankan])
        .args([sumber.as_path(), folder.path()])
        .output()
        .unwrap();
    assert!(keluaran.status.success(), "{}", String::from_utf8_lossy(&keluaran.stderr));
    let keluaran = String::from_utf8(keluaran.stdout).unwrap();
    keluaran.lines().map(|baris| serde_json::from_str(baris).unwrap()).collect()
}

/// The same of this verifier, in the same form.
fn rust(kasus: &Kasus) -> Value {
    match periksa(&kasus.zip, kasus.kunci.as_ref()) {
        Ok(putusan) => {
            let mut nilai = serde_json::to_value(&putusan).unwrap();
            nilai["sah"] = json!(true);
            nilai
        }
        Err(Penolakan { kode, berkas }) => {
            json!({"sah": false, "kode": kode.to_string(), "berkas": berkas})
        }
    }
}

#[test]
fn good_bundles_are_accepted_by_both_alike() {
    let log = Log::baru();
    let kunci = Some(kunci(1).publik().clone());
    let kasus = [
        Kasus::baru("with the reader's key", baik(&log, Untuk::Majelis), kunci.clone()),
        Kasus::baru("with the bundle's key", baik(&log, Untuk::Majelis), None),
        Kasus::baru("for the other party", baik(&log, Untuk::Pihak), kunci),
        Kasus::baru("without a signer", contoh::tanpa_tanda(&log), None),
        Kasus::baru("with a time stamp", contoh::distempel(&log), None),
    ];
    let python = python(&kasus);
    for (kasus, python) in kasus.iter().zip(&python) {
        assert_eq!(rust(kasus), *python, "{}", kasus.nama);
        assert_eq!(python["sah"], true, "{}: {python}", kasus.nama);
    }
    let tanda =
        ["kunci_pembaca", "kunci_berkas", "kunci_pembaca", "tanpa_tanda_tangan", "kunci_berkas"];
    for (ke, (putusan, tanda)) in python.iter().zip(tanda).enumerate() {
        assert_eq!((&putusan["tanda"], &putusan["stempel"]), (&json!(tanda), &json!(ke == 4)));
    }
    let hitung = |i: usize, apa: &str| python[i][apa].as_u64().unwrap();
    assert_eq!((hitung(0, "terbuka"), hitung(0, "ditahan"), hitung(0, "dihapus")), (7, 0, 1));
    assert_eq!((hitung(2, "terbuka"), hitung(2, "ditahan"), hitung(2, "dihapus")), (2, 5, 1));
    assert_eq!((hitung(0, "dokumen"), hitung(2, "dokumen")), (1, 0));
}

/// The reference implementation of BagIt, installed by `.ci/siapkan uji`.
#[test]
fn good_bundles_are_bags_to_the_reference_implementation() {
    let folder = tempfile::tempdir().unwrap();
    for (nama, untuk) in [("majelis", Untuk::Majelis), ("pihak", Untuk::Pihak)] {
        for (berkas, isi) in Log::baru().susunan(untuk).berkas() {
            let jalan = folder.path().join(nama).join(berkas);
            std::fs::create_dir_all(jalan.parent().unwrap()).unwrap();
            std::fs::write(jalan, isi).unwrap();
        }
    }
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|cache| !cache.is_empty());
    let cache = cache.map(std::path::PathBuf::from);
    let cache = cache.or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".cache")));
    let python = cache.unwrap().join("jejak/bagit/bin/python");
    let bagit = |nama: &str| {
        let jalan = folder.path().join(nama);
        let mut perintah = Command::new(&python);
        perintah.args(["-m", "bagit", "--validate"]).arg(jalan).output().expect(".ci/siapkan uji")
    };
    for nama in ["majelis", "pihak"] {
        let jawaban = bagit(nama);
        assert!(jawaban.status.success(), "{}", String::from_utf8_lossy(&jawaban.stderr));
    }
    std::fs::write(folder.path().join("majelis/data/lebih"), "x").unwrap();
    assert!(!bagit("majelis").status.success(), "it does look");
}

#[test]
fn the_same_parts_give_the_same_bytes() {
    assert_eq!(baik(&Log::baru(), Untuk::Majelis), baik(&Log::baru(), Untuk::Majelis));
}

#[test]
fn every_hostile_bundle_is_refused_by_both_for_the_same_reason() {
    let kasus = semua();
    assert!(kasus.len() >= 200, "{}", kasus.len());
    let python = python(&kasus);
    assert_eq!(python.len(), kasus.len());
    let mut beda = Vec::new();
    for (kasus, python) in kasus.iter().zip(&python) {
        let rust = rust(kasus);
        let harus = kasus.harus.map(|kode| json!(kode.to_string()));
        if rust["sah"] != false || rust != *python || harus.is_some_and(|kode| kode != rust["kode"])
        {
            beda.push(format!("{}: rust {rust}, python {python}", kasus.nama));
        }
    }
    assert!(beda.is_empty(), "{} of {}:\n{}", beda.len(), kasus.len(), beda.join("\n"));
}

/// With one check left out, at least one hostile bundle passes: none of them is
/// there for show. Where there is nothing to go on with, the check cannot be
/// left out; and what the archive's own reasons say more plainly, its exact form
/// refuses as well.
#[test]
fn without_any_one_check_something_hostile_passes() {
    let tak_dapat_dilewati = [
        Kode::Zip,
        Kode::ZipNama,
        Kode::ZipMetode,
        Kode::ZipTautan,
        Kode::ZipBesar,
        Kode::BagManifes,
        Kode::Isi,
        Kode::Checkpoint,
        Kode::Daun,
        Kode::JalurBentuk,
        Kode::UngkapBentuk,
        Kode::AliranKurang,
    ];
    let mut menurut: BTreeMap<Kode, Vec<Kasus>> = BTreeMap::new();
    for kasus in semua() {
        let Err(Penolakan { kode, .. }) = periksa(&kasus.zip, kasus.kunci.as_ref()) else {
            continue;
        };
        menurut.entry(kode).or_default().push(kasus);
    }
    let kurang: BTreeSet<Kode> = menurut
        .iter()
        .filter(|(kode, kasus)| {
            let lalai = Pemeriksa { lewati: Some(**kode) };
            !tak_dapat_dilewati.contains(kode)
                && !kasus.iter().any(|satu| lalai.periksa(&satu.zip, satu.kunci.as_ref()).is_ok())
        })
        .map(|(kode, _)| *kode)
        .collect();
    assert!(kurang.is_empty(), "no bundle shows that these checks matter: {kurang:?}");
    let terlihat: Vec<_> = menurut.keys().collect();
    assert!(menurut.len() == 36, "every reason occurs: {terlihat:?}");
}
