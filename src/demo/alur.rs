//! The ways a case can go, as dated steps.

mod upaya;

use chrono::{NaiveDate, NaiveTime};
use events::disposisi::{
    DisposisiDiberikan, DisposisiDikembalikan, JawabanUnitDiterima, PeranUnit,
};
use events::hari_kerja::KalenderKerja;
use events::katalog::Kategori;
use events::keberatan::AlasanKeberatan;
use events::kelengkapan::{
    Kekurangan, KelengkapanDiperiksa, PerbaikanDiterima, PermohonanTidakDitindaklanjuti,
    SuratTidakLengkapDikirim, SuratTidakLengkapDiterima,
};
use events::pasal17::Pasal17;
use events::pemberian::InformasiDiberikan;
use events::pemberitahuan::{
    Bentuk, PemberitahuanTertulisDikirim, PemberitahuanTertulisDiterima, Penguasaan,
    PutusanPemberitahuan,
};
use events::pencabutan::PermohonanDicabut;
use events::pengalihan::{PermohonanDialihkan, TujuanPengalihan};
use events::penolakan::{DasarPenolakan, PenolakanDiberitahukan, SkPengecualian};
use events::perkara::Event as P;
use events::permohonan::{Nomor, NomorPendaftaranDiberikan, PermohonanDicatat, PermohonanDiterima};
use events::perpanjangan::{AlasanPerpanjangan, PerpanjanganDiberitahukan};
use events::persetujuan::{
    HalDisetujui, PersetujuanDiberikan, PutusanPersetujuan, TimPertimbanganDidengar,
};
use events::pertimbangan::PertimbanganTertulisDitetapkan;
use events::pihak::{Lingkup, Penyetuju, UnitId};
use events::sengketa::Event as S;
use events::tanggapan_keberatan::{PutusanKeberatan, TanggapanKeberatanDikirim};
use events::uji_konsekuensi::{JangkaPengecualian, UjiKonsekuensiDilakukan};
use rand::RngExt;
use rand::rngs::StdRng;
use uuid::Uuid;

use super::nama::{isi, label, persen, pilih};
use super::naskah::{hk, lusa};

/// What makes a case worth a look, in the order in which it is told.
pub(super) const CIRI_MENARIK: [&str; 7] = [
    "dikabulkan setelah perpanjangan",
    "ditolak dengan uji konsekuensi",
    "dijawab terlambat, lalu keberatan",
    "tidak dijawab sampai sengketa dan mediasi",
    "tidak lengkap dan tidak diperbaiki",
    "keberatan huruf b tanpa permohonan",
    "masih diproses",
];

/// A dated step of a script.
#[derive(Clone)]
pub(crate) struct Langkah {
    pub(crate) hari: NaiveDate,
    pub(crate) jam: NaiveTime,
    pub(crate) apa: Apa,
}

#[derive(Clone)]
pub(crate) enum Apa {
    Perkara(Vec<P>),
    Sengketa(Box<S>),
}

pub(super) struct Alur<'a> {
    kerja: &'a KalenderKerja,
    pub(super) acak: &'a mut StdRng,
    hari: NaiveDate,
    unit: &'a [Uuid],
    buku_keberatan: Uuid,
    langkah: Vec<Langkah>,
}

/// Received, numbered and written into the register in one go.
pub(super) fn penerimaan(diterima: PermohonanDiterima, buku: Uuid) -> Vec<P> {
    vec![
        P::PermohonanDiterima(diterima),
        P::NomorPendaftaranDiberikan(NomorPendaftaranDiberikan { buku, nomor: Nomor::Berikutnya }),
        P::PermohonanDicatat(PermohonanDicatat {}),
    ]
}

impl<'a> Alur<'a> {
    pub(super) fn baru(
        kerja: &'a KalenderKerja,
        acak: &'a mut StdRng,
        hari: NaiveDate,
        unit: &'a [Uuid],
        buku_keberatan: Uuid,
    ) -> Self {
        Alur { kerja, acak, hari, unit, buku_keberatan, langkah: Vec::new() }
    }

    fn pada(&mut self, hari: NaiveDate, events: Vec<P>) {
        let jam = NaiveTime::from_hms_opt(9, 30, 0).unwrap_or_default();
        self.langkah.push(Langkah { hari, jam, apa: Apa::Perkara(events) });
    }

    fn ki(&mut self, hari: NaiveDate, event: S) {
        let jam = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
        self.langkah.push(Langkah { hari, jam, apa: Apa::Sengketa(Box::new(event)) });
    }

    /// Working days after the filing.
    fn hk(&self, n: u32) -> NaiveDate {
        hk(self.kerja, self.hari, n)
    }

    /// What becomes of a permohonan.
    pub(super) fn permohonan(mut self) -> (&'static str, Vec<Langkah>) {
        let ciri = match self.acak.random_range(0..100) {
            0..4 => self.bukan_kip(),
            4..8 => self.tidak_lengkap(),
            8..10 => self.dicabut(),
            10..16 => self.ditolak(),
            16..20 => self.tidak_dikuasai(),
            20..28 => self.diperpanjang(),
            28..33 => self.terlambat(),
            33..36 => self.diam(),
            _ => self.dikabulkan(),
        };
        (ciri, self.langkah)
    }

    /// Checked, found complete and handed to a unit that answers.
    fn sampai_unit(&mut self, jawab: u32) -> UnitId {
        let unit = UnitId(*pilih(self.acak, self.unit));
        let lengkap = P::KelengkapanDiperiksa(KelengkapanDiperiksa { kekurangan: Vec::new() });
        let (satu, lima) = (self.hk(1), self.hk(5));
        let disposisi = |unit, peran| {
            P::DisposisiDiberikan(DisposisiDiberikan {
                unit,
                peran,
                batas_internal: Some(lima),
                petunjuk: None,
                berkas: Vec::new(),
            })
        };
        if persen(self.acak, 5) {
            let salah = UnitId(*pilih(self.acak, self.unit));
            if salah != unit {
                self.pada(
                    satu,
                    vec![lengkap.clone(), disposisi(salah, PeranUnit::PenanggungJawab)],
                );
                let alasan = isi("bukan kewenangan unit kami");
                let kembali =
                    P::DisposisiDikembalikan(DisposisiDikembalikan { unit: salah, alasan });
                let hari = self.hk(2);
                self.pada(hari, vec![kembali, disposisi(unit, PeranUnit::PenanggungJawab)]);
                self.jawaban_unit(unit, jawab.max(3));
                return unit;
            }
        }
        self.pada(satu, vec![lengkap, disposisi(unit, PeranUnit::PenanggungJawab)]);
        self.jawaban_unit(unit, jawab);
        unit
    }

    fn jawaban_unit(&mut self, unit: UnitId, n: u32) {
        let hari = self.hk(n);
        let jawaban =
            JawabanUnitDiterima { unit, isi: Some(isi("dokumen terlampir")), berkas: Vec::new() };
        self.pada(hari, vec![P::JawabanUnitDiterima(jawaban)]);
    }

    fn kabulkan(&mut self, hari: NaiveDate) {
        let sebagian = persen(self.acak, 12);
        let lingkup = if sebagian { Lingkup::Sebagian } else { Lingkup::Seluruhnya };
        let setuju = P::PersetujuanDiberikan(PersetujuanDiberikan {
            hal: HalDisetujui::PertimbanganTertulis,
            oleh: Penyetuju::AtasanPpid,
            jabatan: label("Sekretaris Daerah"),
            putusan: PutusanPersetujuan::Setuju,
        });
        let pertimbangan = P::PertimbanganTertulisDitetapkan(PertimbanganTertulisDitetapkan {
            nomor: None,
            isi: isi("informasi terbuka, dikuasai unit, tidak termasuk Pasal 17"),
        });
        let pemberitahuan = P::PemberitahuanTertulisDikirim(PemberitahuanTertulisDikirim {
            putusan: PutusanPemberitahuan::Dikabulkan(lingkup),
            penguasaan: Penguasaan::Dikuasai,
            badan_lain: None,
            bentuk: Some(Bentuk::Elektronik),
            biaya_rupiah: Some(0),
            cara_bayar: Some(isi("tidak dipungut biaya")),
            waktu_penyediaan_hk: Some(2),
            penghitaman: sebagian.then(|| isi("nomor telepon dan alamat pribadi dihitamkan")),
            penjelasan: None,
            nomor_surat: None,
            jenis_informasi: Some(if sebagian { Kategori::SetiapSaat } else { Kategori::Berkala }),
        });
        self.pada(hari, vec![setuju, pertimbangan, pemberitahuan]);
        self.pada(
            lusa(hari, 1),
            vec![P::PemberitahuanTertulisDiterima(PemberitahuanTertulisDiterima {})],
        );
        let penghitaman = if sebagian {
            let dasar = Pasal17::try_new('h', Some(3)).expect("Pasal 17 huruf h has five numbers");
            let bagian = isi("nomor telepon dan alamat");
            vec![events::pemberian::Penghitaman { bagian, dasar }]
        } else {
            Vec::new()
        };
        let beri = InformasiDiberikan { lingkup, berkas: Vec::new(), penghitaman };
        let hari = hk(self.kerja, hari, 2);
        self.pada(hari, vec![P::InformasiDiberikan(beri)]);
    }

    fn dikabulkan(&mut self) -> &'static str {
        let jawab = self.acak.random_range(2..6);
        self.sampai_unit(jawab);
        let dijawab = jawab + self.acak.random_range(0..4);
        let hari = self.hk(dijawab);
        self.kabulkan(hari);
        "dikabulkan"
    }

    fn bukan_kip(&mut self) -> &'static str {
        let tujuan = match persen(self.acak, 70) {
            true => TujuanPengalihan::Lapor,
            false => TujuanPengalihan::Dukcapil,
        };
        let hari = self.hk(1);
        self.pada(
            hari,
            vec![P::PermohonanDialihkan(PermohonanDialihkan {
                tujuan,
                alasan: isi("berisi pengaduan atau permintaan dokumen kependudukan"),
                pemohon_diberi_tahu: true,
            })],
        );
        "bukan permohonan KIP"
    }

    fn tidak_lengkap(&mut self) -> &'static str {
        let kekurangan = vec![Kekurangan::Identitas];
        let (dua, empat) = (self.hk(2), self.hk(3));
        self.pada(
            dua,
            vec![
                P::KelengkapanDiperiksa(KelengkapanDiperiksa { kekurangan: kekurangan.clone() }),
                P::SuratTidakLengkapDikirim(SuratTidakLengkapDikirim { nomor_surat: None }),
            ],
        );
        self.pada(empat, vec![P::SuratTidakLengkapDiterima(SuratTidakLengkapDiterima {})]);
        if persen(self.acak, 50) {
            let hari = self.hk(7);
            self.pada(
                hari,
                vec![P::PermohonanTidakDitindaklanjuti(PermohonanTidakDitindaklanjuti {
                    catatan: None,
                })],
            );
            return "tidak lengkap dan tidak diperbaiki";
        }
        let lima = self.hk(5);
        self.pada(
            lima,
            vec![
                P::PerbaikanDiterima(PerbaikanDiterima { melengkapi: kekurangan }),
                P::KelengkapanDiperiksa(KelengkapanDiperiksa { kekurangan: Vec::new() }),
            ],
        );
        let hari = self.hk(9);
        self.kabulkan(hari);
        "diperbaiki lalu dikabulkan"
    }

    fn dicabut(&mut self) -> &'static str {
        let hari = self.hk(3);
        self.pada(
            hari,
            vec![P::PermohonanDicabut(PermohonanDicabut { alasan: None, tertulis: true })],
        );
        "dicabut"
    }

    fn tidak_dikuasai(&mut self) -> &'static str {
        self.sampai_unit(3);
        let hari = self.hk(6);
        self.pada(
            hari,
            vec![P::PemberitahuanTertulisDikirim(PemberitahuanTertulisDikirim {
                putusan: PutusanPemberitahuan::TidakDikuasai,
                penguasaan: Penguasaan::BelumDikuasai,
                badan_lain: Some(label("Pemerintah Provinsi")),
                penjelasan: Some(isi("kewenangan berada pada provinsi")),
                ..PemberitahuanTertulisDikirim::dari_register(PutusanPemberitahuan::TidakDikuasai)
            })],
        );
        "tidak dikuasai"
    }

    fn perpanjang(&mut self, n: u32) {
        let hari = self.hk(n);
        self.pada(
            hari,
            vec![P::PerpanjanganDiberitahukan(PerpanjanganDiberitahukan {
                alasan: AlasanPerpanjangan::BelumMenguasaiAtauMendokumentasikan,
                uraian: isi("dokumen masih dihimpun dari arsip"),
                sampai: None,
                nomor_surat: None,
            })],
        );
    }

    fn diperpanjang(&mut self) -> &'static str {
        self.sampai_unit(8);
        self.perpanjang(8);
        let n = self.acak.random_range(11..16);
        let hari = self.hk(n);
        self.kabulkan(hari);
        "dikabulkan setelah perpanjangan"
    }

    fn ditolak(&mut self) -> &'static str {
        self.sampai_unit(3);
        let (empat, lima, delapan) = (self.hk(4), self.hk(5), self.hk(8));
        let dasar = Pasal17::try_new('h', Some(3)).expect("Pasal 17 huruf h has five numbers");
        let setuju = |hal| {
            P::PersetujuanDiberikan(PersetujuanDiberikan {
                hal,
                oleh: Penyetuju::AtasanPpid,
                jabatan: label("Sekretaris Daerah"),
                putusan: PutusanPersetujuan::Setuju,
            })
        };
        self.pada(
            empat,
            vec![P::UjiKonsekuensiDilakukan(UjiKonsekuensiDilakukan {
                informasi: isi("rincian rekening penerima bantuan"),
                dasar: vec![dasar],
                lingkup: Lingkup::Seluruhnya,
                konsekuensi_dibuka: isi("membuka keadaan keuangan pribadi"),
                konsekuensi_ditutup: isi("melindungi penerima; besaran total tetap diumumkan"),
                jangka: JangkaPengecualian::SelamaDiperlukan,
                pelaksana: vec![label("PPID Utama"), label("Kepala Bagian Hukum")],
                atas_perintah_majelis: false,
            })],
        );
        self.pada(
            lima,
            vec![
                P::TimPertimbanganDidengar(TimPertimbanganDidengar { pendapat: isi("sependapat") }),
                setuju(HalDisetujui::Pengecualian),
                setuju(HalDisetujui::PertimbanganTertulis),
                P::PertimbanganTertulisDitetapkan(PertimbanganTertulisDitetapkan {
                    nomor: None,
                    isi: isi("memuat keadaan keuangan pribadi, Pasal 17 huruf h angka 3"),
                }),
                setuju(HalDisetujui::Penolakan),
            ],
        );
        let sk =
            SkPengecualian { nomor: label("188/PENGECUALIAN/7"), tanggal: lima, katalog: None };
        self.pada(
            delapan,
            vec![P::PenolakanDiberitahukan(PenolakanDiberitahukan {
                dasar: DasarPenolakan::Dikecualikan { pasal: vec![dasar], sk: Some(sk.clone()) },
                lingkup: Lingkup::Seluruhnya,
                alasan: isi("memuat keadaan keuangan pribadi penerima"),
                alasan_tidak_dihitamkan: Some(isi("seluruh isi dokumen adalah data rekening")),
                hak_keberatan_disampaikan: true,
                nomor_surat: None,
            })],
        );
        self.pada(
            lusa(delapan, 2),
            vec![P::PemberitahuanTertulisDiterima(PemberitahuanTertulisDiterima {})],
        );
        if persen(self.acak, 40) {
            let hari = lusa(delapan, 9);
            self.keberatan(hari, AlasanKeberatan::A);
            let hari = hk(self.kerja, hari, 15);
            self.pada(
                hari,
                vec![P::TanggapanKeberatanDikirim(TanggapanKeberatanDikirim {
                    putusan: PutusanKeberatan::Menguatkan,
                    uraian: Some(isi("pengecualian telah melalui uji konsekuensi")),
                    sk: Some(sk),
                    nomor_surat: None,
                    jabatan: Some(label("Sekretaris Daerah")),
                })],
            );
        }
        "ditolak dengan uji konsekuensi"
    }
}
