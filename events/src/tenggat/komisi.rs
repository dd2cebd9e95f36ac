//! The limits before Komisi Informasi and the courts.

use crate::aturan::Aturan;
use crate::batas::{Batas, Kata, Panjang, Pelaku};
use crate::hari_kerja::{Arah, HariKerja, KEDUA_CARA};
use crate::sengketa::Sengketa;
use crate::sengketa::mediasi::Mediasi;
use crate::sengketa::putusan::Pihak;
use crate::sengketa::sidang::AcaraSidang;

use super::{Bacaan, JenisTenggat, Tenggat, bacaan_hari, bacaan_hk, batas, batas_unit};

/// The unit brings what the office needs before KI.
static TUGAS: Batas = Batas {
    kode: "U02",
    pelaku: Pelaku::PpidPembantu,
    pemicu: "TugasDiberikan",
    panjang: Panjang::MenurutAmar,
    arah: Arah::Maju,
    kata: Kata::Lain,
    pasal: "tugas dari PPID",
    tindakan: "selesaikan tugas sengketa",
    akibat: "pembelaan di hadapan KI terancam",
};

/// S20a and S20b: a party's objection to the putusan. Without a party, the one
/// whose limit ends last, because only then the putusan becomes final. A
/// putusan mediasi is final at once (Pasal 39 UU 14/2008).
pub fn gugatan(sengketa: &Sengketa, pihak: Option<Pihak>, aturan: &Aturan) -> Option<Tenggat> {
    if sengketa.putusan_mediasi() {
        return None;
    }
    let diterima = sengketa
        .salinan()
        .iter()
        .filter(|(oleh, _)| pihak.is_none_or(|pihak| pihak == *oleh))
        .filter_map(|(_, kejadian)| kejadian.tanggal)
        .max();
    let mut bacaan = bacaan_hk("S20a", diterima, aturan);
    bacaan.extend(bacaan_hari("S20b", diterima));
    let diajukan = sengketa.gugatan.as_ref().map(|gugatan| gugatan.diajukan);
    let tenggat = Tenggat::dari(JenisTenggat::Gugatan, bacaan)?.dipenuhi(diajukan);
    Some(tenggat.gugur(sengketa.inkracht.is_some()))
}

/// S21: kasasi.
pub fn kasasi(sengketa: &Sengketa, _: &Aturan) -> Option<Tenggat> {
    let gugatan = sengketa.gugatan.as_ref()?;
    let bacaan = bacaan_hari("S21", gugatan.putusan?.tanggal);
    let tenggat = Tenggat::dari(JenisTenggat::Kasasi, bacaan)?.dipenuhi(gugatan.kasasi);
    Some(tenggat.gugur(sengketa.inkracht.is_some()))
}

/// S14 with S15: mediation ends.
fn mediasi(sengketa: &Sengketa, aturan: &Aturan) -> Option<Tenggat> {
    let Mediasi::Berjalan { dimulai, diperpanjang } = sengketa.mediasi else { return None };
    let bacaan = bacaan_hk("S14", dimulai.tanggal, aturan);
    let tenggat = Tenggat::dari(JenisTenggat::Mediasi, bacaan)?;
    Some(if diperpanjang.is_some() { tenggat.lanjutkan("S15", aturan) } else { tenggat })
}

/// S09, S11 or S18: what must be done before the day of a hearing.
fn sebelum_sidang(sengketa: &Sengketa, aturan: &Aturan) -> Vec<Tenggat> {
    let Some(panggilan) = &sengketa.panggilan else { return Vec::new() };
    let sidang = Some(panggilan.tanggal_sidang);
    let digelar = sengketa.sidang.iter().any(|(k, _)| k.tanggal >= sidang);
    let daftar = match panggilan.acara {
        AcaraSidang::Pertama => vec![
            Tenggat::dari(JenisTenggat::PenggantianMajelis, bacaan_hk("S09", sidang, aturan))
                .map(|tenggat| tenggat.dipenuhi(sengketa.penggantian_majelis)),
            Tenggat::dari(JenisTenggat::JawabanTermohon, bacaan_hari("S11", sidang))
                .map(|tenggat| tenggat.dipenuhi(sengketa.jawaban_termohon)),
        ],
        AcaraSidang::Putusan => vec![
            Tenggat::dari(JenisTenggat::Kesimpulan, bacaan_hk("S18", sidang, aturan))
                .map(|tenggat| tenggat.dipenuhi(sengketa.kesimpulan)),
        ],
        AcaraSidang::Pembuktian
        | AcaraSidang::PemeriksaanSetempat
        | AcaraSidang::Kesimpulan
        | AcaraSidang::Mediasi => Vec::new(),
    };
    daftar.into_iter().flatten().map(|tenggat| tenggat.gugur(digelar)).collect()
}

/// S04: the pemohon completes the papers for KI.
fn kelengkapan_sengketa(sengketa: &Sengketa, aturan: &Aturan) -> Option<Tenggat> {
    let bacaan = bacaan_hk("S04", sengketa.surat_ketidaklengkapan?.tanggal, aturan);
    let tenggat = Tenggat::dari(JenisTenggat::KelengkapanSengketa, bacaan)?;
    Some(tenggat.dipenuhi(sengketa.dilengkapi).gugur(sengketa.registrasi.is_some()))
}

/// S22: the office carries out the putusan within the term of its amar.
fn pelaksanaan(sengketa: &Sengketa, aturan: &Aturan) -> Option<Tenggat> {
    let pemicu = sengketa.inkracht?.tanggal?;
    let panjang = HariKerja(sengketa.putusan.as_ref()?.isi.pelaksanaan_hk?);
    let batas = batas("S22");
    let baca = |cara| Bacaan {
        batas,
        cara,
        panjang: Panjang::HariKerja(panjang),
        pemicu,
        akhir: aturan.kerja.hitung(pemicu, panjang, cara, Arah::Maju),
        dasar: None,
        diam_sampai: None,
    };
    let bacaan = KEDUA_CARA.map(baca).to_vec();
    Some(Tenggat::dari(JenisTenggat::Pelaksanaan, bacaan)?.dipenuhi(sengketa.dilaksanakan))
}

/// What the office asked of its units for the dispute, each by its day.
fn tugas(sengketa: &Sengketa) -> impl Iterator<Item = Tenggat> {
    sengketa.tugas.iter().filter_map(|tugas| {
        let tenggat = batas_unit(&TUGAS, tugas.unit, tugas.diberikan.tanggal.zip(tugas.sampai)?);
        Some(tenggat.dipenuhi(tugas.selesai).gugur(sengketa.dilaksanakan.is_some()))
    })
}

/// Every tenggat of a sengketa, in the order of the law.
pub fn sengketa(sengketa: &Sengketa, aturan: &Aturan) -> Vec<Tenggat> {
    let berakhir = sengketa.berakhir_tanpa_putusan();
    let mut daftar: Vec<Tenggat> = kelengkapan_sengketa(sengketa, aturan).into_iter().collect();
    daftar.extend(sebelum_sidang(sengketa, aturan));
    daftar.extend(mediasi(sengketa, aturan));
    daftar.extend(gugatan(sengketa, None, aturan));
    daftar.extend(kasasi(sengketa, aturan));
    daftar.extend(pelaksanaan(sengketa, aturan));
    daftar.extend(tugas(sengketa));
    daftar.into_iter().map(|tenggat| tenggat.gugur(berakhir)).collect()
}
