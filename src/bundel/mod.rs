//! The bundle of a case for those outside the office: gathered from the log as
//! it stood at a checkpoint, cut for its reader, told in papers, checked as they
//! will check it, and given out only once the log says who made it and for what.

mod daftar;
mod kertas;
mod kronologi;
mod pegangan;
mod penjelasan;
mod potongan;
mod rangkaian;
mod redaksi;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use bukti::bundel::{Susunan, Untuk, bagit, periksa};
use bukti::nota::KunciPublik;
use chrono::{DateTime, SubsecRound, Utc};
use events::kantor::Kantor;
use events::pendamping::{BerkasDiekspor, Event as Pendamping, PenerimaBundel};
use events::pengguna::Event as Pengguna;
use events::teks::{Label, Sidik};
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta, JenisAliran};
use projections::catatan::{Catatan, Sudut};
use projections::perkara;
use projections::proyeksi::Proyeksi;
use uuid::Uuid;

use crate::app::{App, subjek};
use crate::log::{Append, AppendError, Command, Expected, Values};
use daftar::Daftar;
use pegangan::Pegangan;
use potongan::Potongan;
use rangkaian::Rangkaian;

/// Version of the layout: another one may give other bytes of the same facts.
pub const SUSUNAN: u32 = 4;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Pesanan {
    pub untuk: PenerimaBundel,
    /// For what, and on whose word.
    pub keperluan: Label,
}

/// A bundle as it is given out.
#[derive(Clone, Debug)]
pub struct Bundel {
    /// Of the archive: the case's id, the cut and the moment, and nobody's name.
    pub nama: String,
    pub bytes: Vec<u8>,
    /// Sealed values that stand open in it.
    pub terbuka: u32,
    pub dokumen: u32,
    /// Documents that stand in it by their digests alone: gone, or kept elsewhere.
    pub tanpa_berkas: usize,
    /// Whether the log's signer signed its checkpoint.
    pub bertanda: bool,
}

/// Why there is no bundle.
#[derive(Debug, thiserror::Error)]
pub enum BundelGagal {
    #[error("perkara ini tidak ada")]
    TidakAda,
    /// Somebody has to look at the log before anything leaves the house.
    #[error("{0}; periksa log dan penandanya dahulu")]
    Penanda(String),
    #[error("berkas perkara ini melebihi 512 MB, atau satu dokumennya melebihi 64 MB")]
    TerlaluBesar,
    #[error("berkas itu tidak dapat dibuat lagi seperti dahulu: {0}; buat berkas baru")]
    Berubah(&'static str),
    #[error(transparent)]
    Tertulis(#[from] AppendError),
    #[error(transparent)]
    Lain(#[from] anyhow::Error),
}

/// All that the bytes follow from, besides the log.
struct Ekspor {
    perkara: Uuid,
    untuk: PenerimaBundel,
    keperluan: Label,
    oleh: Label,
    saat: DateTime<Utc>,
    pegangan: Pegangan,
}

/// What was read for it.
struct Bahan {
    ekspor: Ekspor,
    rangkaian: Vec<Rangkaian>,
    potongan: Potongan,
    catatan: Catatan,
    kantor: Kantor,
    /// What officials are called by their office, by their id.
    jabatan: BTreeMap<Uuid, String>,
    log: Uuid,
}

impl App {
    /// Makes the bundle of a case and takes down that it was made. The same
    /// command again gives the same bytes and adds nothing.
    pub async fn buat_bundel(
        &self,
        perkara: Uuid,
        (perintah, oleh): (Uuid, Label),
        pesanan: Pesanan,
    ) -> Result<Bundel, BundelGagal> {
        let Pesanan { untuk, keperluan } = pesanan;
        let kiriman = ("BerkasDiekspor", perkara, &oleh, untuk, &keperluan);
        let kiriman = serde_json::to_vec(&kiriman).map_err(anyhow::Error::from)?;
        if let Some(outcome) = self.log.outcome(perintah, &kiriman).await? {
            return self.bundel_lagi(perkara, outcome.last_position).await;
        }
        let terakhir = rangkaian::terakhir(self, perkara).await?.ok_or(BundelGagal::TidakAda)?;
        let pegangan = Pegangan::kini(self, terakhir).await?;
        let saat = self.clock.now().trunc_subsecs(0);
        let ekspor = Ekspor { perkara, untuk, keperluan, oleh: oleh.clone(), saat, pegangan };
        let bahan = ekspor.kumpulkan(self).await?;
        let fakta = bahan.fakta();
        let bundel = bahan.tulis(self).await?;
        let fakta = fakta(&bundel)?;
        let sidik = fakta.sha256.clone();
        let command = Command {
            id: perintah,
            actor: oleh,
            content: kiriman,
            appends: vec![Append {
                stream: AliranId::pendamping(perkara),
                expected: Expected::Any,
                subject: subjek(perkara),
                facts: vec![Fakta::baru(
                    Event::Pendamping(Pendamping::BerkasDiekspor(fakta)),
                    Waktu::Saat(saat),
                )],
            }],
        };
        let posisi = self.log.append(command).await?.last_position;
        // The same command may have come twice at once.
        let (_, tercatat) = self.ekspor_pada(posisi).await?;
        if tercatat.sha256 == sidik { Ok(bundel) } else { self.bundel_lagi(perkara, posisi).await }
    }

    /// What was made once, made again from the fact that tells of it.
    async fn bundel_lagi(&self, perkara: Uuid, posisi: u64) -> Result<Bundel, BundelGagal> {
        let (ekspor, fakta) = self.ekspor_pada(posisi).await?;
        if fakta.susunan != SUSUNAN {
            return Err(BundelGagal::Berubah("susunan berkas sudah diperbarui"));
        }
        let (oleh, saat) = ekspor;
        let mut pegangan = Pegangan::pada(self, fakta.posisi, fakta.bertanda).await?;
        pegangan.distempel(fakta.stempel.as_ref()).map_err(BundelGagal::Berubah)?;
        let BerkasDiekspor { untuk, keperluan, sha256, .. } = fakta;
        let ekspor = Ekspor { perkara, untuk, keperluan, oleh, saat, pegangan };
        let bundel = ekspor.kumpulkan(self).await?.tulis(self).await?;
        if bagit::sha256(&bundel.bytes) != sha256.as_str() {
            return Err(BundelGagal::Berubah("sebagian isinya sudah dihapus"));
        }
        Ok(bundel)
    }

    async fn ekspor_pada(
        &self,
        posisi: u64,
    ) -> anyhow::Result<((Label, DateTime<Utc>), BerkasDiekspor)> {
        let raw = self.log.page(posisi.saturating_sub(1), 1).await?.pop();
        let tercatat = raw.context("fakta ekspor tidak ada")?.decode()?;
        let Waktu::Saat(saat) = tercatat.occurred_at else {
            anyhow::bail!("fakta ekspor tanpa saat");
        };
        match tercatat.event {
            Event::Pendamping(Pendamping::BerkasDiekspor(fakta)) => {
                Ok(((tercatat.actor, saat), fakta))
            }
            _ => anyhow::bail!("perintah itu bukan pembuatan berkas"),
        }
    }
}

impl Ekspor {
    /// Reads what the log had at the checkpoint, and nothing that came after it.
    async fn kumpulkan(self, app: &App) -> anyhow::Result<Bahan> {
        let ukuran = self.pegangan.ukuran;
        app.tampilan.tunggu(Proyeksi::Pohon, ukuran).await?;
        let rangkaian = rangkaian::kumpulkan(app, self.perkara, ukuran).await?;
        let entri = app.log.entries_at(&[ukuran.cast_signed()]).await?;
        let dicatat = entri.first().context("checkpoint di luar log")?.fakta.dicatat;
        let saat_itu = Sudut { sebagaimana: dicatat, menurut_catatan: true, zona: app.zona };
        let sudut = Sudut { sebagaimana: self.saat.max(dicatat), ..saat_itu };
        let dasar = app.tampilan.dasar().await?.pada(saat_itu);
        let fakta = rangkaian.iter().flat_map(|satu| &satu.fakta).map(|fakta| fakta.sealed.clone());
        let catatan = Catatan::di_atas(dasar, fakta, sudut);
        let kantor = app.kantor_pada(ukuran).await?;
        let jabatan = self.jabatan(app, &rangkaian).await?;
        let (potongan, log) = (Potongan::dari(self.untuk, &rangkaian), app.log.id());
        Ok(Bahan { ekspor: self, rangkaian, potongan, catatan, kantor, jabatan, log })
    }

    /// The offices of everybody who recorded something here.
    async fn jabatan(
        &self,
        app: &App,
        rangkaian: &[Rangkaian],
    ) -> anyhow::Result<BTreeMap<Uuid, String>> {
        let fakta = rangkaian.iter().flat_map(|satu| &satu.fakta);
        let pelaku = fakta.map(|fakta| fakta.sealed.actor.as_str()).chain([self.oleh.as_str()]);
        let id: BTreeSet<Uuid> = pelaku.filter_map(pengguna).collect();
        let jenis = JenisAliran::Pengguna;
        let aliran: Vec<AliranId> = id.into_iter().map(|id| AliranId { jenis, id }).collect();
        let fakta = app.log.streams(&aliran, Values::Sealed).await?.into_iter();
        let sampai = self.pegangan.ukuran;
        let jabatan = fakta.filter(|t| t.position <= sampai).filter_map(|t| match t.event {
            Event::Pengguna(Pengguna::PenggunaDidaftarkan(f)) => {
                Some((t.stream.id, f.jabatan.to_string()))
            }
            _ => None,
        });
        Ok(jabatan.collect())
    }

    fn untuk(&self) -> Untuk {
        match self.untuk {
            PenerimaBundel::Majelis => Untuk::Majelis,
            PenerimaBundel::Pihak => Untuk::Pihak,
        }
    }

    /// The one folder in the archive, and the archive's name.
    fn folder(&self) -> String {
        let untuk = match self.untuk {
            PenerimaBundel::Majelis => "majelis",
            PenerimaBundel::Pihak => "pihak",
        };
        let saat = self.saat.format("%Y%m%dT%H%MZ");
        format!("berkas-{}-{untuk}-{saat}", self.perkara.simple())
    }
}

impl Bahan {
    /// The fact that tells of a bundle.
    fn fakta(&self) -> impl FnOnce(&Bundel) -> anyhow::Result<BerkasDiekspor> + use<> {
        let Ekspor { untuk, keperluan, pegangan, .. } = &self.ekspor;
        let (untuk, keperluan, posisi) = (*untuk, keperluan.clone(), pegangan.ukuran);
        let stempel = pegangan.stempel.as_deref().map(bagit::sha256);
        move |bundel| {
            Ok(BerkasDiekspor {
                untuk,
                keperluan,
                posisi,
                bertanda: bundel.bertanda,
                susunan: SUSUNAN,
                terbuka: bundel.terbuka,
                dokumen: bundel.dokumen,
                stempel: stempel.map(Sidik::try_new).transpose()?,
                sha256: Sidik::try_new(bagit::sha256(&bundel.bytes))?,
            })
        }
    }

    fn nomor(&self) -> String {
        let baris = perkara::satu(&self.catatan, self.ekspor.perkara);
        baris.map_or_else(|| "belum bernomor".to_owned(), |baris| baris.nomor())
    }

    /// An actor as papers name them: by their office, and by their id beside it.
    fn nama_pelaku(&self, pelaku: &str) -> String {
        match pengguna(pelaku).and_then(|id| self.jabatan.get(&id)) {
            Some(jabatan) => format!("{jabatan} ({pelaku})"),
            None => pelaku.to_owned(),
        }
    }

    async fn tulis(self, app: &App) -> Result<Bundel, BundelGagal> {
        let daftar = Daftar::susun(app, &self).await?;
        let mut aliran = Vec::new();
        for satu in &self.rangkaian {
            aliran.push(satu.berbukti(app, self.ekspor.pegangan.ukuran, &self.potongan).await?);
        }
        let (ekspor, log) = (&self.ekspor, self.log.to_string());
        let (folder, bertanda) = (ekspor.folder(), ekspor.pegangan.vkey.is_some());
        let kantor = self.kantor.ditetapkan.as_ref().map(|kantor| kantor.nama.to_string());
        let keterangan = vec![
            ("Source-Organization", kantor.unwrap_or_else(|| "Badan Publik".to_owned())),
            ("Bagging-Date", ekspor.saat.format("%Y-%m-%d").to_string()),
            ("External-Identifier", ekspor.perkara.to_string()),
            ("Bag-Software-Agent", format!("Jejak {}", env!("CARGO_PKG_VERSION"))),
        ];
        let (untuk, checkpoint, vkey) =
            (ekspor.untuk(), ekspor.pegangan.teks.clone(), ekspor.pegangan.vkey.clone());
        let stempel = ekspor.pegangan.stempel.clone();
        // Setting papers in type takes processor time that others wait for.
        let (lain, daftar) = tokio::task::spawn_blocking(move || {
            let lain = kertas::tulis(&self, &daftar)?;
            anyhow::Ok((lain, daftar))
        })
        .await
        .map_err(anyhow::Error::from)??;
        let dokumen = u32::try_from(daftar.dokumen.len()).map_err(anyhow::Error::from)?;
        let Daftar { dokumen: isi, tanpa_berkas, .. } = daftar;
        let tak_ada = tanpa_berkas.len();
        let kunci = vkey.as_deref().map(KunciPublik::try_new).transpose();
        let kunci = kunci.map_err(anyhow::Error::from)?;
        let susunan = Susunan {
            log,
            untuk,
            checkpoint,
            vkey,
            stempel,
            aliran,
            dokumen: isi,
            tanpa_berkas,
            lain,
            keterangan,
        };
        let bytes = susunan.zip(&folder).ok_or(BundelGagal::TerlaluBesar)?;
        // As those outside will check it.
        let putusan = periksa(&bytes, kunci.as_ref());
        let ditolak = |sebab| anyhow::anyhow!("berkas yang baru dibuat tidak lulus: {sebab:?}");
        let putusan = putusan.map_err(ditolak)?;
        let utuh = putusan.dokumen == u64::from(dokumen);
        let kurang = || anyhow::anyhow!("dokumen dalam berkas tidak lengkap");
        if !utuh {
            return Err(kurang().into());
        }
        let terbuka = u32::try_from(putusan.terbuka).map_err(anyhow::Error::from)?;
        let nama = format!("{folder}.zip");
        Ok(Bundel { nama, bytes, terbuka, dokumen, tanpa_berkas: tak_ada, bertanda })
    }
}

/// The user behind an actor: `pengguna/ID`, `pengguna/ID/plh/ppid_utama`.
fn pengguna(pelaku: &str) -> Option<Uuid> {
    pelaku.strip_prefix("pengguna/")?.split('/').next()?.parse().ok()
}

/// Papers by their names below `data/`.
type Kertas = BTreeMap<String, Vec<u8>>;
