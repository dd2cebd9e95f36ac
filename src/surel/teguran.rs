//! Mails that an alarm is told by. Each is written from the fact that raised it,
//! while that still holds: whose tenggat moved or was met hears nothing of it.

use chrono::NaiveDate;
use events::alarm::{AlarmDibunyikan, JenisAlarm};
use events::pendamping::Event as Pendamping;
use events::waktu::tanggal_panjang;
use events::{Event, Tercatat};
use projections::catatan::Catatan;
use projections::{alarm, perkara, tenggat};
use uuid::Uuid;

use super::naskah::{Bingkai, Isi, Kabar, rentang, sisa};
use super::pesan::Naskah;
use super::tabel::Terambil;
use crate::app::App;
use crate::log::Raw;

/// An alarm at the moment at which it is told.
struct Teguran {
    /// The case, or what it is about.
    milik: Uuid,
    alarm: AlarmDibunyikan,
    hari: NaiveDate,
    /// Working days to the earliest end.
    sisa_hk: i64,
}

/// The mail, or nothing where what it was to tell is over.
pub(super) async fn tulis(
    app: &App,
    bingkai: &Bingkai,
    surel: &Terambil,
) -> anyhow::Result<Option<Naskah>> {
    let Some((milik, alarm)) = baca(app, surel).await? else { return Ok(None) };
    let catatan = app.catatan_untuk(&[milik], app.sudut_kini().await?).await?;
    // Reminders are no duty of the law: under a limitation there are none.
    if !bingkai.petugas && perkara::satu(&catatan, milik).is_some_and(|b| b.perkara.dibatasi()) {
        return Ok(None);
    }
    let hari = app.hari_ini();
    let sisa_hk = app.aturan().await?.kerja.selisih(hari, alarm.tenggat.paling_awal);
    // A pemohon is told what can still be done, and not what they missed.
    let terlambat = alarm.tenggat.jenis.milik_pemohon() && sisa_hk < 0;
    if terlambat || !masih_berlaku(&catatan, milik, &alarm) {
        return Ok(None);
    }
    let nomor = perkara::satu(&catatan, milik).map(|baris| baris.nomor());
    let teguran = Teguran { milik, alarm, hari, sisa_hk };
    let kabar = match (nomor, bingkai.petugas) {
        (Some(nomor), true) => teguran.petugas(&nomor),
        (Some(nomor), false) => teguran.pemohon(&nomor),
        (None, _) => teguran.kewajiban(&catatan),
    };
    kabar.tulis(bingkai).map(Some)
}

/// The alarm that the mail tells of.
async fn baca(app: &App, surel: &Terambil) -> anyhow::Result<Option<(Uuid, AlarmDibunyikan)>> {
    let Some(posisi) = surel.posisi else { return Ok(None) };
    let fakta = app.log.page(posisi - 1, 1).await?;
    let fakta: Option<Tercatat<Event>> = fakta.first().map(Raw::decode).transpose()?;
    Ok(fakta.and_then(|tercatat| match tercatat.event {
        Event::Pendamping(Pendamping::AlarmDibunyikan(alarm)) => Some((tercatat.stream.id, alarm)),
        _ => None,
    }))
}

/// The ladder was not stopped, and the tenggat of a case is open on that end.
fn masih_berlaku(catatan: &Catatan, milik: Uuid, ini: &AlarmDibunyikan) -> bool {
    let ini = &ini.tenggat;
    let unit = ini.unit.map_or_else(Uuid::nil, |unit| unit.0);
    let mut tangga = alarm::tangga(catatan, milik).into_iter();
    let berhenti = tangga.any(|satu| {
        let sama = satu.jenis == ini.jenis.nama() && satu.unit == unit;
        sama && satu.paling_awal == ini.paling_awal && satu.berhenti
    });
    let terbuka = || {
        tenggat::baris_terbuka(catatan).iter().any(|satu| {
            let sama = satu.jenis == ini.jenis.nama() && satu.unit.unwrap_or_default() == unit;
            sama && satu.paling_awal == ini.paling_awal && !satu.sunyi
        })
    };
    let kasus = ini.jenis.milik_perkara() && ini.jenis != JenisAlarm::Sidang;
    !berhenti && (!kasus || terbuka())
}

impl Teguran {
    fn petugas(&self, nomor: &str) -> Kabar {
        let (jenis, judul) = (self.alarm.tenggat.jenis.nama(), self.judul());
        Kabar {
            judul: format!("{judul}: {nomor}"),
            isi: Isi {
                kalimat: format!("{judul}: {jenis} pada perkara {nomor}."),
                rincian: self.rincian(),
                ajakan: "Buka perkaranya",
                jalur: format!("/perkara/{}", self.milik),
            },
        }
    }

    fn judul(&self) -> &'static str {
        match self.sisa_hk {
            1.. => "Segera jatuh tempo",
            0 => "Jatuh tempo",
            _ if self.hari <= self.alarm.tenggat.paling_lambat => "Lewat batas paling awal",
            _ => "Terlambat",
        }
    }

    fn rincian(&self) -> Vec<String> {
        let t = &self.alarm.tenggat;
        let mut rincian = vec![
            format!("{}: {}", t.jenis.nama(), rentang(t.paling_awal, t.paling_lambat)),
            sisa(self.sisa_hk),
        ];
        if !t.pasal.as_str().is_empty() {
            rincian.push(format!("dasar: {}", t.pasal));
        }
        if self.alarm.terlewat > 0 {
            rincian.push(format!("mewakili {} alarm sebelumnya", self.alarm.terlewat));
        }
        rincian
    }

    /// What the pemohon has to do or may still do.
    fn pemohon(&self, nomor: &str) -> Kabar {
        let t = &self.alarm.tenggat;
        let sampai = tanggal_panjang(t.paling_awal);
        #[expect(clippy::wildcard_enum_match_arm, reason = "four kinds are a pemohon's")]
        let kalimat = match t.jenis {
            JenisAlarm::Perbaikan => format!(
                "Permohonan Anda nomor {nomor} belum lengkap. Lengkapi paling lambat {sampai}; setelah itu permohonan tidak ditindaklanjuti."
            ),
            JenisAlarm::Keberatan => format!(
                "Atas permohonan nomor {nomor} Anda masih dapat mengajukan keberatan kepada Atasan PPID sampai {sampai}. Bila Anda sudah puas, tidak ada yang perlu dilakukan."
            ),
            JenisAlarm::Sengketa => format!(
                "Atas keberatan nomor {nomor} Anda masih dapat mengajukan permohonan penyelesaian sengketa kepada Komisi Informasi sampai {sampai}. Bila Anda sudah puas, tidak ada yang perlu dilakukan."
            ),
            _ => format!(
                "Permohonan penyelesaian sengketa Anda tentang {nomor} perlu dilengkapi paling lambat {sampai}."
            ),
        };
        let mut rincian = vec![sisa(self.sisa_hk)];
        if t.paling_awal != t.paling_lambat {
            let lambat = tanggal_panjang(t.paling_lambat);
            rincian
                .push(format!("menurut pembacaan lain masih sampai {lambat}; {sampai} yang aman"));
        }
        if !t.pasal.as_str().is_empty() {
            rincian.push(format!("dasar: {}", t.pasal));
        }
        Kabar {
            judul: format!("Pengingat {sampai}: {nomor}"),
            isi: Isi {
                kalimat,
                rincian,
                ajakan: "Lihat dengan nomor dan kode rahasia dari tanda terima Anda",
                jalur: "/lacak".to_owned(),
            },
        }
    }

    /// What the office owes and hangs on no case.
    fn kewajiban(&self, catatan: &Catatan) -> Kabar {
        let (t, judul) = (&self.alarm.tenggat, self.judul());
        let unit = t.unit.and_then(|unit| catatan.nama_unit(unit.0));
        let milik_unit = unit.map(|unit| format!(", {unit}")).unwrap_or_default();
        let (ajakan, jalur) = tempat(t.jenis, self.milik);
        Kabar {
            judul: format!("{judul}: {}", t.jenis.nama()),
            isi: Isi {
                kalimat: format!("{judul}: {}{milik_unit}.", t.jenis.nama()),
                rincian: self.rincian(),
                ajakan,
                jalur,
            },
        }
    }
}

/// Where one does something about it.
pub(super) fn tempat(jenis: JenisAlarm, milik: Uuid) -> (&'static str, String) {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others are a case's")]
    match jenis {
        JenisAlarm::Pengecualian => ("Buka informasinya", format!("/katalog/{milik}")),
        JenisAlarm::Katalog => ("Buka meja katalog", "/katalog/meja".to_owned()),
        JenisAlarm::LaporanUnit | JenisAlarm::LaporanTahunan => {
            ("Buka dasbor", "/dasbor".to_owned())
        }
        JenisAlarm::KalenderTahunDepan => ("Buka kalender", "/kelola/kalender".to_owned()),
        _ => ("Buka perkaranya", format!("/perkara/{milik}")),
    }
}
