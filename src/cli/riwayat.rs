//! `jejak riwayat`: every fact of one perkara.

use clap::Args;
use events::pendamping::{DataPribadiDilihat, Event as Pendamping};
use events::teks::Label;
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta};
use projections::catatan::{Catatan, Sudut};
use projections::riwayat::Baris;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Bentuk, Lihat, bernomor, cari, tampilan};
use crate::app::{App, subjek};
use crate::log::{Append, Command, Expected, Values};

#[derive(Args, Debug)]
#[command(after_help = "\
Terjadi   : saat menurut hukum (surat diterima kemarin dicatat hari ini)
Diketahui : sejak kapan kantor dapat mengetahuinya; ditampilkan bila berbeda hari
Dicatat   : saat masuk ke log, selalu maju

Isi yang menyangkut orang tersegel; --buka menampilkannya, dan penglihatan itu dicatat.")]
pub(super) struct Arguments {
    /// Nomor register, nomor keberatan, nomor KI, atau id perkara
    nomor: String,
    /// Tampilkan isi yang tersegel; penglihatan ini dicatat
    #[arg(long)]
    buka: bool,
    /// Nama buku register, bila nomor itu ada di beberapa buku
    #[arg(long, value_name = "NAMA")]
    buku: Option<String>,
    #[command(flatten)]
    pub(super) lihat: Lihat,
    #[command(flatten)]
    bentuk: Bentuk,
}

/// A sealed value as it is shown: position, name, text.
type Isi = (u64, String, String);

pub(super) async fn run(app: &App, a: Arguments, sudut: Sudut) -> anyhow::Result<()> {
    let catatan = bernomor(app, &a.nomor, sudut).await?;
    let perkara = cari(&catatan, &a.nomor, a.buku.as_deref())?;
    let baris = projections::riwayat::riwayat(&catatan, perkara.id);
    let isi = if a.buka { buka(app, &catatan, perkara.id).await? } else { Vec::new() };
    if a.bentuk.json {
        let fakta: Vec<Value> = baris.iter().map(|baris| fakta_json(baris, &isi)).collect();
        return tampilan::json(&json!({
            "nomor": perkara.nomor(), "perkara": perkara.id, "status": perkara.status(), "fakta": fakta
        }));
    }
    cetak!("Perkara {} · {}", perkara.nomor(), perkara.status());
    let mut tabel = tampilan::tabel(&["Posisi", "Terjadi", "Fakta", "Dicatat"]);
    for satu in &baris {
        tabel.add_row([
            satu.position.to_string(),
            tampilan::waktu(satu.occurred_at, sudut.zona),
            uraian(satu, &isi),
            dicatat(satu, sudut),
        ]);
    }
    cetak!("{tabel}");
    Ok(())
}

fn uraian(baris: &Baris, isi: &[Isi]) -> String {
    let mut baris_baris = vec![baris.uraian.clone()];
    if baris.dikoreksi {
        baris_baris.push("↳ dikoreksi oleh fakta kemudian".to_owned());
    }
    baris_baris.extend(baris.cacat.iter().map(|cacat| format!("⚠ cacat: {cacat}")));
    let milik = isi.iter().filter(|(posisi, _, _)| *posisi == baris.position);
    baris_baris.extend(milik.map(|(_, nama, teks)| format!("  {nama}: {teks}")));
    baris_baris.join("\n")
}

/// When it was recorded, and since when it could be known where that is
/// another day.
fn dicatat(baris: &Baris, sudut: Sudut) -> String {
    let dicatat = tampilan::saat(baris.recorded_at, sudut.zona);
    let (a, b) = (sudut.zona.tanggal(baris.recorded_at), sudut.zona.tanggal(baris.diketahui));
    let terjadi = baris.occurred_at.tanggal(sudut.zona);
    if a == b || terjadi == Some(b) {
        format!("{dicatat}\n{}", baris.actor)
    } else {
        format!("{dicatat}\n{}\ndiketahui {}", baris.actor, events::waktu::tanggal_panjang(b))
    }
}

fn fakta_json(baris: &Baris, isi: &[Isi]) -> Value {
    let milik = isi.iter().filter(|(posisi, _, _)| *posisi == baris.position);
    let isi: serde_json::Map<String, Value> =
        milik.map(|(_, nama, teks)| (nama.clone(), Value::from(teks.as_str()))).collect();
    json!({
        "posisi": baris.position, "aliran": baris.aliran, "versi": baris.version,
        "terjadi": baris.occurred_at, "diketahui": baris.diketahui, "dicatat": baris.recorded_at,
        "oleh": baris.actor, "uraian": baris.uraian, "cacat": baris.cacat,
        "dikoreksi": baris.dikoreksi, "isi": isi
    })
}

/// Opens what is sealed, after the log has taken down that it is looked at.
async fn buka(app: &App, catatan: &Catatan, perkara: Uuid) -> anyhow::Result<Vec<Isi>> {
    let mut aliran = vec![AliranId::perkara(perkara)];
    let state = app.perkara(perkara).await?;
    let jenis = events::JenisAliran::Sengketa;
    aliran.extend(state.sengketa.iter().map(|id| AliranId { jenis, id: *id }));
    let mut isi = Vec::new();
    for aliran in aliran {
        for tercatat in app.log.stream(aliran, Values::Open).await? {
            if tercatat.diketahui <= catatan.sudut.sebagaimana {
                kumpulkan(
                    tercatat.position,
                    String::new(),
                    &serde_json::to_value(&tercatat.event)?,
                    &mut isi,
                );
            }
        }
    }
    let event = Pendamping::DataPribadiDilihat(DataPribadiDilihat {
        keperluan: Label::try_new("riwayat")?,
        jumlah: u32::try_from(isi.len())?,
        register: None,
    });
    let now = app.clock.now();
    let command = Command {
        id: crate::log::new_id(now),
        actor: Label::try_new("cli:riwayat")?,
        content: isi.len().to_be_bytes().to_vec(),
        appends: vec![Append {
            stream: AliranId::pendamping(perkara),
            expected: Expected::Any,
            subject: subjek(perkara),
            facts: vec![Fakta::baru(Event::Pendamping(event), Waktu::Saat(now))],
        }],
    };
    app.log.append(command).await?;
    Ok(isi)
}

/// Every opened value below a body, with its path as name.
fn kumpulkan(posisi: u64, nama: String, nilai: &Value, isi: &mut Vec<Isi>) {
    match nilai {
        Value::Object(objek) => {
            if let (1, Some(Value::String(teks))) = (objek.len(), objek.get("isi")) {
                isi.push((posisi, nama, teks.clone()));
                return;
            }
            for (kunci, anak) in objek {
                let nama = match (nama.as_str(), kunci.as_str()) {
                    ("", "body") => String::new(),
                    ("", kunci) => kunci.to_owned(),
                    (nama, kunci) => format!("{nama}.{kunci}"),
                };
                kumpulkan(posisi, nama, anak, isi);
            }
        }
        Value::Array(daftar) => {
            for anak in daftar {
                kumpulkan(posisi, nama.clone(), anak, isi);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
