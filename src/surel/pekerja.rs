//! The worker: takes a mail, writes it, sends it, keeps what came of it, and
//! puts that into the log. Wherever it dies, the mail is taken again after a
//! while, and goes out under the same Message-ID.

use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use events::pendamping::{Event as Pendamping, SurelDikirim, SurelGagal};
use events::pengguna::PenggunaId;
use events::surel::{JenisSurel, PenerimaSurel};
use events::teks::Label;
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta};
use lettre::message::Mailbox;
use lettre::{Address, Message};
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use uuid::Uuid;

use super::konfigurasi::{Jalan, SuratKeluar};
use super::naskah::{self, Ditulis};
use super::pesan::{Amplop, susun};
use super::smtp::Kurir;
use super::tabel::{self, Selesai, Terambil};
use super::{Keadaan, sebab};
use crate::app::{App, subjek};
use crate::jobs::JAM_ALARM;
use crate::log::{Append, Command, Expected};

/// Attempts before a person has to look: with the pauses between them three days.
pub const BATAS_PERCOBAAN: i32 = 20;
/// Longer than one mail may take.
const JEDA_PERTAMA: chrono::Duration = chrono::Duration::minutes(2);
const JEDA_TERPANJANG: chrono::Duration = chrono::Duration::hours(6);
/// How long to rest where nothing is due.
const INTIP: Duration = Duration::from_secs(2);
/// Results that are put into the log at a time.
const SEKALI_CATAT: i64 = 100;

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hasil {
    /// The mail server answers for it now.
    Terkirim,
    /// Trying again may help.
    Sementara(Jawaban),
    Tetap(Jawaban),
    /// What it was to tell holds no more.
    Gugur,
}

/// What was answered, in words that hold nobody's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jawaban {
    pub kalimat: String,
    pub kode: Option<u16>,
}

impl Jawaban {
    pub fn baru(kalimat: &str) -> Self {
        Jawaban { kalimat: kalimat.to_owned(), kode: None }
    }
}

enum Cara {
    Folder(PathBuf),
    Smtp(Box<Kurir>),
}

impl Cara {
    /// What is kept of a mail that went out this way.
    fn kata(&self) -> &'static str {
        match self {
            Cara::Folder(_) => "disimpan sebagai berkas .eml",
            Cara::Smtp(_) => "diterima server surel",
        }
    }
}

pub struct Pekerja {
    app: Arc<App>,
    /// Where people reach the office, without a slash at its end.
    url_publik: String,
    cara: Cara,
    pengirim: Mailbox,
}

impl Pekerja {
    pub fn baru(app: Arc<App>, url_publik: &str, keluar: &SuratKeluar) -> anyhow::Result<Self> {
        let cara = match &keluar.jalan {
            Jalan::Folder(folder) => Cara::Folder(folder.clone()),
            Jalan::Smtp(smtp) => Cara::Smtp(Box::new(Kurir::dari(smtp)?)),
        };
        let (url_publik, pengirim) = (url_publik.to_owned(), keluar.pengirim.clone());
        Ok(Pekerja { app, url_publik, cara, pengirim })
    }

    /// Works until `henti` says to stop, and finishes the mail in hand.
    pub async fn layani(self, mut henti: watch::Receiver<bool>) {
        let ini = Arc::new(self);
        while !*henti.borrow() {
            // A task of its own: a mail that brings it down holds up no other.
            let putaran = tokio::spawn(ini.clone().putaran(henti.clone()));
            if let Err(galat) = putaran.await.map_err(anyhow::Error::from).flatten() {
                tracing::warn!(galat = format!("{galat:#}"), "surel tertahan");
            }
            let _ = timeout(INTIP, henti.changed()).await;
        }
    }

    async fn putaran(self: Arc<Self>, henti: watch::Receiver<bool>) -> anyhow::Result<()> {
        while !*henti.borrow() && sebab::ikuti(&self.app).await? {}
        self.catat().await?;
        while !*henti.borrow() && self.satu().await? {
            self.catat().await?;
        }
        Ok(())
    }

    /// Takes the mail that waits longest and sends it; `false` where none is due.
    /// One that was held up until the evening goes out on the next working day.
    pub async fn satu(&self) -> anyhow::Result<bool> {
        let app = &self.app;
        let (domain, kini) = (self.pengirim.email.domain(), app.clock.now());
        let sepi = JAM_ALARM.terakhir(kini, app.zona, &app.aturan().await?.kerja).is_none();
        let terambil = tabel::ambil(&app.pool, (kini, sepi), domain, jeda).await?;
        let Some(terambil) = terambil else { return Ok(false) };
        let hasil = if terambil.percobaan_ini > BATAS_PERCOBAAN {
            // Whoever had it in hand never came back.
            Hasil::Tetap(Jawaban::baru("pengiriman berkali-kali terputus di tengah jalan"))
        } else {
            match self.tulis(&terambil).await? {
                Ok(pesan) => self.kirim(terambil.surel, pesan).await,
                Err(tetap) => tetap,
            }
        };
        self.simpan_hasil(&terambil, hasil).await?;
        Ok(true)
    }

    async fn simpan_hasil(&self, terambil: &Terambil, hasil: Hasil) -> anyhow::Result<()> {
        let (keadaan, jawaban) = match hasil {
            Hasil::Terkirim => (Keadaan::Terkirim, Jawaban::baru(self.cara.kata())),
            Hasil::Sementara(jawaban) if terambil.percobaan_ini < BATAS_PERCOBAAN => {
                (Keadaan::Menunggu, jawaban)
            }
            Hasil::Sementara(jawaban) | Hasil::Tetap(jawaban) => (Keadaan::Tertahan, jawaban),
            Hasil::Gugur => (Keadaan::Gugur, Jawaban::baru("isinya tidak berlaku lagi")),
        };
        let (surel, kata) = (terambil.surel, jawaban.kalimat.as_str());
        match keadaan {
            Keadaan::Terkirim => tracing::info!(%surel, jawaban = kata, "surel terkirim"),
            Keadaan::Menunggu => tracing::warn!(%surel, jawaban = kata, "surel ditunda"),
            Keadaan::Tertahan => tracing::warn!(%surel, jawaban = kata, "surel tertahan"),
            Keadaan::Gugur => tracing::info!(%surel, jawaban = kata, "surel tidak jadi dikirim"),
        }
        let kode = jawaban.kode.and_then(|kode| i16::try_from(kode).ok());
        let kini = self.app.clock.now();
        tabel::tetapkan(&self.app.pool, terambil, keadaan, (kata, kode), kini).await?;
        Ok(())
    }

    /// The mail as it is to go out, or why it never can.
    async fn tulis(&self, terambil: &Terambil) -> anyhow::Result<Result<Message, Hasil>> {
        let ditulis = naskah::tulis(&self.app, &self.url_publik, terambil).await?;
        let (tujuan, naskah) = match ditulis {
            Ditulis::Surat(tujuan, naskah) => (tujuan, naskah),
            // Most pemohon leave no address; that is no fault to look after.
            Ditulis::TanpaTujuan if terambil.jenis == JenisSurel::Pengingat => {
                return Ok(Err(Hasil::Gugur));
            }
            Ditulis::TanpaTujuan => {
                let kata = "penerima tidak bekerja lagi atau alamat surelnya sudah tidak ada";
                return Ok(Err(Hasil::Tetap(Jawaban::baru(kata))));
            }
            Ditulis::Lewat => return Ok(Err(Hasil::Gugur)),
        };
        let Ok(alamat) = tujuan.alamat.parse::<Address>() else {
            let kata = "alamat surel penerima tidak dapat dipakai; perbaiki di halaman penggunanya";
            return Ok(Err(Hasil::Tetap(Jawaban::baru(kata))));
        };
        let amplop = Amplop {
            surel: terambil.surel,
            domain: &terambil.domain,
            dibuat: terambil.dibuat,
            dari: &self.pengirim,
            nama: tujuan.nama.as_deref(),
            alamat: &alamat,
        };
        Ok(Ok(susun(&amplop, &naskah)?))
    }

    async fn kirim(&self, surel: Uuid, pesan: Message) -> Hasil {
        match &self.cara {
            Cara::Smtp(kurir) => kurir.kirim(&pesan).await,
            Cara::Folder(folder) => {
                let tujuan = folder.clone();
                let simpan = spawn_blocking(move || simpan(&tujuan, surel, &pesan.formatted()));
                match simpan.await.map_err(anyhow::Error::from).flatten() {
                    Ok(()) => {
                        // Its pemohon's data were erased while it was written.
                        if matches!(tabel::dikenal(&self.app.pool, surel).await, Ok(false)) {
                            let _ = std::fs::remove_file(berkas_surel(folder, surel));
                        }
                        Hasil::Terkirim
                    }
                    Err(galat) => Hasil::Sementara(Jawaban::baru(&format!("{galat:#}"))),
                }
            }
        }
    }

    /// Puts what came of mails into the log, each once.
    pub async fn catat(&self) -> anyhow::Result<()> {
        let pool = &self.app.pool;
        for selesai in tabel::belum_tercatat(pool, SEKALI_CATAT).await? {
            if let Some(milik) = self.milik(&selesai).await? {
                self.catat_satu(milik, &selesai).await?;
            }
            tabel::tercatat(pool, selesai.surel, selesai.percobaan).await?;
        }
        Ok(())
    }

    /// In whose companion it is told: the case's, or that of what an alarm is
    /// about. A digest is about nothing single.
    async fn milik(&self, selesai: &Selesai) -> anyhow::Result<Option<Uuid>> {
        if let (None, Some(posisi)) = (selesai.perkara, selesai.posisi) {
            let fakta = self.app.log.page(posisi - 1, 1).await?;
            return Ok(fakta.first().map(|raw| raw.stream.id));
        }
        Ok(selesai.perkara)
    }

    async fn catat_satu(&self, milik: Uuid, selesai: &Selesai) -> anyhow::Result<()> {
        let (surel, jenis) = (selesai.surel, selesai.jenis);
        let kepada = match jenis {
            JenisSurel::Pengingat => PenerimaSurel::Pemohon,
            _ => PenerimaSurel::Pengguna(PenggunaId(selesai.penerima)),
        };
        let event = if selesai.terkirim {
            Pendamping::SurelDikirim(SurelDikirim { surel, jenis, kepada })
        } else {
            let kode = selesai.kode.and_then(|kode| u16::try_from(kode).ok());
            Pendamping::SurelGagal(SurelGagal { surel, jenis, kepada, kode })
        };
        let command = Command {
            // The same each time, so that the log takes it once.
            id: Uuid::new_v5(&surel, format!("hasil/{}", selesai.percobaan).as_bytes()),
            actor: Label::try_new("sistem:surel")?,
            content: serde_json::to_vec(&event)?,
            appends: vec![Append {
                stream: AliranId::pendamping(milik),
                expected: Expected::Any,
                subject: subjek(milik),
                facts: vec![Fakta::baru(Event::Pendamping(event), Waktu::Saat(selesai.selesai))],
            }],
        };
        self.app.log.append(command).await?;
        Ok(())
    }
}

/// How long nobody else takes a mail, by how often it was tried: twice as long
/// each time, within bounds.
fn jeda(percobaan: i32) -> chrono::Duration {
    let kali = 1 << (percobaan - 1).clamp(0, 16);
    (JEDA_PERTAMA * kali).min(JEDA_TERPANJANG)
}

/// Writes a mail as a file that is there whole or not at all; a repeat takes its
/// place.
fn simpan(folder: &Path, surel: Uuid, isi: &[u8]) -> anyhow::Result<()> {
    let keliru = || format!("folder surel {} tidak dapat ditulisi", folder.display());
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).with_context(keliru)?;
    let sementara = folder.join(format!(".{surel}"));
    let mut buka = std::fs::OpenOptions::new();
    let berkas = buka.create(true).write(true).truncate(true).mode(0o600).open(&sementara);
    let mut berkas = berkas.with_context(keliru)?;
    berkas.write_all(isi).and_then(|()| berkas.sync_all()).with_context(keliru)?;
    std::fs::rename(&sementara, berkas_surel(folder, surel)).with_context(keliru)
}

/// Where a mail lies.
pub(crate) fn berkas_surel(folder: &Path, surel: Uuid) -> PathBuf {
    folder.join(format!("{surel}.eml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_after_three_days() {
        let menit: Vec<i64> = (1..=10).map(|n| jeda(n).num_minutes()).collect();
        assert_eq!(menit, [2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
        let semua: chrono::Duration = (1..BATAS_PERCOBAAN).map(jeda).sum();
        assert!((72..96).contains(&semua.num_hours()), "{semua}");
        assert_eq!(jeda(i32::MAX), JEDA_TERPANJANG);
    }

    #[test]
    fn a_mail_is_a_file_of_its_own_and_a_repeat_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let surel = folder.path().join("surel");
        for isi in [&b"satu"[..], b"satu lagi"] {
            simpan(&surel, Uuid::nil(), isi).unwrap();
        }
        let nama = format!("{}.eml", Uuid::nil());
        assert_eq!(std::fs::read(surel.join(nama)).unwrap(), b"satu lagi");
        assert_eq!(std::fs::read_dir(&surel).unwrap().count(), 1);
    }
}
