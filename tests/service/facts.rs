//! Facts and commands as short as a test wants them.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use events::buku::{self, BukuDibuka, JenisBuku, Pola};
use events::pendamping::{self, DataPribadiDilihat};
use events::permohonan::{Nomor, NomorPendaftaranDiberikan, PermohonanDiterima};
use events::pihak::{JenisPemohon, Pemohon};
use events::teks::{Isi, Label};
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta, JenisAliran, perkara};
use jejak::log::{Append, Command, Expected};
use uuid::Uuid;

pub(crate) fn label(teks: &str) -> Label {
    Label::try_new(teks).expect("a label of the test")
}

pub(crate) fn isi(teks: &str) -> Isi {
    Isi::try_new(teks).expect("a text of the test")
}

pub(crate) fn saat(teks: &str) -> DateTime<Utc> {
    teks.parse().expect("an instant of the test")
}

pub(crate) fn fakta(event: Event) -> Fakta {
    Fakta::baru(event, Waktu::Tanggal("2026-03-02".parse().expect("a date")))
}

/// A permohonan whose values are sealed.
pub(crate) fn diterima(nama: &str, nik: &str, rincian: &str) -> Fakta {
    let pemohon = Pemohon {
        jenis: JenisPemohon::Perorangan,
        nama: Some(isi(nama)),
        nomor_identitas: Some(isi(nik)),
        ..Pemohon::default()
    };
    let rincian = Some(isi(rincian));
    let fakta_ini = PermohonanDiterima { pemohon, rincian, ..PermohonanDiterima::default() };
    perkara(perkara::Event::PermohonanDiterima(fakta_ini))
}

/// The next number of a book.
pub(crate) fn bernomor(buku: Uuid) -> Fakta {
    let nomor = Nomor::Berikutnya;
    perkara(perkara::Event::NomorPendaftaranDiberikan(NomorPendaftaranDiberikan { buku, nomor }))
}

pub(crate) fn perkara(event: perkara::Event) -> Fakta {
    fakta(Event::Perkara(Box::new(event)))
}

/// A small fact of a companion stream, without a sealed value.
pub(crate) fn dilihat(jumlah: u32) -> Fakta {
    let keperluan = label("riwayat");
    let dilihat = DataPribadiDilihat { keperluan, jumlah, register: None };
    fakta(Event::Pendamping(pendamping::Event::DataPribadiDilihat(dilihat)))
}

pub(crate) fn buku_dibuka() -> Fakta {
    fakta(Event::Buku(buku::Event::BukuDibuka(BukuDibuka {
        jenis: JenisBuku::Permohonan,
        nama: label("Permohonan 2026"),
        tahun: Some(2026),
        unit: None,
        pola: Pola::try_new("{urut4}/PPID/2026").expect("a pattern"),
    })))
}

pub(crate) fn aliran_buku(id: Uuid) -> AliranId {
    AliranId { jenis: JenisAliran::Buku, id }
}

/// A random id; the log never looks inside.
pub(crate) fn id_acak() -> Uuid {
    Uuid::from_u128(rand::random())
}

pub(crate) fn append(stream: AliranId, expected: Expected, facts: Vec<Fakta>) -> Append {
    Append { stream, expected, subject: stream.id, facts }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string does not fail");
        hex
    })
}

/// A command whose content is its id.
pub(crate) fn command(id: Uuid, appends: Vec<Append>) -> Command {
    Command { id, actor: label("petugas"), content: id.as_bytes().to_vec(), appends }
}

/// One fact on a companion stream, whatever its version.
pub(crate) fn satu(id: Uuid, perkara: Uuid) -> Command {
    command(id, vec![append(AliranId::pendamping(perkara), Expected::Any, vec![dilihat(1)])])
}
