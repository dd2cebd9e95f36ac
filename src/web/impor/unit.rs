//! Units of a table.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use events::teks::Label;
use events::unit::{self, JenisUnit, Unit};
use events::{AliranId, Event, JenisAliran};
use uuid::Uuid;

use super::{
    BATAS_UNIT, BarisUnit, HasilBaris, Impor, Rencana, periksa_banyak, rapi, terbaca, tulis,
};
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::masalah::Masalah;
use crate::web::perintah::Kiriman;

pub(super) async fn impor(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(impor): Kiriman<Impor<BarisUnit>>,
) -> Result<Response, Masalah> {
    periksa_banyak(impor.baris.len(), BATAS_UNIT)?;
    let ada = layanan.app.semua_aliran::<Unit>().await?;
    let ada: HashMap<String, Unit> = ada
        .into_iter()
        .filter_map(|(_, unit, _)| Some((rapi(unit.nama()?.as_str()), unit)))
        .collect();
    let mut terlihat = HashMap::new();
    let rencana = impor.baris.iter().map(|baris| {
        if let Some(lain) = terlihat.insert(rapi(&baris.nama), baris.baris) {
            return Rencana::keliru(baris.baris, &baris.nama, format!("sama dengan baris {lain}"));
        }
        satu_unit(baris, ada.get(&rapi(&baris.nama)), impor.perintah)
    });
    tulis(&layanan, &pelaku, &impor, rencana.collect()).await
}

fn satu_unit(baris: &BarisUnit, ada: Option<&Unit>, perintah: Uuid) -> Rencana {
    let keliru = |catatan: String| Rencana::keliru(baris.baris, &baris.nama, catatan);
    let nama = match Label::try_new(baris.nama.as_str()) {
        Ok(nama) => nama,
        Err(error) => return keliru(format!("nama {error}")),
    };
    let Some(jenis) = terbaca::<JenisUnit>(&baris.jenis) else {
        let pilihan =
            "dinas, badan, sekretariat, kecamatan, kelurahan, rumah sakit, bumd, sekolah, lain";
        return keliru(format!("jenis tidak dikenal; pilih {pilihan}"));
    };
    let dari = |hasil, catatan: Option<&str>| {
        Rencana::dari(baris.baris, &baris.nama, hasil, catatan.map(str::to_owned))
    };
    match ada {
        Some(Unit::Aktif { jenis: lama, .. }) if *lama == jenis => dari(HasilBaris::SudahAda, None),
        Some(Unit::Aktif { .. }) => {
            dari(HasilBaris::Berbeda, Some("tercatat dengan jenis lain; tidak diubah"))
        }
        Some(Unit::Digabung { .. } | Unit::Ditutup { .. }) => {
            dari(HasilBaris::Berbeda, Some("unit bernama itu sudah tidak aktif; tidak diubah"))
        }
        Some(Unit::BelumAda) | None => {
            let id = Uuid::new_v5(&perintah, rapi(&baris.nama).as_bytes());
            let fakta = Event::Unit(unit::Event::UnitDibentuk { nama, jenis });
            let aliran = AliranId { jenis: JenisAliran::Unit, id };
            Rencana { fakta: Some((aliran, fakta)), ..dari(HasilBaris::Baru, None) }
        }
    }
}
