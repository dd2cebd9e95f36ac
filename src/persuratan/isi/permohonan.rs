//! Letters about a permohonan: receipt, what is missing, extension, notice.

use events::kelengkapan::{Kekurangan, KelengkapanDiperiksa};
use events::pemberitahuan::{
    Bentuk, PemberitahuanTertulisDikirim, Penguasaan, PutusanPemberitahuan,
};
use events::permohonan::{CaraMemperoleh, CaraPengiriman, PermohonanDiterima};
use events::perpanjangan::{AlasanPerpanjangan, PerpanjanganDiberitahukan};
use events::pihak::Lingkup;
use events::waktu::{Waktu, tanggal_panjang};
use serde_json::{Value, json};

use super::{rincian, tujuan};
use crate::naskah::ribuan;
use crate::persuratan::Isi;
use crate::persuratan::bahan::{Bahan, mungkin, teks};

pub(super) fn tanda_bukti(bahan: &Bahan, fakta: &PermohonanDiterima, waktu: Waktu) -> Isi {
    let orang = bahan.pemohon();
    let pukul = match waktu {
        Waktu::Saat(saat) => {
            let jam = bahan.zona.jam(saat);
            let tanpa_detik = jam.rsplit_once('.').map_or(jam.as_str(), |(jam, _)| jam);
            format!(", pukul {tanpa_detik} {}", bahan.zona)
        }
        Waktu::Tanggal(_) | Waktu::TidakTercatat => String::new(),
    };
    let kanal = fakta.kanal.nama();
    let isi = json!({"rincian": rincian(&[
        ("Nomor pendaftaran", bahan.nomor_pendaftaran()),
        ("Diterima", format!("{}{pukul}", bahan.hari(waktu))),
        ("Melalui", kanal.to_owned()),
        ("Nama pemohon", orang.nama),
        ("Kuasa", orang.kuasa.unwrap_or_default()),
        ("Alamat", orang.alamat),
        ("Telepon / surel", orang.kontak),
        ("Informasi yang diminta", mungkin(fakta.rincian.as_ref())),
        ("Tujuan penggunaan", mungkin(fakta.tujuan.as_ref())),
        ("Cara memperoleh", fakta.cara_memperoleh.map_or("", cara_memperoleh).to_owned()),
        ("Cara mendapatkan salinan", fakta.cara_pengiriman.map_or("", cara_pengiriman).to_owned()),
    ])});
    Isi {
        templat: include_str!("../../surat/templat/surat/tanda_bukti_penerimaan.typ"),
        judul: Some("TANDA BUKTI PENERIMAAN PERMOHONAN INFORMASI PUBLIK"),
        hal: "Tanda bukti penerimaan permohonan informasi publik",
        lampiran: "–",
        tujuan: Vec::new(),
        kiri: Some("Pemohon Informasi"),
        isi,
    }
}

pub(super) fn tidak_lengkap(bahan: &Bahan, fakta: &KelengkapanDiperiksa, waktu: Waktu) -> Isi {
    let kurang = KEKURANGAN
        .iter()
        .map(|(satu, nama)| json!({"nama": nama, "kurang": fakta.kekurangan.contains(satu)}));
    let mut isi = tentang_permohonan(bahan);
    isi["diperiksa"] = json!(bahan.hari(waktu));
    isi["kekurangan"] = kurang.filter(|satu| satu["kurang"] == true).collect();
    Isi {
        templat: include_str!("../../surat/templat/surat/keterangan_tidak_lengkap.typ"),
        judul: None,
        hal: "Keterangan permohonan informasi tidak lengkap",
        lampiran: "–",
        tujuan: tujuan(&bahan.pemohon()),
        kiri: None,
        isi,
    }
}

pub(super) fn perpanjangan(bahan: &Bahan, fakta: &PerpanjanganDiberitahukan) -> Isi {
    let mut alasan = vec![
        (
            AlasanPerpanjangan::BelumMenguasaiAtauMendokumentasikan,
            "informasi yang diminta belum dikuasai atau didokumentasikan (Pasal 36 ayat (1) huruf a)",
        ),
        (
            AlasanPerpanjangan::BelumDapatMemutuskanStatus,
            "PPID belum dapat memutuskan status informasi yang diminta (Pasal 36 ayat (1) huruf b)",
        ),
    ];
    if fakta.alasan == AlasanPerpanjangan::Lain {
        alasan.push((AlasanPerpanjangan::Lain, "alasan lain, sebagaimana dijelaskan di bawah"));
    }
    let mut isi = tentang_permohonan(bahan);
    isi["sampai"] = json!(fakta.sampai.map(tanggal_panjang));
    isi["uraian"] = json!(teks(&fakta.uraian));
    isi["alasan"] = alasan
        .into_iter()
        .map(|(satu, nama)| json!({"nama": nama, "dipilih": satu == fakta.alasan}))
        .collect();
    Isi {
        templat: include_str!("../../surat/templat/surat/perpanjangan.typ"),
        judul: None,
        hal: "Pemberitahuan perpanjangan waktu",
        lampiran: "–",
        tujuan: tujuan(&bahan.pemohon()),
        kiri: None,
        isi,
    }
}

pub(super) fn pemberitahuan(bahan: &Bahan, fakta: &PemberitahuanTertulisDikirim) -> Isi {
    let putusan = match fakta.putusan {
        PutusanPemberitahuan::Dikabulkan(Lingkup::Sebagian) => "dikabulkan sebagian",
        PutusanPemberitahuan::Dikabulkan(Lingkup::Seluruhnya) => "dikabulkan seluruhnya",
        PutusanPemberitahuan::Dikabulkan(Lingkup::TidakTercatat) => "dikabulkan",
        PutusanPemberitahuan::TidakDikuasai => "tidak dapat dipenuhi",
        PutusanPemberitahuan::TidakTercatat => "telah diputus",
    };
    let diberikan = matches!(fakta.putusan, PutusanPemberitahuan::Dikabulkan(_));
    let belum_dikuasai = fakta.penguasaan == Penguasaan::BelumDikuasai;
    let belum_didokumentasikan = fakta.penguasaan == Penguasaan::BelumDidokumentasikan;
    let cetak = matches!(fakta.bentuk, Some(Bentuk::Cetak | Bentuk::CetakDanElektronik));
    let elektronik = matches!(fakta.bentuk, Some(Bentuk::Elektronik | Bentuk::CetakDanElektronik));
    let mut isi = tentang_permohonan(bahan);
    let sendiri = [
        ("putusan", json!(putusan)),
        ("diberikan", json!(diberikan)),
        ("tidak_diberikan", json!(belum_dikuasai || belum_didokumentasikan)),
        ("kami", json!(fakta.penguasaan == Penguasaan::Dikuasai)),
        ("badan_lain", json!(fakta.badan_lain)),
        ("elektronik", json!(elektronik)),
        ("cetak", json!(cetak)),
        ("biaya", json!(biaya(fakta.biaya_rupiah))),
        ("cara_bayar", json!(fakta.cara_bayar.as_ref().map(teks))),
        ("waktu", json!(waktu_penyediaan(fakta.waktu_penyediaan_hk))),
        ("penghitaman", json!(fakta.penghitaman.as_ref().map(teks))),
        ("penjelasan", json!(fakta.penjelasan.as_ref().map(teks))),
        ("belum_dikuasai", json!(belum_dikuasai)),
        ("belum_didokumentasikan", json!(belum_didokumentasikan)),
    ];
    for (nama, nilai) in sendiri {
        isi[nama] = nilai;
    }
    Isi {
        templat: include_str!("../../surat/templat/surat/pemberitahuan_tertulis.typ"),
        judul: None,
        hal: "Pemberitahuan tertulis",
        lampiran: "–",
        tujuan: tujuan(&bahan.pemohon()),
        kiri: None,
        isi,
    }
}

/// Which permohonan it is about: number, day of receipt, whose and what.
pub(super) fn tentang_permohonan(bahan: &Bahan) -> Value {
    let orang = bahan.pemohon();
    let permohonan = bahan.permohonan();
    let diminta = permohonan.and_then(|(fakta, _)| fakta.rincian.as_ref());
    let diterima = permohonan.map(|(_, waktu)| bahan.hari(waktu));
    json!({
        "nomor_pendaftaran": bahan.nomor_pendaftaran(),
        "diterima": diterima.unwrap_or_else(|| "tanggal yang tidak tercatat".to_owned()),
        "rincian": rincian(&[
            ("Nama", orang.nama),
            ("Alamat", orang.alamat),
            ("Telepon / surel", orang.kontak),
            ("Informasi yang diminta", mungkin(diminta)),
        ]),
    })
}

fn biaya(rupiah: Option<u64>) -> String {
    match rupiah {
        None => "–".to_owned(),
        Some(0) => "Tidak dikenakan biaya".to_owned(),
        Some(rupiah) => format!("Rp{}", ribuan(rupiah.cast_signed())),
    }
}

fn waktu_penyediaan(hk: Option<u32>) -> String {
    match hk {
        None => "–".to_owned(),
        Some(0) => "Diberikan bersama surat ini".to_owned(),
        Some(hk) => format!("{hk} hari kerja"),
    }
}

const KEKURANGAN: [(Kekurangan, &str); 7] = [
    (Kekurangan::Identitas, "identitas pemohon (salinan KTP atau surat keterangan Dukcapil)"),
    (Kekurangan::SuratKuasaKhusus, "surat kuasa khusus bermeterai cukup"),
    (Kekurangan::AktaBadanHukum, "akta pendirian badan hukum yang telah disahkan"),
    (Kekurangan::AlamatAtauKontak, "alamat, nomor telepon, atau surel"),
    (Kekurangan::RincianInformasi, "rincian informasi yang diminta"),
    (Kekurangan::Tujuan, "tujuan penggunaan informasi"),
    (Kekurangan::CaraMemperoleh, "cara memperoleh informasi atau salinannya"),
];

fn cara_memperoleh(cara: CaraMemperoleh) -> &'static str {
    match cara {
        CaraMemperoleh::MelihatMembacaMendengarkanMencatat => {
            "melihat, membaca, mendengarkan, atau mencatat"
        }
        CaraMemperoleh::SalinanCetak => "salinan cetak (hardcopy)",
        CaraMemperoleh::SalinanElektronik => "salinan elektronik (softcopy)",
    }
}

fn cara_pengiriman(cara: CaraPengiriman) -> &'static str {
    match cara {
        CaraPengiriman::MengambilLangsung => "mengambil langsung",
        CaraPengiriman::Kurir => "kurir",
        CaraPengiriman::Pos => "pos",
        CaraPengiriman::Faksimili => "faksimili",
        CaraPengiriman::Surel => "surel",
    }
}
