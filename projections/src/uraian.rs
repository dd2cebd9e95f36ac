//! Each fact in an officer's words, for the history.

mod alarm;

use events::disposisi::PeranUnit;
use events::keberatan::AlasanKeberatan;
use events::kelengkapan::Kekurangan;
use events::musyawarah::HasilMusyawarah;
use events::pasal17::Pasal17;
use events::pemberitahuan::PutusanPemberitahuan;
use events::pengalihan::TujuanPengalihan;
use events::penghapusan::DasarPenghapusan;
use events::penolakan::DasarPenolakan;
use events::perkara::Event as P;
use events::perpanjangan::AlasanPerpanjangan;
use events::persetujuan::PutusanPersetujuan;
use events::pihak::{JenisPemohon, Lingkup};
use events::sengketa::Event as S;
use events::sengketa::pengadilan::Pengadilan;
use events::sengketa::putusan::{JenisPutusan, Pihak, PutusanSela};
use events::surat::{CaraTandaTangan, Saluran};
use events::tanggapan_keberatan::PutusanKeberatan;
use events::waktu::{Waktu, tanggal_panjang};
use uuid::Uuid;

use crate::catatan::Catatan;
use crate::sengketa::nama_acara;

pub use alarm::{alarm, alarm_berhenti, batas_jam};

/// One line on a fact of a perkara.
#[expect(clippy::too_many_lines, reason = "one arm a fact; splitting would hide the list")]
pub fn perkara(event: &P, catatan: &Catatan) -> String {
    match event {
        P::BarisDiimpor(f) => {
            let buku = catatan.buku_dibuka(f.buku).map_or("buku impor", |b| b.nama.as_str());
            format!("baris {} diimpor dari {buku}", f.nomor)
        }
        P::PermohonanDiterima(f) => {
            let kuasa = if f.kuasa.is_some() { " melalui kuasa" } else { "" };
            let kanal = f.kanal.nama();
            format!("permohonan {}diterima{kuasa}, kanal {kanal}", pemohon(f.pemohon.jenis))
        }
        P::NomorPendaftaranDiberikan(f) => {
            let nomor = f.nomor.tetap().map_or("?", |nomor| nomor.as_str());
            format!("nomor pendaftaran {nomor} diberikan")
        }
        P::PermohonanDicatat(_) => "permohonan dicatat dalam register".to_owned(),
        P::KelengkapanDiperiksa(f) => match f.kekurangan.is_empty() {
            true => "permohonan dinyatakan lengkap".to_owned(),
            false => format!("permohonan belum lengkap: {}", kekurangan(&f.kekurangan)),
        },
        P::SuratTidakLengkapDikirim(_) => "surat keterangan tidak lengkap dikirim".to_owned(),
        P::SuratTidakLengkapDiterima(_) => {
            "pemohon menerima surat keterangan tidak lengkap".to_owned()
        }
        P::PerbaikanDiterima(f) => format!("perbaikan diterima: {}", kekurangan(&f.melengkapi)),
        P::PermohonanTidakDitindaklanjuti(_) => {
            "permohonan tidak ditindaklanjuti karena tidak diperbaiki".to_owned()
        }
        P::PermohonanDialihkan(f) => {
            format!("bukan permohonan KIP, dialihkan ke {}", tujuan(&f.tujuan))
        }
        P::DisposisiDiberikan(f) => {
            let peran = match f.peran {
                PeranUnit::PenanggungJawab => "penanggung jawab",
                PeranUnit::Bantuan => "bantuan",
            };
            let batas = f.batas_internal.map_or(String::new(), |batas| {
                format!(", batas internal {}", tanggal_panjang(batas))
            });
            format!("disposisi kepada {} sebagai {peran}{batas}", unit(catatan, f.unit.0))
        }
        P::DisposisiDikembalikan(f) => {
            format!("disposisi dikembalikan {}", unit(catatan, f.unit.0))
        }
        P::JawabanUnitDiterima(f) => format!("jawaban {} diterima", unit(catatan, f.unit.0)),
        P::UjiKonsekuensiDilakukan(f) => {
            let perintah = if f.atas_perintah_majelis { " atas perintah Majelis" } else { "" };
            format!("uji konsekuensi dilakukan{perintah}: {}", pasal(&f.dasar))
        }
        P::TimPertimbanganDidengar(_) => "Tim Pertimbangan didengar".to_owned(),
        P::PersetujuanDiberikan(f) => {
            let putusan = match f.putusan {
                PutusanPersetujuan::Setuju => "menyetujui",
                PutusanPersetujuan::TidakSetuju { .. } => "tidak menyetujui",
            };
            format!("{} ({}) {putusan} {}", f.oleh, f.jabatan, hal(f.hal))
        }
        P::PertimbanganTertulisDitetapkan(_) => "pertimbangan tertulis ditetapkan".to_owned(),
        P::PerpanjanganDiberitahukan(f) => {
            let alasan = match f.alasan {
                AlasanPerpanjangan::BelumMenguasaiAtauMendokumentasikan => {
                    "belum menguasai atau mendokumentasikan"
                }
                AlasanPerpanjangan::BelumDapatMemutuskanStatus => "belum dapat memutuskan status",
                AlasanPerpanjangan::Lain => "alasan lain",
            };
            format!("perpanjangan waktu diberitahukan: {alasan}")
        }
        P::PemberitahuanTertulisDikirim(f) => {
            let putusan = match f.putusan {
                PutusanPemberitahuan::Dikabulkan(Lingkup::Sebagian) => "dikabulkan sebagian",
                PutusanPemberitahuan::Dikabulkan(_) => "dikabulkan",
                PutusanPemberitahuan::TidakDikuasai => "informasi tidak dikuasai",
                PutusanPemberitahuan::TidakTercatat => "putusan tidak tercatat",
            };
            format!("pemberitahuan tertulis dikirim: {putusan}")
        }
        P::PenolakanDiberitahukan(f) => format!("penolakan diberitahukan: {}", dasar(&f.dasar)),
        P::PemberitahuanTertulisDiterima(_) => "pemohon menerima pemberitahuan".to_owned(),
        P::BiayaDitetapkan(f) => format!("biaya ditetapkan Rp{}", f.rupiah),
        P::BiayaDibayar(f) => format!("biaya dibayar Rp{}", f.rupiah),
        P::InformasiDiberikan(f) => format!("informasi diberikan{}", lingkup(f.lingkup)),
        P::PermohonanDicabut(_) => "permohonan dicabut pemohon".to_owned(),
        P::KeberatanDiterima(f) => format!("keberatan diterima{}", alasan(&f.alasan)),
        P::KeberatanDicatat(f) => {
            let nomor = f.nomor.tetap().map_or("?", |nomor| nomor.as_str());
            format!("keberatan dicatat dengan nomor {nomor}")
        }
        P::MusyawarahDilakukan(f) => match f.hasil {
            HasilMusyawarah::Sepakat => "musyawarah mencapai sepakat".to_owned(),
            HasilMusyawarah::TidakSepakat => "musyawarah tidak mencapai sepakat".to_owned(),
        },
        P::TanggapanKeberatanDikirim(f) => {
            let putusan = match f.putusan {
                PutusanKeberatan::Mengabulkan => ": mengabulkan",
                PutusanKeberatan::MengabulkanSebagian => ": mengabulkan sebagian",
                PutusanKeberatan::Menguatkan => ": menguatkan putusan PPID",
                PutusanKeberatan::TidakTercatat => "",
            };
            format!("tanggapan keberatan dikirim{putusan}")
        }
        P::TanggapanKeberatanDiterima(_) => "pemohon menerima tanggapan keberatan".to_owned(),
        P::TanggapanPemohonDicatat(_) => "tanggapan pemohon dicatat".to_owned(),
        P::KeberatanDicabut(_) => "keberatan dicabut pemohon".to_owned(),
        P::SengketaDiberitahukan(_) => "perkara disengketakan di Komisi Informasi".to_owned(),
        P::SuratDinomori(f) => {
            let nomor = f.nomor.tetap().map_or("?", |nomor| nomor.as_str());
            format!("{} diberi nomor surat {nomor}", f.jenis.nama())
        }
        P::SuratDirancang(f) => {
            format!("naskah surat bertanggal {} disusun", tanggal_panjang(f.tanggal))
        }
        P::SuratDitandatangani(f) => {
            let cara = match f.cara {
                CaraTandaTangan::Basah => "tanda tangan basah",
                CaraTandaTangan::Elektronik => "tanda tangan elektronik",
            };
            format!("surat ditandatangani {}, {cara}", f.oleh.jabatan)
        }
        P::SuratDikirim(f) => format!("surat dikirim {}", saluran(f.melalui)),
        P::SuratDiterima(_) => "surat diterima yang dituju".to_owned(),
        P::PembatasanDiminta(_) => "pembatasan pemrosesan data pribadi diminta".to_owned(),
        P::PembatasanDilaksanakan(f) => {
            let kata = lingkup(f.lingkup);
            format!("data pribadi dibatasi{kata}; diberitahukan dengan {}", f.pemberitahuan)
        }
        P::PembatasanDitolak(f) => {
            format!("pembatasan data pribadi tidak dilaksanakan: {}", f.dasar.nama())
        }
        P::PembatasanDicabut(f) => format!("pembatasan data pribadi berakhir: {}", f.dasar),
        P::SalinanDihitamkan(f) => {
            let dasar: Vec<String> = f.dasar().iter().map(Pasal17::to_string).collect();
            format!(
                "salinan dengan {} bagian dihitamkan dibuat: {}",
                f.kotak.len(),
                dasar.join(", ")
            )
        }
        P::PenghapusanDitahan(f) => format!("penghapusan data pribadi ditahan: {}", f.dasar),
        P::PenahananDilepas(f) => format!("penahanan penghapusan dilepas: {}", f.dasar),
        P::PenghapusanDiusulkan(f) => {
            format!("penghapusan data pribadi diusulkan: {}", dasar_penghapusan(f.dasar))
        }
        P::PenghapusanDiputus(f) => match f.putusan {
            PutusanPersetujuan::Setuju => "penghapusan data pribadi disetujui".to_owned(),
            PutusanPersetujuan::TidakSetuju { .. } => {
                "penghapusan data pribadi tidak disetujui".to_owned()
            }
        },
        P::DataPribadiDihapus(f) => {
            format!("data pribadi dihapus: {} nilai, {} berkas", f.nilai, f.berkas)
        }
        P::KoreksiDicatat(f) => {
            let pengganti = f.pengganti.as_ref();
            let kini = pengganti.map(|kini| (kini.waktu, perkara(&kini.event, catatan)));
            koreksi(f.versi, kini, catatan)
        }
    }
}

/// One line on a fact of a sengketa.
#[expect(clippy::too_many_lines, reason = "one arm a fact; splitting would hide the list")]
pub fn sengketa(event: &S, catatan: &Catatan) -> String {
    let tetap = match event {
        S::SengketaDiajukan(f) => {
            let komisi = f.komisi.as_ref().map_or("Komisi Informasi", |komisi| komisi.as_str());
            return format!("sengketa diajukan ke {komisi}{}", alasan(&f.alasan));
        }
        S::SengketaDiregistrasi(f) => {
            return format!("sengketa diregistrasi dengan nomor {}", f.nomor);
        }
        S::SengketaDialihkan(f) => return format!("sengketa dialihkan ke {}", f.ke),
        S::JendelaMenurutKi(f) => {
            let dari = f.dari.map_or(String::new(), |dari| format!("{} – ", tanggal_panjang(dari)));
            let sampai = tanggal_panjang(f.sampai);
            return format!("jendela {} menurut KI: {dari}{sampai} ({})", f.batas, f.sumber);
        }
        S::PanggilanDiterima(f) => {
            let tanggal = tanggal_panjang(f.tanggal_sidang);
            return format!("panggilan sidang {} pada {tanggal} diterima", nama_acara(f.acara));
        }
        S::KuasaDiberikan(f) => match f.oleh {
            Pihak::Pemohon => "pemohon memberi kuasa khusus",
            Pihak::BadanPublik => "badan publik memberi kuasa khusus",
        },
        S::FasilitatorDitunjuk(f) => {
            return format!("{} ditunjuk memfasilitasi sengketa", f.jabatan);
        }
        S::TugasDiberikan(f) => {
            let sampai = f
                .sampai
                .map_or(String::new(), |sampai| format!(", sampai {}", tanggal_panjang(sampai)));
            return format!("tugas diberikan kepada {}{sampai}", unit(catatan, f.unit.0));
        }
        S::TugasDiselesaikan(f) => {
            return format!("tugas ke-{} diselesaikan {}", f.tugas, unit(catatan, f.unit.0));
        }
        S::SidangDigelar(f) => return format!("sidang {} digelar", nama_acara(f.acara)),
        S::PutusanSelaDibacakan(f) => match f.putusan {
            PutusanSela::Menerima => "putusan sela dibacakan: menerima",
            PutusanSela::Menolak(_) => "putusan sela dibacakan: menolak",
            PutusanSela::TidakTercatat => "putusan sela dibacakan",
        },
        S::PutusanDibacakan(f) => match f.jenis {
            JenisPutusan::Ajudikasi => "putusan ajudikasi dibacakan",
            JenisPutusan::Mediasi => "putusan mediasi dibacakan",
            JenisPutusan::TidakTercatat => "putusan dibacakan",
        },
        S::SalinanPutusanDiterima(f) => match f.oleh {
            Pihak::Pemohon => "pemohon menerima salinan putusan",
            Pihak::BadanPublik => "badan publik menerima salinan putusan",
        },
        S::GugatanDiajukan(f) => match f.ke {
            Pengadilan::Ptun => "gugatan diajukan ke PTUN",
            Pengadilan::Pn => "gugatan diajukan ke Pengadilan Negeri",
        },
        S::KoreksiDicatat(f) => {
            let pengganti = f.pengganti.as_ref();
            let kini = pengganti.map(|kini| (kini.waktu, sengketa(&kini.event, catatan)));
            return koreksi(f.versi, kini, catatan);
        }
        S::SuratKetidaklengkapanDiterima(_) => "surat ketidaklengkapan KI diterima pemohon",
        S::BerkasSengketaDilengkapi(_) => "berkas sengketa dilengkapi",
        S::AktaTidakDiregistrasiTerbit(_) => "akta tidak diregistrasi terbit",
        S::SengketaDihentikan(_) => "sengketa dihentikan Ketua KI",
        S::JawabanTermohonDisampaikan(_) => "jawaban termohon disampaikan",
        S::SengketaGugur(_) => "permohonan sengketa gugur",
        S::SengketaDicabut(_) => "permohonan sengketa dicabut",
        S::AjudikasiDitunda(_) => "ajudikasi ditunda untuk mediasi",
        S::MediasiDimulai(_) => "mediasi dimulai",
        S::MediasiDiperpanjang(_) => "mediasi diperpanjang",
        S::MediasiBerhasil(_) => "mediasi berhasil",
        S::MediasiGagal(_) => "mediasi gagal",
        S::PenggantianMajelisDiminta(_) => "penggantian majelis diminta",
        S::BuktiDisampaikan(_) => "bukti disampaikan",
        S::KesimpulanDisampaikan(_) => "kesimpulan disampaikan",
        S::PutusanPengadilanDiterima(_) => "putusan pengadilan diterima",
        S::KasasiDiajukan(_) => "kasasi diajukan",
        S::PutusanKasasiDiterima(_) => "putusan kasasi diterima",
        S::BerkekuatanHukumTetap(_) => "putusan berkekuatan hukum tetap",
        S::EksekusiDimohonkan(_) => "eksekusi dimohonkan",
        S::PutusanDilaksanakan(_) => "putusan dilaksanakan",
    };
    tetap.to_owned()
}

/// What a correction puts in the place of a fact, with its moment.
fn koreksi(versi: u32, pengganti: Option<(Waktu, String)>, catatan: &Catatan) -> String {
    let Some((waktu, uraian)) = pengganti else {
        return format!("fakta ke-{versi} dibatalkan");
    };
    let hari = waktu.tanggal(catatan.sudut.zona).map(tanggal_panjang);
    let hari = hari.unwrap_or_else(|| "tanggal tidak tercatat".to_owned());
    format!("fakta ke-{versi} dikoreksi menjadi: {uraian} ({hari})")
}

fn unit(catatan: &Catatan, id: Uuid) -> String {
    catatan.nama_unit(id).map_or_else(|| "unit tidak dikenal".to_owned(), ToString::to_string)
}

fn pemohon(jenis: JenisPemohon) -> &'static str {
    match jenis {
        JenisPemohon::Perorangan => "perorangan ",
        JenisPemohon::BadanHukum => "badan hukum ",
        JenisPemohon::KelompokOrang => "kelompok orang ",
        JenisPemohon::TidakTercatat => "",
    }
}

fn kekurangan(daftar: &[Kekurangan]) -> String {
    let kata = |kurang: &Kekurangan| match kurang {
        Kekurangan::Identitas => "identitas",
        Kekurangan::SuratKuasaKhusus => "surat kuasa khusus",
        Kekurangan::AktaBadanHukum => "akta badan hukum",
        Kekurangan::AlamatAtauKontak => "alamat atau kontak",
        Kekurangan::RincianInformasi => "rincian informasi",
        Kekurangan::Tujuan => "tujuan",
        Kekurangan::CaraMemperoleh => "cara memperoleh",
    };
    daftar.iter().map(kata).collect::<Vec<_>>().join(", ")
}

fn tujuan(tujuan: &TujuanPengalihan) -> String {
    match tujuan {
        TujuanPengalihan::Lapor => "SP4N-LAPOR!".to_owned(),
        TujuanPengalihan::Dukcapil => "Dukcapil".to_owned(),
        TujuanPengalihan::LayananLain(nama) => nama.to_string(),
    }
}

fn pasal(daftar: &[Pasal17]) -> String {
    daftar.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn hal(hal: events::persetujuan::HalDisetujui) -> &'static str {
    use events::persetujuan::HalDisetujui;
    match hal {
        HalDisetujui::Pengecualian => "pengecualian",
        HalDisetujui::Penolakan => "penolakan",
        HalDisetujui::PertimbanganTertulis => "pertimbangan tertulis",
    }
}

fn dasar(dasar: &DasarPenolakan) -> String {
    match dasar {
        DasarPenolakan::Dikecualikan { pasal: daftar, .. } => pasal(daftar),
        DasarPenolakan::BelumDikuasai => "belum dikuasai".to_owned(),
        DasarPenolakan::BelumDidokumentasikan => "belum didokumentasikan".to_owned(),
        DasarPenolakan::TidakTercatat => "dasar tidak tercatat".to_owned(),
    }
}

fn saluran(saluran: Saluran) -> &'static str {
    match saluran {
        Saluran::DiambilLangsung => "dengan diambil langsung",
        Saluran::Kurir => "lewat kurir",
        Saluran::Pos => "lewat pos",
        Saluran::Surel => "lewat surel",
        Saluran::WhatsApp => "lewat WhatsApp",
        Saluran::Faksimili => "lewat faksimili",
        Saluran::Lain => "lewat cara lain",
    }
}

fn lingkup(lingkup: Lingkup) -> &'static str {
    match lingkup {
        Lingkup::Seluruhnya => " seluruhnya",
        Lingkup::Sebagian => " sebagian",
        Lingkup::TidakTercatat => "",
    }
}

fn alasan(daftar: &[AlasanKeberatan]) -> String {
    let kata = |alasan: &AlasanKeberatan| format!("huruf {} ({})", alasan.huruf(), alasan.uraian());
    if daftar.is_empty() {
        return String::new();
    }
    format!(", {}", daftar.iter().map(kata).collect::<Vec<_>>().join("; "))
}

fn dasar_penghapusan(dasar: DasarPenghapusan) -> &'static str {
    match dasar {
        DasarPenghapusan::RetensiBerakhir => "masa retensi berakhir",
        DasarPenghapusan::PermintaanSubjek => "diminta orangnya",
        DasarPenghapusan::PersetujuanDitarik => "persetujuan ditarik",
        DasarPenghapusan::MelawanHukum => "diperoleh atau diproses secara melawan hukum",
    }
}
