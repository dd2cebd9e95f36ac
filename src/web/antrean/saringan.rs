//! Which cases: what may stand behind the question mark of a list of them.

use events::pengguna::Peran;
use projections::acuan::BarisUnit;
use projections::perkara::{Belum, Cari, Kata, Saringan, Wajah, kata_unit, pecah};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::web::akses::{Pelaku, persempit};
use crate::web::masalah::Masalah;
use crate::web::parameter::{Tanggal, TeksCari, periksa_periode};

/// Which cases; nothing said is all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
pub struct SaringanPerkara {
    #[param(inline)]
    status: Option<StatusPerkara>,
    /// Unit yang memegang atau pernah memegang.
    unit: Option<Uuid>,
    /// Unit yang menjawab untuk perkara itu.
    penanggung_jawab: Option<Uuid>,
    buku: Option<Uuid>,
    /// Kantor masih harus berbuat sesuatu.
    terbuka: Option<bool>,
    menunggu_jawaban: Option<bool>,
    /// Awal salah satu nomornya.
    #[param(value_type = Option<TeksCari>, inline)]
    nomor: Option<TeksCari>,
    /// Salah satu nomornya, utuh.
    #[param(value_type = Option<TeksCari>, inline)]
    nomor_persis: Option<TeksCari>,
    /// Kata atau awal kata: nomor, nama unit, jenis, tahap, kanal, tindakan
    /// berikutnya. Awal sebuah nomor, bila ada yang berawalan begitu, dicari sebagai
    /// nomor. Teks yang diketik orang tersegel dan tidak dicari.
    #[param(value_type = Option<TeksCari>, inline)]
    q: Option<TeksCari>,
    /// Ada yang masih harus berbuat sesuatu, kantor atau pihak lain.
    berjalan: Option<bool>,
    /// Yang menunggu peran pada token ini.
    saya: Option<bool>,
    #[param(inline)]
    wajah: Option<WajahPerkara>,
    #[param(inline)]
    jenis: Option<JenisPerkara>,
    #[param(inline)]
    jenis_pemohon: Option<JenisPemohon>,
    /// Siapa yang memegangnya sekarang.
    #[param(inline)]
    pemegang: Option<Pemegang>,
    pemegang_unit: Option<Uuid>,
    /// Diterima sejak tanggal ini.
    #[param(value_type = Option<Tanggal>, inline)]
    dari: Option<Tanggal>,
    /// Diterima sampai tanggal ini; tidak mendahului `dari` (409).
    #[param(value_type = Option<Tanggal>, inline)]
    sampai: Option<Tanggal>,
    /// Ujung paling awal tenggat terdekatnya sejak tanggal ini.
    #[param(value_type = Option<Tanggal>, inline)]
    tenggat_dari: Option<Tanggal>,
    /// Ujung paling awal tenggat terdekatnya sampai tanggal ini.
    #[param(value_type = Option<Tanggal>, inline)]
    tenggat_sampai: Option<Tanggal>,
    #[param(inline)]
    ada: Option<Ada>,
    #[param(inline)]
    hasil: Option<HasilPermohonan>,
    /// Huruf Pasal 17 atau alasan lain sebuah penolakan.
    #[param(inline)]
    alasan: Option<AlasanPenolakan>,
    /// Pada jam undang-undang: pemberitahuan tertulis terhadap tenggatnya.
    #[param(inline)]
    pemberitahuan: Option<Ketepatan>,
    /// Pemberian informasi terhadap tenggat yang sama.
    #[param(inline)]
    pemberian: Option<Ketepatan>,
    /// Hari kerja sampai pemberitahuan tertulis.
    #[param(inline)]
    lama: Option<Lama>,
    /// Hari kerja sampai pemberian informasi.
    #[param(inline)]
    lama_pemberian: Option<Lama>,
    /// Pemberitahuan tertulis yang belum dikirim terhadap tenggatnya hari ini.
    #[param(inline)]
    belum_dijawab: Option<BelumDijawab>,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(rename_all = "kebab-case")]
enum StatusPerkara {
    Diproses,
    MenungguPemohon,
    Diperpanjang,
    TidakDitindaklanjuti,
    Dialihkan,
    Dicabut,
    Dijawab,
    TidakDikuasai,
    Ditolak,
    Dikabulkan,
    Keberatan,
    KeberatanDitanggapi,
    KeberatanDicabut,
    Sengketa,
}

/// The one face of a case.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(rename_all = "kebab-case")]
pub enum WajahPerkara {
    Terlambat,
    Batas,
    Segera,
    TepatWaktu,
    Diperpanjang,
    MenungguPemohon,
    Keberatan,
    Sengketa,
    TanpaTanggal,
    Selesai,
}

/// What a case has grown to.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum JenisPerkara {
    Permohonan,
    Keberatan,
    Sengketa,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(rename_all = "kebab-case")]
enum JenisPemohon {
    Perorangan,
    BadanHukum,
    KelompokOrang,
    TidakTercatat,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(rename_all = "kebab-case")]
enum Pemegang {
    Ppid,
    Unit,
    AtasanPpid,
    Pemohon,
    KomisiInformasi,
    Pengadilan,
}

/// What is counted of a case.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(rename_all = "kebab-case")]
enum Ada {
    Permohonan,
    Keberatan,
    Sengketa,
    /// A permohonan received nobody knows when.
    TanpaTanggal,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(rename_all = "kebab-case")]
enum HasilPermohonan {
    Dikabulkan,
    DikabulkanSebagian,
    Ditolak,
    TidakDikuasai,
    Lain,
    TanpaJawaban,
    BelumDijawab,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
enum AlasanPenolakan {
    #[serde(rename = "17")]
    TanpaHuruf,
    #[serde(rename = "17a")]
    A,
    #[serde(rename = "17b")]
    B,
    #[serde(rename = "17c")]
    C,
    #[serde(rename = "17d")]
    D,
    #[serde(rename = "17e")]
    E,
    #[serde(rename = "17f")]
    F,
    #[serde(rename = "17g")]
    G,
    #[serde(rename = "17h")]
    H,
    #[serde(rename = "17i")]
    I,
    #[serde(rename = "17j")]
    J,
    #[serde(rename = "belum dikuasai")]
    BelumDikuasai,
    #[serde(rename = "belum didokumentasikan")]
    BelumDidokumentasikan,
    #[serde(rename = "tidak tercatat")]
    TidakTercatat,
}

/// Whatever it is, it is known.
const TERCATAT: &str = "tercatat";

/// On which side of both ends.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Ketepatan {
    Tepat,
    Batas,
    Terlambat,
    /// Any of these.
    Tercatat,
}

/// Working days, in classes; `tercatat` is any.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
enum Lama {
    #[serde(rename = "tercatat")]
    Tercatat,
    #[serde(rename = "0-5")]
    SampaiLima,
    #[serde(rename = "6-10")]
    SampaiSepuluh,
    #[serde(rename = "11-17")]
    SampaiTujuhBelas,
    #[serde(rename = "18-30")]
    SampaiTigaPuluh,
    #[serde(rename = "lebih-30")]
    LebihTigaPuluh,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum BelumDijawab {
    Berjalan,
    Batas,
    Terlambat,
}

/// The name of a choice, as it stands in an address and in a mark.
fn nama(pilihan: impl Serialize) -> String {
    let nama = serde_json::to_value(pilihan).ok();
    nama.and_then(|nama| nama.as_str().map(str::to_owned)).unwrap_or_default()
}

impl From<Wajah> for WajahPerkara {
    fn from(wajah: Wajah) -> Self {
        match wajah {
            Wajah::Terlambat => WajahPerkara::Terlambat,
            Wajah::Batas => WajahPerkara::Batas,
            Wajah::Segera => WajahPerkara::Segera,
            Wajah::TepatWaktu => WajahPerkara::TepatWaktu,
            Wajah::Diperpanjang => WajahPerkara::Diperpanjang,
            Wajah::MenungguPemohon => WajahPerkara::MenungguPemohon,
            Wajah::Keberatan => WajahPerkara::Keberatan,
            Wajah::Sengketa => WajahPerkara::Sengketa,
            Wajah::TanpaTanggal => WajahPerkara::TanpaTanggal,
            Wajah::Selesai => WajahPerkara::Selesai,
        }
    }
}

impl WajahPerkara {
    pub fn nama(self) -> String {
        nama(self)
    }

    fn wajah(self) -> Wajah {
        let sama = |wajah: &Wajah| WajahPerkara::from(*wajah).nama() == self.nama();
        Wajah::SEMUA.into_iter().find(sama).expect("every face has a name")
    }
}

impl SaringanPerkara {
    /// As the table is asked, by somebody who may see it, of units that are
    /// called so.
    pub fn untuk(self, pelaku: &Pelaku, unit: &[BarisUnit]) -> Result<Saringan, Masalah> {
        let (dari, sampai) = (self.dari.map(|t| t.0), self.sampai.map(|t| t.0));
        let tenggat = (self.tenggat_dari.map(|t| t.0), self.tenggat_sampai.map(|t| t.0));
        for (dari, sampai) in [(dari, sampai), tenggat] {
            if let Some((dari, sampai)) = dari.zip(sampai) {
                periksa_periode(dari, sampai)?;
            }
        }
        let saya = self.saya == Some(true);
        let mut cari = self.tanda();
        if saya {
            cari_milik(pelaku, &mut cari);
        }
        if let Some(TeksCari(teks)) = &self.q {
            cari_kata(teks, unit, &mut cari);
        }
        Ok(Saringan {
            status: self.status.map(|status| nama(status).replace('-', " ")),
            penanggung_jawab: self.penanggung_jawab,
            unit: persempit(pelaku, self.unit)?,
            buku: self.buku,
            terbuka: self.terbuka,
            menunggu_jawaban: self.menunggu_jawaban,
            nomor: self.nomor.map(|nomor| nomor.0),
            nomor_persis: self.nomor_persis.map(|nomor| nomor.0),
            cari,
            diterima: (dari, sampai),
            tenggat,
            berjalan: self.berjalan.or(saya.then_some(true)),
            belum_dijawab: self.belum_dijawab.map(|belum| match belum {
                BelumDijawab::Berjalan => Belum::Berjalan,
                BelumDijawab::Batas => Belum::Batas,
                BelumDijawab::Terlambat => Belum::Terlambat,
            }),
            wajah: self.wajah.map(WajahPerkara::wajah),
        })
    }

    /// Cases that may be under way alone: an answer as at a moment has fewer to
    /// look at.
    pub fn hanya_terbuka(&self) -> bool {
        [self.terbuka, self.menunggu_jawaban, self.berjalan, self.saya].contains(&Some(true))
            || self.wajah.is_some_and(|wajah| wajah.wajah() != Wajah::Selesai)
            || self.belum_dijawab.is_some()
    }

    pub fn mencari_kata(&self) -> bool {
        self.q.is_some()
    }

    /// What was typed, where it may be the beginning of a number: more than one
    /// word, and a digit in it.
    pub fn mungkin_nomor(&self) -> Option<&str> {
        let TeksCari(teks) = self.q.as_ref().filter(|_| self.nomor.is_none())?;
        let mungkin = teks.contains(|c: char| c.is_ascii_digit()) && pecah(teks).len() > 1;
        mungkin.then_some(teks.as_str())
    }

    /// Looks for it as the beginning of a number, no more as words.
    pub fn sebagai_nomor(&mut self) {
        self.nomor = self.q.take();
    }

    /// Each choice is a mark or a word of the case.
    fn tanda(&self) -> Cari {
        let mut cari = Cari::default();
        let tanda = [
            ("jenis", self.jenis.map(nama)),
            ("pemohon", self.jenis_pemohon.map(nama)),
            ("pemegang", self.pemegang.map(nama)),
            ("pemegang-unit", self.pemegang_unit.map(|unit| unit.to_string())),
            ("ada", self.ada.map(nama)),
            ("hasil", self.hasil.map(nama)),
            ("alasan", self.alasan.map(nama)),
        ];
        for (jenis, pilihan) in tanda {
            if let Some(pilihan) = pilihan {
                cari.persis(format!("{jenis}={pilihan}"));
            }
        }
        let bertingkat = [
            ("pemberitahuan", self.pemberitahuan.map(nama)),
            ("pemberian", self.pemberian.map(nama)),
            ("lama", self.lama.map(nama)),
            ("lama-pemberian", self.lama_pemberian.map(nama)),
        ];
        for (jenis, pilihan) in bertingkat {
            match pilihan.as_deref() {
                None => {}
                Some(TERCATAT) => cari.salah_satu(vec![Kata::Awal(format!("{jenis}="))]),
                Some(pilihan) => cari.persis(format!("{jenis}={pilihan}")),
            }
        }
        cari
    }
}

/// What waits for the one who asks. Where a pemohon has to mend something the
/// statutory clock runs on, so that it stays the PPID's to watch.
fn cari_milik(pelaku: &Pelaku, cari: &mut Cari) {
    let Pelaku::Pengguna { peran, .. } = pelaku else { return };
    let pemegang = |nama: &str| Kata::Persis(format!("pemegang={nama}"));
    match peran {
        Peran::Petugas | Peran::PpidUtama => {
            cari.salah_satu(vec![pemegang("ppid"), pemegang("pemohon")]);
        }
        Peran::PpidPembantu(unit) => cari.persis(format!("pemegang-unit={}", unit.0)),
        Peran::AtasanPpid => cari.salah_satu(vec![pemegang("atasan-ppid")]),
        // They watch what others do.
        Peran::TimPertimbangan | Peran::Auditor | Peran::Admin => {}
    }
}

/// Each word begins a word of the case or of the name of its unit.
fn cari_kata(teks: &str, unit: &[BarisUnit], cari: &mut Cari) {
    let kata = pecah(teks);
    if kata.is_empty() {
        cari.salah_satu(Vec::new());
    }
    for kata in kata {
        let bernama = |unit: &&BarisUnit| pecah(&unit.nama).iter().any(|n| n.starts_with(&kata));
        let unit = unit.iter().filter(bernama).map(|unit| Kata::Persis(kata_unit(unit.unit)));
        let unit: Vec<Kata> = unit.collect();
        cari.salah_satu(std::iter::once(Kata::Awal(kata.clone())).chain(unit).collect());
    }
}
