//! The catalogue: what the public may look up, and the decrees behind it (Pasal
//! 21, 45 and 49-53 Perki 1/2021).

mod baca;

use events::katalog::{Entri, Event, InformasiDiusulkan, KlasifikasiDitetapkan, UjiKlasifikasi};
use events::teks::Label;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::akses::Akses;
use super::perintah::{Langkah, TanpaIsi, awal, langkah, lanjutan};
use super::rute::Rute;

/// A decree that brings the DIP up to date.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct SkDip {
    nomor_sk: Label,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct KlasifikasiBerakhir {
    nomor_sk: Option<Label>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct DokumenDilepas {
    berkas: Uuid,
}

fn lanjut<F>(langkah: Langkah, event: fn(F) -> Event) -> Rute
where
    F: Serialize + serde::de::DeserializeOwned + ToSchema + Send + 'static,
{
    lanjutan::<Entri, F>(langkah, "entri", event)
}

pub(super) fn rute() -> Vec<Rute> {
    rute_langkah().into_iter().chain(baca::rute()).collect()
}

/// The facts of an entry.
fn rute_langkah() -> Vec<Rute> {
    vec![
        awal::<Entri, InformasiDiusulkan>(
            langkah("InformasiDiusulkan", "Usulkan informasi untuk katalog", Akses::UNIT),
            Event::InformasiDiusulkan,
            |f| Some(f.unit),
        ),
        lanjut(
            langkah("UsulanDikembalikan", "Kembalikan usulan kepada unit", Akses::PPID),
            Event::UsulanDikembalikan,
        ),
        lanjut(
            langkah("UsulanDiperbaiki", "Perbaiki usulan", Akses::UNIT),
            Event::UsulanDiperbaiki,
        ),
        lanjut(
            langkah("PenetapanDisetujui", "Setujui penetapan dalam DIP", Akses::ATASAN),
            |_: TanpaIsi| Event::PenetapanDisetujui {},
        ),
        lanjut(langkah("DipDitetapkan", "Tetapkan dalam DIP", Akses::PPID), Event::DipDitetapkan),
        lanjut(
            langkah("DokumenDilampirkan", "Lampirkan dokumen untuk diunduh", Akses::UNIT),
            Event::DokumenDilampirkan,
        ),
        lanjut(langkah("DokumenDilepas", "Lepas dokumen", Akses::UNIT), |f: DokumenDilepas| {
            Event::DokumenDilepas { berkas: f.berkas }
        }),
        lanjut(langkah("DipDimutakhirkan", "Mutakhirkan DIP", Akses::PPID), |f: SkDip| {
            Event::DipDimutakhirkan { nomor_sk: f.nomor_sk }
        }),
        lanjut::<UjiKlasifikasi>(
            langkah("UjiKonsekuensiDilakukan", "Catat uji konsekuensi klasifikasi", Akses::UJI),
            Event::UjiKonsekuensiDilakukan,
        ),
        lanjut::<KlasifikasiDitetapkan>(
            langkah("KlasifikasiDitetapkan", "Tetapkan pengecualian", Akses::PPID),
            Event::KlasifikasiDitetapkan,
        ),
        lanjut::<KlasifikasiDitetapkan>(
            langkah("KlasifikasiDiubah", "Ubah pengecualian (Pasal 53 Perki 1/2021)", Akses::PPID),
            Event::KlasifikasiDiubah,
        ),
        lanjut(
            langkah("KlasifikasiBerakhir", "Akhiri pengecualian", Akses::PPID),
            |f: KlasifikasiBerakhir| Event::KlasifikasiBerakhir { nomor_sk: f.nomor_sk },
        ),
        lanjut(langkah("InformasiDitarik", "Tarik dari katalog", Akses::PPID), |_: TanpaIsi| {
            Event::InformasiDitarik {}
        }),
    ]
}
