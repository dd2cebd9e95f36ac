//! The limits at the office: from the receipt to the pemohon's way to KI.

use crate::aturan::Aturan;
use crate::batas::{Batas, Kata, Panjang, Pelaku};
use crate::disposisi::KeadaanDisposisi;
use crate::hari_kerja::Arah;
use crate::pemberitahuan::Jawaban;
use crate::perkara::{Kejadian, Perkara};
use crate::tanggapan_keberatan::TanggapanKeberatan;

use super::{Bacaan, JenisTenggat, Tenggat, bacaan_hk, batas_unit};

/// The unit answers the office.
static DISPOSISI: Batas = Batas {
    kode: "U01",
    pelaku: Pelaku::PpidPembantu,
    pemicu: "DisposisiDiberikan",
    panjang: Panjang::MenurutAmar,
    arah: Arah::Maju,
    kata: Kata::Lain,
    pasal: "disposisi PPID",
    tindakan: "jawab disposisi",
    akibat: "tenggat undang-undang terancam",
};

/// P02: the PPID checks the papers.
pub fn kelengkapan(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let bacaan = bacaan_hk("P02", perkara.dicatat?.tanggal, aturan);
    // A case that was mended later was checked when the letter went out.
    let diperiksa = perkara.surat_tidak_lengkap.or(perkara.lengkap);
    let gugur = perkara.jawaban.is_some() || perkara.berakhir_tanpa_jawaban();
    Some(Tenggat::dari(JenisTenggat::Kelengkapan, bacaan)?.dipenuhi(diperiksa).gugur(gugur))
}

/// P03: the pemohon mends what is missing.
pub fn perbaikan(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let bacaan = bacaan_hk("P03", perkara.surat_tidak_lengkap_diterima?.tanggal, aturan);
    let gugur =
        perkara.lengkap.is_some() || perkara.jawaban.is_some() || perkara.berakhir_tanpa_jawaban();
    Some(Tenggat::dari(JenisTenggat::Perbaikan, bacaan)?.dipenuhi(perkara.perbaikan).gugur(gugur))
}

/// P04a, P04b and P05 with P06: the written notice. A refusal has the receipt
/// alone as its trigger (Pasal 34(3) Perki 1/2021).
pub fn pemberitahuan(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let diterima = perkara.permohonan.as_ref()?.diterima.tanggal;
    let ditolak = perkara.jawaban.as_ref().is_some_and(crate::pemberitahuan::Jawaban::ditolak);
    let mut bacaan = bacaan_hk("P04a", diterima, aturan);
    if ditolak {
        bacaan.extend(bacaan_hk("P05", diterima, aturan));
    } else {
        let lengkap = perkara.lengkap.and_then(|lengkap| lengkap.tanggal);
        bacaan.extend(bacaan_hk("P04b", lengkap, aturan));
    }
    let mut tenggat = Tenggat::dari(JenisTenggat::Pemberitahuan, bacaan)?;
    if let Some(perpanjangan) = &perkara.perpanjangan {
        let semula = tenggat.paling_lambat();
        let tertunda = perpanjangan.diberitahukan.tanggal.is_some_and(|hari| hari > semula);
        let diperpanjang = tenggat.lanjutkan("P06", aturan);
        if tertunda {
            // Whether a notice after the end still extends, no article says:
            // both readings stand.
            tenggat.bacaan.extend(diperpanjang.bacaan);
        } else {
            tenggat = diperpanjang;
        }
    }
    let dijawab = perkara.jawaban.as_ref().map(|jawaban| jawaban.dikirim);
    Some(tenggat.dipenuhi(dijawab).gugur(perkara.berakhir_tanpa_jawaban()))
}

/// K01: the pemohon's keberatan, from the answer or, without one, from the
/// working day after the office's limit.
pub fn keberatan(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let diajukan = perkara.keberatan.first().map(|keberatan| keberatan.diterima);
    let jawaban = perkara.jawaban.as_ref().map(Jawaban::berlaku_sejak);
    let bacaan = if let Some(jawaban) = jawaban.filter(|jawaban| !mendahului(diajukan, *jawaban)) {
        bacaan_hk("K01", jawaban.tanggal, aturan)
    } else {
        let kantor = pemberitahuan(perkara, aturan)?;
        kantor.bacaan.iter().flat_map(|dasar| karena_diam(dasar, aturan)).collect()
    };
    let gugur = perkara.jawaban.is_none() && perkara.berakhir_tanpa_jawaban();
    let tenggat = Tenggat::dari(JenisTenggat::Keberatan, bacaan)?.dipenuhi(diajukan).gugur(gugur);
    // The right stays; whoever has all that they asked for is not asked whether
    // they want to complain.
    Some(Tenggat { sunyi: perkara.terpenuhi(), ..tenggat })
}

/// Whether a remedy was taken before the answer came: then it was silence that
/// it was taken against.
fn mendahului(diajukan: Option<Kejadian>, jawaban: Kejadian) -> bool {
    let tanggal = diajukan.and_then(|diajukan| diajukan.tanggal).zip(jawaban.tanggal);
    tanggal.is_some_and(|(diajukan, jawaban)| diajukan < jawaban)
}

/// The ground of silence is found on the working day after the limit.
fn karena_diam(dasar: &Bacaan, aturan: &Aturan) -> Vec<Bacaan> {
    let ditemukan = aturan.kerja.berikutnya(dasar.akhir);
    // A reading keeps its dating throughout; after an extension the first
    // limit tells which one it is.
    let cara = dasar.dasar.as_ref().map_or(dasar.cara, |awal| awal.cara);
    let mut bacaan = bacaan_hk("K01", Some(ditemukan), aturan);
    bacaan.retain(|bacaan| bacaan.cara == cara);
    for bacaan in &mut bacaan {
        bacaan.diam_sampai = Some(dasar.akhir);
    }
    bacaan
}

/// K02a and K02b: the Atasan PPID answers the last keberatan.
pub fn tanggapan_keberatan(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let keberatan = perkara.keberatan_terakhir()?;
    let mut bacaan = bacaan_hk("K02a", keberatan.diterima.tanggal, aturan);
    let dicatat = keberatan.dicatat.as_ref().and_then(|(kejadian, _)| kejadian.tanggal);
    bacaan.extend(bacaan_hk("K02b", dicatat, aturan));
    let ditanggapi = keberatan.tanggapan.as_ref().map(|tanggapan| tanggapan.dikirim);
    let tenggat = Tenggat::dari(JenisTenggat::TanggapanKeberatan, bacaan)?.dipenuhi(ditanggapi);
    Some(tenggat.gugur(keberatan.dicabut.is_some()))
}

/// S01, or S02 where the Atasan is silent: the pemohon goes to KI.
pub fn pengajuan_sengketa(perkara: &Perkara, aturan: &Aturan) -> Option<Tenggat> {
    let keberatan = perkara.keberatan_terakhir()?;
    let tanggapan = keberatan.tanggapan.as_ref().map(TanggapanKeberatan::berlaku_sejak);
    let diajukan = perkara.sengketa_diajukan;
    let bacaan = match tanggapan.filter(|tanggapan| !mendahului(diajukan, *tanggapan)) {
        Some(tanggapan) => bacaan_hk("S01", tanggapan.tanggal, aturan),
        None => tanggapan_keberatan(perkara, aturan)?.lanjutkan("S02", aturan).bacaan,
    };
    let tenggat = Tenggat::dari(JenisTenggat::Sengketa, bacaan)?;
    Some(tenggat.dipenuhi(perkara.sengketa_diajukan).gugur(keberatan.dicabut.is_some()))
}

/// The office's own limits for its units.
fn internal(perkara: &Perkara) -> impl Iterator<Item = Tenggat> {
    perkara.disposisi.iter().filter_map(|disposisi| {
        let hari = disposisi.diberikan.tanggal.zip(disposisi.batas_internal)?;
        let tenggat = batas_unit(&DISPOSISI, disposisi.unit, hari);
        let (dipenuhi, gugur) = match disposisi.keadaan {
            KeadaanDisposisi::Menunggu => (None, !perkara.menunggu_jawaban()),
            KeadaanDisposisi::Dijawab(kejadian) => (Some(kejadian), false),
            KeadaanDisposisi::Dikembalikan(_) => (None, true),
        };
        Some(tenggat.dipenuhi(dipenuhi).gugur(gugur))
    })
}

/// Every tenggat of a perkara, in the order of the law.
pub fn perkara(perkara: &Perkara, aturan: &Aturan) -> Vec<Tenggat> {
    let langkah = [
        kelengkapan(perkara, aturan),
        perbaikan(perkara, aturan),
        pemberitahuan(perkara, aturan),
        keberatan(perkara, aturan),
        tanggapan_keberatan(perkara, aturan),
        pengajuan_sengketa(perkara, aturan),
    ];
    langkah.into_iter().flatten().chain(internal(perkara)).collect()
}
