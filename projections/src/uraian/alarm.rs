//! Alarms in an officer's words.

use events::alarm::{
    AlarmDibunyikan, AlarmDihentikan, Penerima, SebabBerhenti, SebabGeser, TenggatAlarm,
};
use events::pendamping::BatasJamDiingatkan;
use events::pihak::UnitId;
use events::waktu::tanggal_panjang;

use crate::catatan::Catatan;

pub fn alarm(alarm: &AlarmDibunyikan, catatan: &Catatan) -> String {
    let sisa = match alarm.sisa_hk {
        0 => "hari terakhir".to_owned(),
        sisa if sisa > 0 => format!("{sisa} hari kerja lagi"),
        lewat => format!("lewat {} hari kerja", lewat.unsigned_abs()),
    };
    let mengganti = match alarm.terlewat {
        0 => String::new(),
        n => format!("; sekaligus untuk {n} alarm yang terlewat"),
    };
    let kepada: Vec<String> = alarm.kepada.iter().map(|p| penerima(*p, catatan)).collect();
    let tenggat = tenggat(&alarm.tenggat, catatan);
    format!("alarm {tenggat}: {sisa}, kepada {}{mengganti}", kepada.join(", "))
}

pub fn batas_jam(ingat: &BatasJamDiingatkan, catatan: &Catatan) -> String {
    let sisa = match ingat.anak_tangga {
        lewat if lewat < 0 => "sudah lewat".to_owned(),
        jam => format!("kurang dari {jam} jam lagi"),
    };
    let kepada: Vec<String> = ingat.kepada.iter().map(|p| penerima(*p, catatan)).collect();
    let (pasal, kepada) = (&ingat.pasal, kepada.join(", "));
    format!("pengingat 3 x 24 jam ({pasal}): {sisa}, kepada {kepada}")
}

pub fn alarm_berhenti(henti: &AlarmDihentikan, catatan: &Catatan) -> String {
    let sebab = match henti.sebab {
        SebabBerhenti::Dipenuhi => "kewajibannya dipenuhi".to_owned(),
        SebabBerhenti::Gugur => "tenggatnya gugur".to_owned(),
        SebabBerhenti::Bergeser(ke) => {
            let karena = match ke.karena {
                SebabGeser::BatasLain => "batas lain berlaku",
                SebabGeser::PemicuLain => "dihitung dari hari lain",
                SebabGeser::Kalender => "kalender atau aturan berubah",
            };
            format!("bergeser ke {}: {karena}", tanggal_panjang(ke.paling_awal))
        }
    };
    format!("alarm {} berhenti: {sebab}", tenggat(&henti.tenggat, catatan))
}

fn tenggat(tenggat: &TenggatAlarm, catatan: &Catatan) -> String {
    let unit = tenggat.unit.map_or_else(String::new, |unit| format!(" {}", nama(unit, catatan)));
    format!("{}{unit} {}", tenggat.jenis.nama(), tanggal_panjang(tenggat.paling_awal))
}

fn penerima(penerima: Penerima, catatan: &Catatan) -> String {
    match penerima {
        Penerima::Pemohon => "pemohon".to_owned(),
        Penerima::Petugas => "petugas".to_owned(),
        Penerima::Unit(unit) => nama(unit, catatan),
        Penerima::KepalaUnit(unit) => format!("kepala {}", nama(unit, catatan)),
        Penerima::PpidUtama => "PPID Utama".to_owned(),
        Penerima::AtasanPpid => "Atasan PPID".to_owned(),
        Penerima::Admin => "admin".to_owned(),
    }
}

fn nama(unit: UnitId, catatan: &Catatan) -> String {
    catatan.nama_unit(unit.0).map_or_else(|| "unit".to_owned(), ToString::to_string)
}
