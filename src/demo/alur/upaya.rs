//! Ways of cases that somebody does not leave at the answer: late ones, silent ones,
//! keberatan, a dispute that is mediated.

use chrono::NaiveDate;
use events::keberatan::{AlasanKeberatan, KeberatanDicatat, KeberatanDiterima};
use events::perkara::Event as P;
use events::permohonan::Nomor;
use events::pihak::{Kanal, Pemohon};
use events::sengketa::Event as S;
use events::sengketa::mediasi::{MediasiBerhasil, MediasiDimulai};
use events::sengketa::pendaftaran::{SengketaDiajukan, SengketaDiregistrasi};
use events::sengketa::pengadilan::{BerkekuatanHukumTetap, PutusanDilaksanakan};
use events::sengketa::putusan::{
    Amar, JenisPutusan, Pihak, PutusanDibacakan, SalinanPutusanDiterima,
};
use events::sengketa::sidang::{AcaraSidang, Kehadiran, PanggilanDiterima, SidangDigelar};
use events::tanggapan_keberatan::{
    PutusanKeberatan, TanggapanKeberatanDikirim, TanggapanKeberatanDiterima,
};
use rand::RngExt;

use super::{Alur, Langkah};
use crate::demo::nama::{isi, label, persen};
use crate::demo::naskah::{hk, lusa};

impl Alur<'_> {
    /// A ground-b keberatan: periodic information was not published.
    pub(in crate::demo) fn keberatan_tanpa_permohonan(
        mut self,
        pemohon: Pemohon,
    ) -> (&'static str, (Vec<P>, Vec<Langkah>)) {
        let diterima = P::KeberatanDiterima(KeberatanDiterima {
            alasan: vec![AlasanKeberatan::B],
            kanal: Kanal::Langsung,
            pemohon: Some(pemohon),
            informasi: Some(isi("Laporan kinerja yang seharusnya diumumkan berkala")),
            kasus_posisi: Some(isi("Tidak ditemukan di situs maupun papan pengumuman")),
            ..KeberatanDiterima::default()
        });
        let dicatat = self.dicatat();
        self.tanggapan(hk(self.kerja, self.hari, 12), PutusanKeberatan::Mengabulkan);
        ("keberatan huruf b tanpa permohonan", (vec![diterima, dicatat], self.langkah))
    }

    fn dicatat(&self) -> P {
        let buku = self.buku_keberatan;
        P::KeberatanDicatat(KeberatanDicatat { buku, nomor: Nomor::Berikutnya })
    }

    pub(super) fn keberatan(&mut self, hari: NaiveDate, alasan: AlasanKeberatan) {
        let diterima = P::KeberatanDiterima(KeberatanDiterima {
            alasan: vec![alasan],
            kanal: Kanal::Langsung,
            kasus_posisi: Some(isi("pemohon tidak puas atas layanan permohonannya")),
            ..KeberatanDiterima::default()
        });
        let dicatat = self.dicatat();
        self.pada(hari, vec![diterima, dicatat]);
    }

    pub(super) fn tanggapan(&mut self, hari: NaiveDate, putusan: PutusanKeberatan) {
        self.pada(
            hari,
            vec![P::TanggapanKeberatanDikirim(TanggapanKeberatanDikirim {
                putusan,
                uraian: Some(isi("informasi segera diberikan")),
                sk: None,
                nomor_surat: None,
                jabatan: Some(label("Sekretaris Daerah")),
            })],
        );
        self.pada(
            lusa(hari, 2),
            vec![P::TanggapanKeberatanDiterima(TanggapanKeberatanDiterima {})],
        );
    }

    pub(super) fn terlambat(&mut self) -> &'static str {
        self.sampai_unit(9);
        let n = self.acak.random_range(12..18);
        let hari = self.hk(n);
        self.kabulkan(hari);
        if persen(self.acak, 40) {
            let hari = hk(self.kerja, hari, 4);
            self.keberatan(hari, AlasanKeberatan::G);
            let hari = hk(self.kerja, hari, 10);
            self.tanggapan(hari, PutusanKeberatan::Mengabulkan);
            return "dijawab terlambat, lalu keberatan";
        }
        "dijawab terlambat"
    }

    pub(super) fn diam(&mut self) -> &'static str {
        self.sampai_unit(9);
        let hari = self.hk(16);
        self.keberatan(hari, AlasanKeberatan::C);
        if persen(self.acak, 50) {
            let hari = hk(self.kerja, hari, 25);
            self.tanggapan(hari, PutusanKeberatan::Mengabulkan);
            let hari = hk(self.kerja, hari, 2);
            self.kabulkan(hari);
            return "tidak dijawab, keberatan dikabulkan";
        }
        let hari = hk(self.kerja, hari, 36);
        self.sengketa(hari);
        "tidak dijawab sampai sengketa dan mediasi"
    }

    /// Registered, mediated, settled.
    fn sengketa(&mut self, hari: NaiveDate) {
        let nomor = self.acak.random_range(1..400);
        let k = self.kerja;
        self.ki(
            hari,
            S::SengketaDiajukan(SengketaDiajukan {
                perkara: Vec::new(),
                komisi: Some(label("KI Provinsi")),
                alasan: vec![AlasanKeberatan::C],
                termohon: Some(isi("Pemerintah Kota Tirtamulya")),
            }),
        );
        let nomor = label(&format!("{nomor:03}/REG-PSI/{}", hari.format("%m/%Y")));
        self.ki(hk(k, hari, 3), S::SengketaDiregistrasi(SengketaDiregistrasi { nomor }));
        let sidang = hk(k, hari, 30);
        self.ki(
            hk(k, hari, 24),
            S::PanggilanDiterima(PanggilanDiterima {
                acara: AcaraSidang::Pertama,
                tanggal_sidang: sidang,
            }),
        );
        self.ki(
            sidang,
            S::SidangDigelar(SidangDigelar {
                acara: AcaraSidang::Pertama,
                pemohon: Kehadiran::Hadir,
                termohon: Kehadiran::Hadir,
            }),
        );
        self.ki(sidang, S::MediasiDimulai(MediasiDimulai {}));
        self.ki(hk(k, sidang, 9), S::MediasiBerhasil(MediasiBerhasil {}));
        let putusan = hk(k, sidang, 15);
        self.ki(
            putusan,
            S::PutusanDibacakan(PutusanDibacakan {
                jenis: JenisPutusan::Mediasi,
                amar: Amar::Kesepakatan,
                nomor: None,
                pelaksanaan_hk: Some(14),
                uraian: None,
            }),
        );
        let salinan = SalinanPutusanDiterima { oleh: Pihak::BadanPublik };
        self.ki(hk(k, putusan, 3), S::SalinanPutusanDiterima(salinan));
        self.ki(hk(k, putusan, 4), S::BerkekuatanHukumTetap(BerkekuatanHukumTetap {}));
        let hari = hk(k, putusan, 8);
        self.kabulkan(hari);
        self.ki(hk(k, putusan, 11), S::PutusanDilaksanakan(PutusanDilaksanakan { uraian: None }));
    }
}
