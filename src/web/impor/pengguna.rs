//! Users of a table.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use events::pengguna::{self, JenisPeran, Pengguna, PenggunaDidaftarkan, Peran, SEMUA_PERAN};
use events::pihak::UnitId;
use events::teks::{Isi, Label};
use events::unit::Unit;
use events::{AliranId, Event, JenisAliran};
use uuid::Uuid;

use super::{
    BATAS_PENGGUNA, BarisPengguna, HasilBaris, Impor, Rencana, periksa_banyak, rapi, terbaca, tulis,
};
use crate::akun;
use crate::app::App;
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::masalah::Masalah;
use crate::web::perintah::Kiriman;

pub(super) async fn impor(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(impor): Kiriman<Impor<BarisPengguna>>,
) -> Result<Response, Masalah> {
    periksa_banyak(impor.baris.len(), BATAS_PENGGUNA)?;
    let ada = Ada::baca(&layanan, &impor.baris).await?;
    let mut terlihat = HashMap::new();
    let rencana = impor.baris.iter().map(|baris| {
        if let Some(lain) = terlihat.insert(rapi(&baris.nama_masuk), baris.baris) {
            let catatan = format!("nama masuk sama dengan baris {lain}");
            return Rencana::keliru(baris.baris, &baris.nama_masuk, catatan);
        }
        ada.satu(&layanan, baris)
    });
    tulis(&layanan, &pelaku, &impor, rencana.collect()).await
}

/// What the rows of users are held against.
struct Ada {
    unit: HashMap<String, UnitId>,
    pengguna: HashMap<Uuid, Pengguna>,
    berakun: HashMap<String, Uuid>,
}

impl Ada {
    async fn baca(layanan: &Layanan, baris: &[BarisPengguna]) -> Result<Self, Masalah> {
        let app = &layanan.app;
        let aktif = |(id, unit, _): (Uuid, Unit, u32)| match unit {
            Unit::Aktif { nama, .. } => Some((rapi(nama.as_str()), UnitId(id))),
            Unit::BelumAda | Unit::Digabung { .. } | Unit::Ditutup { .. } => None,
        };
        let unit = app.semua_aliran::<Unit>().await?.into_iter().filter_map(aktif).collect();
        let pengguna = app.semua_aliran::<Pengguna>().await?;
        let pengguna = pengguna.into_iter().map(|(id, pengguna, _)| (id, pengguna)).collect();
        let nama: Vec<String> = baris.iter().map(|baris| baris.nama_masuk.clone()).collect();
        let berakun = akun::pemakai(&app.pool, &nama).await?.into_iter().collect();
        Ok(Ada { unit, pengguna, berakun })
    }

    fn satu(&self, layanan: &Layanan, baris: &BarisPengguna) -> Rencana {
        let didaftarkan = match self.terbaca(layanan, baris) {
            Ok(didaftarkan) => didaftarkan,
            Err(catatan) => return Rencana::keliru(baris.baris, &baris.nama_masuk, catatan),
        };
        let dari = |hasil, catatan: Option<&str>| {
            Rencana::dari(baris.baris, &baris.nama_masuk, hasil, catatan.map(str::to_owned))
        };
        let nama_masuk = rapi(&baris.nama_masuk);
        let berakun = self.berakun.get(&nama_masuk).copied();
        let id = berakun.unwrap_or_else(|| id_pengguna(&layanan.app, &nama_masuk));
        let mut rencana = match self.pengguna.get(&id).map(Pengguna::peran) {
            None => {
                let peristiwa = pengguna::Event::PenggunaDidaftarkan(didaftarkan);
                let aliran = AliranId { jenis: JenisAliran::Pengguna, id };
                let fakta = Some((aliran, Event::Pengguna(peristiwa)));
                Rencana { fakta, ..dari(HasilBaris::Baru, None) }
            }
            Some(Some(peran)) if peran == didaftarkan.peran => dari(HasilBaris::SudahAda, None),
            Some(Some(_)) => dari(HasilBaris::Berbeda, Some("perannya lain; tidak diubah")),
            Some(None) => dari(HasilBaris::Berbeda, Some("sudah tidak aktif; tidak diubah")),
        };
        // One whose sign-in was not reached the last time gets it now.
        if berakun.is_none() && rencana.putusan.hasil != HasilBaris::Berbeda {
            rencana.akun = Some((id, nama_masuk));
        }
        rencana
    }

    fn terbaca(
        &self,
        layanan: &Layanan,
        baris: &BarisPengguna,
    ) -> Result<PenggunaDidaftarkan, String> {
        let huruf = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let nama_masuk = baris.nama_masuk.trim();
        if !(3..=64).contains(&nama_masuk.len()) || !nama_masuk.chars().all(huruf) {
            return Err("nama masuk 3 sampai 64 huruf, angka, titik, atau garis".to_owned());
        }
        if baris.nama.trim().is_empty() {
            return Err("nama kosong; isilah".to_owned());
        }
        let nama = Isi::try_new(baris.nama.trim()).map_err(|error| format!("nama {error}"))?;
        let jabatan =
            Label::try_new(baris.jabatan.as_str()).map_err(|error| format!("jabatan {error}"))?;
        let jenis = Self::jenis_peran(layanan, &baris.peran);
        let jenis = jenis.ok_or_else(|| {
            let semua = SEMUA_PERAN.map(|peran| peran.nama().replace('_', " "));
            format!("peran tidak dikenal; pilih {}", semua.join(", "))
        })?;
        let unit = baris.unit.trim();
        let peran = match jenis {
            JenisPeran::PpidPembantu => {
                let id = self.unit.get(&rapi(unit));
                let id = id.ok_or("unit itu tidak ada atau tidak aktif; impor unitnya dahulu")?;
                Peran::PpidPembantu(*id)
            }
            _ if !unit.is_empty() => {
                return Err("unit hanya bagi PPID Pembantu; kosongkan".to_owned());
            }
            JenisPeran::Petugas => Peran::Petugas,
            JenisPeran::PpidUtama => Peran::PpidUtama,
            JenisPeran::AtasanPpid => Peran::AtasanPpid,
            JenisPeran::TimPertimbangan => Peran::TimPertimbangan,
            JenisPeran::Auditor => Peran::Auditor,
            JenisPeran::Admin => Peran::Admin,
        };
        Ok(PenggunaDidaftarkan { nama, jabatan, peran })
    }

    /// By its own name or by the office's.
    fn jenis_peran(layanan: &Layanan, teks: &str) -> Option<JenisPeran> {
        let kantor = layanan.app.kantor();
        let sebutan = |peran: &JenisPeran| {
            kantor.nama_peran(*peran).is_some_and(|nama| rapi(nama.as_str()) == rapi(teks))
        };
        SEMUA_PERAN.into_iter().find(sebutan).or_else(|| terbaca(teks))
    }
}

/// The same user for the same name, again and again; without the master key
/// nobody finds the name by the id.
fn id_pengguna(app: &App, nama_masuk: &str) -> Uuid {
    let nama = Uuid::new_v5(&app.log.id(), nama_masuk.as_bytes());
    let rahasia = app.log.secret("jejak/pengguna/v1", nama);
    Uuid::new_v5(&app.log.id(), &rahasia)
}
