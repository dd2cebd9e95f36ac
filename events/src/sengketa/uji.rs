//! Given a history, when a fact, then it stands or is held against the law.

use uuid::Uuid;

use super::*;
use crate::contoh::{aturan, disengketakan, isi, keberatan, perkara, tgl};
use crate::contoh_sengketa::*;
use crate::keberatan::AlasanKeberatan;
use crate::koreksi::{KoreksiDicatat, Pengganti};
use crate::tenggat;
use putusan::PutusanSela;
use sidang::{AcaraSidang, Kehadiran};

/// What was held against a fact, however it was offered.
fn kode(cacat: &[event::Cacat]) -> Vec<&str> {
    for cacat in cacat {
        assert!(!cacat.pasal.is_empty() && !cacat.uraian.ends_with('.'), "{cacat}");
        assert!(cacat.uraian.starts_with(char::is_lowercase), "{cacat}");
    }
    cacat.iter().map(|cacat| cacat.kode.as_str()).collect()
}

/// Issued it is refused for these reasons; told it stands with them as cacat,
/// unless it would have nothing to stand on.
pub(super) fn ditolak(
    sejarah: &[LangkahSengketa],
    langkah: LangkahSengketa,
    harapan: &[&str],
    mutlak: bool,
) {
    let (event, waktu) = langkah;
    let sengketa = sengketa(sejarah.iter().cloned());
    let putus = |cara| sengketa.decide(event.clone(), waktu, cara, &aturan());
    assert_eq!(kode(&putus(Cara::Terbitkan).unwrap_err().0), harapan, "{event:?}");
    match putus(Cara::Catat) {
        Ok(fakta) => assert!(!mutlak && kode(&fakta.cacat) == harapan, "{event:?}"),
        Err(alasan) => assert!(mutlak && kode(&alasan.0) == harapan, "{event:?}: {alasan}"),
    }
}

pub(super) fn diterima(sejarah: &[LangkahSengketa], langkah: LangkahSengketa) {
    let (event, waktu) = langkah;
    let sengketa = sengketa(sejarah.iter().cloned());
    let fakta = sengketa.decide(event.clone(), waktu, Cara::Terbitkan, &aturan());
    let harapan = Fakta::baru(event::Event::Sengketa(event), waktu);
    assert_eq!(fakta, Ok(harapan));
}

/// Filed and registered, on ground c.
pub(super) fn terdaftar() -> Vec<LangkahSengketa> {
    vec![diajukan("2026-09-01"), diregistrasi("2026-09-07")]
}

/// Heard on 14 October.
pub(super) fn disidangkan() -> Vec<LangkahSengketa> {
    dengan(terdaftar(), [sidang_pertama("2026-10-14")])
}

/// Decided, with a copy for each party.
pub(super) fn disalin(pemohon: &str, badan_publik: &str) -> Vec<LangkahSengketa> {
    let salinan = [salinan(pemohon, Pihak::Pemohon), salinan(badan_publik, Pihak::BadanPublik)];
    dengan(dengan(disidangkan(), [diputus("2026-10-20")]), salinan)
}

pub(super) fn dengan<const N: usize>(
    mut sejarah: Vec<LangkahSengketa>,
    langkah: [LangkahSengketa; N],
) -> Vec<LangkahSengketa> {
    sejarah.extend(langkah);
    sejarah
}

fn tidak_hadir(hari: &str, acara: AcaraSidang) -> LangkahSengketa {
    sidang(hari, acara, Kehadiran::TidakHadir)
}

#[test]
fn a_sengketa_runs_from_filing_to_execution_without_a_flaw() {
    let sejarah = [
        diajukan("2026-09-01"),
        surat_ki("2026-09-03"),
        berkas_dilengkapi("2026-09-04"),
        diregistrasi("2026-09-07"),
        dipanggil("2026-10-05", AcaraSidang::Pertama, "2026-10-14"),
        ganti_majelis("2026-10-09"),
        jawaban_termohon("2026-10-12"),
        sidang_pertama("2026-10-14"),
        sela("2026-10-14", PutusanSela::Menerima),
        ajudikasi_ditunda("2026-10-14"),
        mediasi("2026-10-16"),
        mediasi_diperpanjang("2026-11-02", true),
        mediasi_gagal("2026-11-10"),
        bukti("2026-11-17", &["T-1", "T-2"]),
        kesimpulan("2026-11-20", Pihak::BadanPublik),
        diputus("2026-11-26"),
        salinan("2026-11-30", Pihak::Pemohon),
        salinan("2026-12-01", Pihak::BadanPublik),
        digugat("2026-12-10", Pihak::BadanPublik),
        putusan_pengadilan("2027-02-15"),
        kasasi("2027-02-26"),
        putusan_kasasi("2027-06-14"),
        inkracht("2027-06-14"),
        eksekusi("2027-07-01"),
        dilaksanakan("2027-07-05"),
    ];
    for (ke, langkah) in sejarah.iter().enumerate() {
        diterima(&sejarah[..ke], langkah.clone());
    }
}

#[test]
fn registration_stands_on_an_application() {
    let diajukan = || vec![diajukan("2026-09-01")];
    let tanpa_perkara =
        SengketaDiajukan { perkara: Vec::new(), komisi: None, alasan: Vec::new(), termohon: None };
    let tanpa_perkara = (Event::SengketaDiajukan(tanpa_perkara), Waktu::TidakTercatat);
    for (sejarah, langkah, harapan, mutlak) in [
        (vec![], tanpa_perkara, "TanpaPerkara", true),
        (diajukan(), crate::contoh_sengketa::diajukan("2026-09-01"), "SudahDiajukan", true),
        (vec![], surat_ki("2026-09-03"), "BelumDiajukan", true),
        (vec![], diregistrasi("2026-09-07"), "BelumDiajukan", true),
        (vec![], akta("2026-09-07"), "BelumDiajukan", true),
        (vec![], dialihkan_ke_ki("2026-09-07"), "BelumDiajukan", true),
        (vec![], dihentikan("2026-09-07"), "BelumDiajukan", true),
        (vec![], sengketa_dicabut("2026-09-07"), "BelumDiajukan", true),
        (diajukan(), berkas_dilengkapi("2026-09-04"), "TidakAdaKekurangan", false),
        (terdaftar(), diregistrasi("2026-09-08"), "SudahDiregistrasi", false),
        (terdaftar(), akta("2026-09-08"), "SudahDiregistrasi", false),
        (diajukan(), jendela("2023-02-16", "2023-01-26"), "JendelaTerbalik", true),
        (
            disalin("2026-10-22", "2026-10-22"),
            sengketa_dicabut("2026-10-26"),
            "SudahDiputus",
            false,
        ),
    ] {
        ditolak(&sejarah, langkah, &[harapan], mutlak);
    }
    diterima(&diajukan(), jendela("2023-01-26", "2023-01-26"));
}

#[test]
fn what_ends_a_sengketa_ends_it_once() {
    type Akhir = fn(&str) -> LangkahSengketa;
    let akhir: [Akhir; 2] = [sengketa_dicabut, dihentikan];
    for akhir in akhir {
        diterima(&terdaftar(), akhir("2026-10-01"));
        let berakhir = dengan(terdaftar(), [akhir("2026-10-01")]);
        ditolak(&berakhir, akhir("2026-10-02"), &["SudahBerakhir"], false);
    }
    ditolak(
        &[diajukan("2026-09-01"), akta("2026-09-07")],
        akta("2026-09-08"),
        &["SudahBerakhir"],
        false,
    );
}

/// Pasal 18 Perki 1/2013: the missing papers are explained, and KI lets it in.
#[test]
fn a_registration_after_all_opens_the_sengketa_again() {
    let sejarah = [diajukan("2026-09-01"), akta("2026-09-07"), diregistrasi("2026-09-10")];
    assert!(sengketa(sejarah[..2].iter().cloned()).berakhir_tanpa_putusan());
    diterima(&sejarah[..2], sejarah[2].clone());
    assert!(!sengketa(sejarah).berakhir_tanpa_putusan());
}

#[test]
fn a_transfer_moves_it_to_another_commission_under_a_new_number() {
    let mut sejarah = dengan(terdaftar(), [dialihkan_ke_ki("2026-09-15")]);
    let komisi = |sejarah: &[LangkahSengketa]| {
        sengketa(sejarah.iter().cloned()).pengajuan.unwrap().komisi.unwrap().to_string()
    };
    assert_eq!(komisi(&sejarah), "KI Jawa Barat");
    diterima(&sejarah, diregistrasi("2026-09-21"));
    sejarah.push(diregistrasi("2026-09-21"));
    ditolak(&sejarah, diregistrasi("2026-09-22"), &["SudahDiregistrasi"], false);
}

#[test]
fn one_sengketa_may_concern_several_perkara() {
    let (satu, dua) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let fakta = SengketaDiajukan {
        perkara: vec![satu, dua],
        komisi: None,
        alasan: vec![AlasanKeberatan::C],
        termohon: None,
    };
    let langkah = (Event::SengketaDiajukan(fakta), Waktu::Tanggal(tgl("2026-09-01")));
    diterima(&[], langkah.clone());
    assert_eq!(sengketa([langkah]).pengajuan.unwrap().perkara, [satu, dua]);
}

#[test]
fn a_perkara_comes_to_a_sengketa_through_a_keberatan_and_once() {
    let putus = |sejarah: Vec<crate::contoh::Langkah>, cara| {
        let (event, waktu) = disengketakan("2026-11-20");
        perkara(sejarah).decide(event, waktu, cara, &aturan())
    };
    let tanpa = putus(vec![], Cara::Terbitkan).unwrap_err();
    assert_eq!(kode(&tanpa.0), ["BelumAdaKeberatan"]);
    assert_eq!(kode(&putus(vec![], Cara::Catat).unwrap().cacat), ["BelumAdaKeberatan"]);
    let dua_kali = vec![keberatan("2026-10-05"), disengketakan("2026-11-20")];
    for cara in [Cara::Terbitkan, Cara::Catat] {
        let alasan = putus(dua_kali.clone(), cara).unwrap_err();
        assert_eq!(kode(&alasan.0), ["SudahDihubungkan"]);
    }
    assert_eq!(putus(dua_kali[..1].to_vec(), Cara::Terbitkan).unwrap().cacat, []);
}

#[test]
fn a_hearing_stands_on_a_registration() {
    let diajukan = [diajukan("2026-09-01")];
    for (sejarah, harapan, mutlak) in
        [(&[][..], "BelumDiajukan", true), (&diajukan[..], "BelumDiregistrasi", false)]
    {
        for langkah in [
            dipanggil("2026-10-01", AcaraSidang::Pertama, "2026-10-14"),
            ganti_majelis("2026-10-01"),
            jawaban_termohon("2026-10-01"),
            sidang_pertama("2026-10-14"),
        ] {
            ditolak(sejarah, langkah, &[harapan], mutlak);
        }
    }
}

/// Pasal 24(2) Perki 1/2013: three hk before the first day. Friday 9 October
/// by one reading, Monday 12 October by the other.
#[test]
fn a_summons_is_received_three_working_days_before_the_first_day() {
    let panggil = |hari| dipanggil(hari, AcaraSidang::Pertama, "2026-10-14");
    diterima(&terdaftar(), panggil("2026-10-09"));
    diterima(&terdaftar(), panggil("2026-10-12"));
    ditolak(&terdaftar(), panggil("2026-10-13"), &["PanggilanTerlambat"], false);
    let lanjutan = dipanggil("2026-10-13", AcaraSidang::Pembuktian, "2026-10-14");
    diterima(&terdaftar(), lanjutan);
}

#[test]
fn another_majelis_is_asked_for_two_working_days_before() {
    let panggilan = dipanggil("2026-10-01", AcaraSidang::Pertama, "2026-10-14");
    let sejarah = dengan(terdaftar(), [panggilan]);
    diterima(&sejarah, ganti_majelis("2026-10-13"));
    ditolak(&sejarah, ganti_majelis("2026-10-14"), &["PenggantianTerlambat"], false);
}

#[test]
fn the_written_answer_comes_before_the_first_day() {
    diterima(&disidangkan(), jawaban_termohon("2026-10-13"));
    ditolak(&disidangkan(), jawaban_termohon("2026-10-14"), &["JawabanSetelahSidang"], false);
}

/// Pasal 30 and 45 Perki 1/2013: twice in hearings, or twice in mediation.
#[test]
fn an_applicant_absent_twice_without_reason_loses_the_application() {
    use AcaraSidang::{Mediasi, Pembuktian, Pertama};
    let beralasan = sidang("2026-10-28", Pembuktian, Kehadiran::TidakHadirDenganAlasan);
    for kurang in [
        vec![],
        vec![tidak_hadir("2026-10-14", Pertama)],
        vec![tidak_hadir("2026-10-14", Pertama), beralasan],
        vec![tidak_hadir("2026-10-14", Pertama), tidak_hadir("2026-10-28", Mediasi)],
    ] {
        let mut sejarah = terdaftar();
        sejarah.extend(kurang);
        ditolak(&sejarah, gugur("2026-11-02"), &["BelumDuaKaliTidakHadir"], false);
    }
    for acara in [Pembuktian, Mediasi] {
        let absen = [tidak_hadir("2026-10-14", acara), tidak_hadir("2026-10-28", acara)];
        let sejarah = dengan(terdaftar(), absen);
        diterima(&sejarah, gugur("2026-10-28"));
        let sejarah = dengan(sejarah, [gugur("2026-10-28")]);
        ditolak(&sejarah, gugur("2026-10-29"), &["SudahBerakhir"], false);
    }
}

#[test]
fn mediation_is_for_grounds_b_to_g_and_extended_once_by_agreement() {
    let huruf_a = vec![
        diajukan_dengan("2026-09-01", &[AlasanKeberatan::A, AlasanKeberatan::C]),
        diregistrasi("2026-09-07"),
    ];
    let mulai = || dengan(disidangkan(), [mediasi("2026-10-14")]);
    let diperpanjang = dengan(mulai(), [mediasi_diperpanjang("2026-10-30", true)]);
    let selesai = dengan(mulai(), [mediasi_berhasil("2026-10-30")]);
    for (sejarah, langkah, harapan) in [
        (vec![diajukan("2026-09-01")], ajudikasi_ditunda("2026-10-14"), "BelumDiregistrasi"),
        (vec![diajukan("2026-09-01")], mediasi("2026-10-14"), "BelumDiregistrasi"),
        (huruf_a.clone(), ajudikasi_ditunda("2026-10-14"), "HurufA"),
        (huruf_a, mediasi("2026-10-14"), "HurufA"),
        (mulai(), mediasi("2026-10-15"), "SudahDimulai"),
        (disidangkan(), mediasi_diperpanjang("2026-10-30", true), "BelumDimulai"),
        (disidangkan(), mediasi_berhasil("2026-10-30"), "BelumDimulai"),
        (selesai, mediasi_gagal("2026-10-31"), "BelumDimulai"),
        (mulai(), mediasi_diperpanjang("2026-10-30", false), "TanpaKesepakatan"),
        (diperpanjang, mediasi_diperpanjang("2026-11-05", true), "SudahDiperpanjang"),
    ] {
        ditolak(&sejarah, langkah, &[harapan], false);
    }
    diterima(&mulai(), mediasi_berhasil("2026-10-30"));
}

#[test]
fn evidence_comes_with_a_list_whose_codes_are_used_once() {
    let sejarah = || dengan(disidangkan(), [bukti("2026-10-28", &["T-1"])]);
    ditolak(
        &[diajukan("2026-09-01")],
        bukti("2026-10-28", &["T-1"]),
        &["BelumDiregistrasi"],
        false,
    );
    ditolak(&disidangkan(), bukti("2026-10-28", &[]), &["TanpaDaftar"], true);
    ditolak(&disidangkan(), bukti("2026-10-28", &["T-1", "T-1"]), &["KodeBerulang"], false);
    ditolak(&sejarah(), bukti("2026-10-29", &["T-1"]), &["KodeBerulang"], false);
    diterima(&sejarah(), bukti("2026-10-29", &["T-2"]));
}

#[test]
fn a_fact_without_a_date_is_never_called_late() {
    diterima(&disalin("2026-10-05", "2026-10-05"), digugat("?", Pihak::Pemohon));
    diterima(&terdaftar(), dipanggil("?", AcaraSidang::Pertama, "2026-10-14"));
    diterima(&disalin("?", "?"), inkracht("2026-10-21"));
    let jawaban = JawabanTermohonDisampaikan { uraian: Some(isi("jawaban")) };
    let jawaban = (Event::JawabanTermohonDisampaikan(jawaban), Waktu::TidakTercatat);
    diterima(&disidangkan(), jawaban);
}

fn koreksi(versi: u32, pengganti: Option<LangkahSengketa>) -> LangkahSengketa {
    let pengganti = pengganti.map(|(event, waktu)| Pengganti { waktu, event: Box::new(event) });
    let koreksi = KoreksiDicatat { versi, pengganti, alasan: isi("salah catat") };
    (Event::KoreksiDicatat(koreksi), Waktu::Tanggal(tgl("2026-11-02")))
}

fn dilipat(langkah: &[LangkahSengketa]) -> Sengketa {
    Sengketa::dari(&crate::uji::tercatat(langkah), Zona::Wib)
}

#[test]
fn a_corrected_date_counts_from_its_own_day() {
    let sejarah = disalin("2026-10-26", "2026-10-27");
    let keliru = u32::try_from(sejarah.len()).unwrap();
    let benar = salinan("2026-10-29", Pihak::BadanPublik);
    let dikoreksi = dilipat(&dengan(sejarah.clone(), [koreksi(keliru, Some(benar))]));
    let tanggal = |sengketa: &Sengketa| {
        let tenggat = tenggat::gugatan(sengketa, Some(Pihak::BadanPublik), &aturan()).unwrap();
        tenggat.dibuka()
    };
    assert_eq!(tanggal(&dilipat(&sejarah)), tgl("2026-10-27"));
    assert_eq!(tanggal(&dikoreksi), tgl("2026-10-29"));
    assert_eq!(dikoreksi.versi, keliru + 1);
}

#[test]
fn a_withdrawn_fact_leaves_nothing_behind() {
    let sejarah = dengan(disidangkan(), [diputus("2026-10-20")]);
    let dibatalkan = dilipat(&dengan(sejarah, [koreksi(4, None)]));
    assert_eq!(dibatalkan.putusan, None);
}

#[test]
fn a_correction_needs_a_fact_that_is_no_correction() {
    let sejarah = terdaftar();
    ditolak(&sejarah, koreksi(0, None), &["FaktaTidakAda"], true);
    ditolak(&sejarah, koreksi(3, None), &["FaktaTidakAda"], true);
    let sekali = dengan(sejarah, [koreksi(2, Some(diregistrasi("2026-09-08")))]);
    ditolak(&sekali, koreksi(3, None), &["BersarangDalamKoreksi"], true);
    let bersarang = koreksi(2, Some(koreksi(2, None)));
    ditolak(&sekali, bersarang, &["BersarangDalamKoreksi"], true);
    diterima(&sekali, koreksi(2, Some(diregistrasi("2026-09-09"))));
}
