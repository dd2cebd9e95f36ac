//! Mails about limits in hours, written while they are open.

use events::Event;
use events::jam::TenggatJam;
use events::kegagalan::Kegagalan;
use events::pendamping::{BatasJamDiingatkan, Event as Pendamping};
use projections::perkara;

use super::naskah::{Bingkai, Isi, Kabar};
use super::pesan::Naskah;
use super::tabel::Terambil;
use crate::app::App;
use crate::log::Raw;
use crate::pelindungan::Tentang;

/// The mail, or nothing where its limit was met meanwhile.
pub(super) async fn tulis(
    app: &App,
    bingkai: &Bingkai,
    surel: &Terambil,
) -> anyhow::Result<Option<Naskah>> {
    let Some(posisi) = surel.posisi else { return Ok(None) };
    let fakta = app.log.page(posisi - 1, 1).await?;
    let Some(tercatat) = fakta.first().map(Raw::decode).transpose()? else { return Ok(None) };
    let Event::Pendamping(Pendamping::BatasJamDiingatkan(ingat)) = tercatat.event else {
        return Ok(None);
    };
    let milik = tercatat.stream.id;
    let terbuka = app.batas_jam().await?.into_iter().find(|satu| {
        let kode = satu.tenggat.batas.kode == ingat.batas.as_str();
        satu.tentang.id() == milik && kode && satu.tenggat.paling_awal() == ingat.paling_awal
    });
    let Some(terbuka) = terbuka else { return Ok(None) };
    let (apa, jalur) = match terbuka.tentang {
        Tentang::Perkara(id) => {
            let catatan = app.catatan_untuk(&[id], app.sudut_kini().await?).await?;
            let nomor = perkara::satu(&catatan, id).map(|baris| baris.nomor());
            let nomor = nomor.unwrap_or_else(|| id.to_string());
            (format!("permintaan pembatasan data pribadi, {nomor}"), format!("/perkara/{id}"))
        }
        Tentang::Kegagalan(id) => {
            let (kegagalan, _) = app.aliran::<Kegagalan>(id).await?;
            let judul = kegagalan.ditemukan.map(|(_, f)| f.judul.to_string()).unwrap_or_default();
            let apa = format!("kegagalan pelindungan data pribadi, {judul}");
            (apa, format!("/kegagalan/{id}"))
        }
    };
    kabar(app, &ingat, &terbuka.tenggat, (apa, jalur)).tulis(bingkai).map(Some)
}

fn kabar(
    app: &App,
    ingat: &BatasJamDiingatkan,
    tenggat: &TenggatJam,
    (apa, jalur): (String, String),
) -> Kabar {
    let sisa = match tenggat.sisa_jam(app.clock.now()) {
        lewat if lewat < 0 => format!("lewat {} jam", -lewat),
        jam => format!("{jam} jam lagi"),
    };
    let (awal, lambat) = (tenggat.paling_awal(), tenggat.paling_lambat());
    let mut rincian = vec![format!("paling awal: {}", app.zona.saat_panjang(awal))];
    if awal != lambat {
        rincian.push(format!("paling lambat: {}", app.zona.saat_panjang(lambat)));
    }
    rincian.push(sisa.clone());
    rincian.push(format!("yang harus dilakukan: {}", tenggat.batas.tindakan));
    rincian.push(format!("dasar: {}", ingat.pasal));
    Kabar {
        judul: format!("Batas 3 x 24 jam, {sisa}"),
        isi: Isi {
            kalimat: format!("Batas 3 x 24 jam berjalan juga pada malam dan hari libur: {apa}."),
            rincian,
            ajakan: "Buka halamannya",
            jalur,
        },
    }
}
