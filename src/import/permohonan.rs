//! An office's register of permohonan in the columns of Lampiran VIII, by a map
//! of its headings, one row a request.

use events::Cacat;
use events::impor::peta::BukuImpor;
use events::impor::{BarisDiimpor, BentukSumber};
use events::pemberian::InformasiDiberikan;
use events::pemberitahuan::{
    Bentuk, PemberitahuanTertulisDikirim, Penguasaan, PutusanPemberitahuan,
};
use events::penolakan::DasarPenolakan;
use events::perkara::Event;
use events::permohonan::{CaraMemperoleh, PermohonanDiterima};
use events::pihak::{JenisPemohon, Lingkup, Pemohon};
use events::teks::{Isi, Label};
use uuid::Uuid;

use super::alasan::penolakan;
use super::keputusan::Keputusan;
use super::peta::{Peta, nama};
use super::sel::{self, TanggalSel, centang, kanal, rupiah};
use super::tabel::{Baris, Tabel};
use super::{Langkah, Rencana, cacat, identitas, semua_sel};

const BUKU: BukuImpor = BukuImpor::Permohonan;

pub fn rencana(tabel: &Tabel, peta: &Peta, buku: Uuid) -> anyhow::Result<Vec<Rencana>> {
    let identitas = identitas(tabel, peta.judul("nomor").unwrap_or_default())?;
    let semua = tabel.baris().zip(identitas);
    semua.map(|(baris, nomor)| satu(&baris, peta, buku, nomor)).collect()
}

fn satu(
    baris: &Baris<'_>,
    peta: &Peta,
    buku: Uuid,
    (nomor, cacat): (Label, Vec<Cacat>),
) -> anyhow::Result<Rencana> {
    let impor = BarisDiimpor {
        bentuk: BentukSumber::Register,
        buku,
        no: peta.sel(baris, "nomor").trim().parse().ok(),
        terkait: None,
        sel: semua_sel(baris)?,
        nomor,
    };
    let (langkah, tambahan) = Sel { baris, peta }.langkah()?;
    Ok(Rencana {
        baris: baris.nomor,
        perkara: Uuid::new_v5(&buku, impor.nomor.as_str().as_bytes()),
        langkah,
        sengketa: Vec::new(),
        cacat: cacat.into_iter().chain(tambahan).collect(),
        impor,
    })
}

/// The cells of one row, by the names of our columns.
pub(super) struct Sel<'a> {
    pub baris: &'a Baris<'a>,
    pub peta: &'a Peta,
}

impl Sel<'_> {
    pub(super) fn teks(&self, kunci: &str) -> &str {
        self.peta.sel(self.baris, kunci)
    }

    /// What somebody wrote, sealed; a word for nothing is nothing.
    pub(super) fn isi(&self, kunci: &str) -> anyhow::Result<Option<Isi>> {
        Ok(sel::isi(self.teks(kunci)).map(Isi::try_new).transpose()?)
    }

    pub(super) fn tanggal(&self, kunci: &str) -> TanggalSel {
        TanggalSel::baca(self.teks(kunci))
    }

    pub(super) fn ada(&self, kunci: &str) -> bool {
        sel::isi(self.teks(kunci)).is_some()
    }

    pub(super) fn pemohon(&self) -> anyhow::Result<Pemohon> {
        let kata = self.teks("jenis_pemohon").to_lowercase();
        let jenis = if kata.contains("badan") || kata.contains("lembaga") {
            JenisPemohon::BadanHukum
        } else if kata.contains("kelompok") {
            JenisPemohon::KelompokOrang
        } else if kata.contains("orang") || kata.contains("individu") || kata.contains("pribadi") {
            JenisPemohon::Perorangan
        } else {
            JenisPemohon::TidakTercatat
        };
        let kontak = self.isi("kontak")?;
        let bersurel = self.teks("kontak").contains('@');
        let (telepon, surel) = if bersurel { (None, kontak) } else { (kontak, None) };
        Ok(Pemohon {
            jenis,
            nama: self.isi("nama")?,
            nomor_identitas: self.isi("nomor_identitas")?,
            alamat: self.isi("alamat")?,
            telepon,
            surel: self.isi("surel")?.or(surel),
            pekerjaan: self.isi("pekerjaan")?,
            berkas_identitas: Vec::new(),
        })
    }

    /// What the row tells, and what of it has no place.
    fn langkah(&self) -> anyhow::Result<(Vec<Langkah>, Vec<Cacat>)> {
        let diterima = Event::PermohonanDiterima(PermohonanDiterima {
            kanal: kanal(self.teks("kanal")),
            pemohon: self.pemohon()?,
            rincian: self.isi("rincian")?,
            tujuan: self.isi("tujuan")?,
            cara_memperoleh: self.cara_memperoleh(),
            ..PermohonanDiterima::default()
        });
        let tanggal = self.tanggal("tanggal");
        let mut langkah =
            vec![Langkah { event: diterima, tanggal, kolom: nama(BUKU, "tanggal"), cacat: None }];
        let mut tambahan = Vec::new();
        let tanggal = self.tanggal("tanggal_pemberitahuan");
        let keputusan = Keputusan::baca(sel::isi(self.teks("keputusan")).unwrap_or_default());
        let pencabutan = keputusan.pencabutan(nama(BUKU, "keputusan"), &tanggal);
        // A decision tells of an answer even where its date was not written down.
        let dijawab = keputusan.menjawab() || tanggal.ada() && keputusan != Keputusan::Dicabut;
        let tidak_baku = (keputusan == Keputusan::Lain).then(|| {
            cacat("KeputusanTidakBaku", "kata keputusan tidak dikenali, disimpan apa adanya")
        });
        if dijawab {
            let tanpa_tanggal = (!tanggal.ada()).then(|| {
                cacat("TanggalTidakTercatat", "tanggal pemberitahuan tertulis tidak tercatat")
            });
            let (event, biaya) = self.jawaban(keputusan)?;
            tambahan.extend(biaya);
            let (kolom, cacat) =
                (nama(BUKU, "tanggal_pemberitahuan"), tidak_baku.or(tanpa_tanggal));
            langkah.push(Langkah { event, tanggal, kolom, cacat });
        } else {
            langkah[0].cacat = tidak_baku;
        }
        let tanggal = self.tanggal("tanggal_pemberian");
        if tanggal.ada() {
            let event = Event::InformasiDiberikan(InformasiDiberikan::default());
            langkah.push(Langkah {
                event,
                tanggal,
                kolom: nama(BUKU, "tanggal_pemberian"),
                cacat: None,
            });
        }
        langkah.extend(pencabutan);
        Ok((langkah, tambahan))
    }

    fn cara_memperoleh(&self) -> Option<CaraMemperoleh> {
        let salinan = self.teks("salinan").to_lowercase();
        if centang(&salinan) {
            let elektronik = ["elektronik", "soft"].iter().any(|kata| salinan.contains(kata))
                || centang(self.teks("softcopy")) && !centang(self.teks("hardcopy"));
            return Some(match elektronik {
                true => CaraMemperoleh::SalinanElektronik,
                false => CaraMemperoleh::SalinanCetak,
            });
        }
        let melihat = self.teks("melihat").to_lowercase();
        let kata = centang(&melihat) || melihat.contains("melihat");
        kata.then_some(CaraMemperoleh::MelihatMembacaMendengarkanMencatat)
    }

    fn penguasaan(&self) -> Penguasaan {
        let dikuasai = self.teks("dikuasai").trim().to_lowercase();
        if centang(self.teks("belum_didokumentasikan")) || dikuasai.contains("didokumentasikan") {
            Penguasaan::BelumDidokumentasikan
        } else if centang(self.teks("tidak_dikuasai"))
            || dikuasai.starts_with("tidak") && self.ada("dikuasai")
        {
            Penguasaan::BelumDikuasai
        } else if centang(&dikuasai)
            || ["dikuasai", "di bawah penguasaan"].contains(&dikuasai.as_str())
        {
            Penguasaan::Dikuasai
        } else {
            Penguasaan::TidakTercatat
        }
    }

    fn bentuk(&self) -> Option<Bentuk> {
        let satu = self.teks("softcopy").to_lowercase();
        let lunak = centang(&satu) || satu.contains("soft");
        let keras = centang(self.teks("hardcopy")) || satu.contains("hard");
        match (lunak, keras) {
            (true, true) => Some(Bentuk::CetakDanElektronik),
            (true, false) => Some(Bentuk::Elektronik),
            (false, true) => Some(Bentuk::Cetak),
            (false, false) => None,
        }
    }

    fn jawaban(&self, keputusan: Keputusan) -> anyhow::Result<(Event, Option<Cacat>)> {
        let penguasaan = self.penguasaan();
        let putusan = match keputusan {
            Keputusan::Ditolak => {
                return Ok((self.penolakan(Lingkup::TidakTercatat, penguasaan)?, None));
            }
            Keputusan::DitolakSebagian => {
                return Ok((self.penolakan(Lingkup::Sebagian, penguasaan)?, None));
            }
            Keputusan::Dikabulkan => PutusanPemberitahuan::Dikabulkan(Lingkup::TidakTercatat),
            Keputusan::DikabulkanSebagian => PutusanPemberitahuan::Dikabulkan(Lingkup::Sebagian),
            Keputusan::TidakDikuasai => PutusanPemberitahuan::TidakDikuasai,
            Keputusan::Kosong | Keputusan::Dicabut | Keputusan::Lain => {
                PutusanPemberitahuan::TidakTercatat
            }
        };
        let biaya = rupiah(self.teks("biaya"));
        let tak_terbaca = (self.ada("biaya") && biaya.is_none())
            .then(|| cacat("BiayaTidakTerbaca", "biaya tidak terbaca, disimpan apa adanya"));
        let pemberitahuan = PemberitahuanTertulisDikirim {
            penguasaan,
            bentuk: self.bentuk(),
            biaya_rupiah: biaya,
            penjelasan: self.isi("alasan_penolakan")?,
            ..PemberitahuanTertulisDikirim::dari_register(putusan)
        };
        Ok((Event::PemberitahuanTertulisDikirim(pemberitahuan), tak_terbaca))
    }

    fn penolakan(&self, lingkup: Lingkup, penguasaan: Penguasaan) -> anyhow::Result<Event> {
        let dasar = match penguasaan {
            Penguasaan::BelumDikuasai => DasarPenolakan::BelumDikuasai,
            Penguasaan::BelumDidokumentasikan => DasarPenolakan::BelumDidokumentasikan,
            Penguasaan::Dikuasai | Penguasaan::TidakTercatat => DasarPenolakan::TidakTercatat,
        };
        let alasan = sel::isi(self.teks("alasan_penolakan")).unwrap_or_default();
        penolakan(lingkup, dasar, &[alasan, self.teks("keputusan")])
    }
}
