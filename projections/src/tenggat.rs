//! Open tenggat over all cases, nearest first, and what a change of the
//! calendar does to them.

use chrono::NaiveDate;
use events::batas::Pelaku;
use events::tenggat::{JenisTenggat, Keadaan, Tenggat};
use uuid::Uuid;

use crate::catatan::Catatan;
use crate::perkara;

pub struct Baris {
    pub perkara: Uuid,
    pub nomor: String,
    pub tenggat: Tenggat,
    pub keadaan: Keadaan,
    /// Working days left to the earliest reading; negative when it has passed.
    pub sisa_hk: i64,
}

/// What is still to be done by the office, nearest first.
pub fn terbuka(catatan: &Catatan) -> Vec<Baris> {
    let mut daftar = semua_terbuka(catatan);
    daftar.retain(|baris| milik_kantor(baris.tenggat.pelaku()));
    daftar
}

/// Every open tenggat, the pemohon's own too, nearest first.
fn semua_terbuka(catatan: &Catatan) -> Vec<Baris> {
    let hari_ini = catatan.sudut.hari();
    let mut daftar = Vec::new();
    for baris in perkara::semua(catatan) {
        if baris.dari_register_ki() {
            continue;
        }
        let nomor = baris.nomor();
        for tenggat in baris.tenggat() {
            let tergantikan = !baris.sengketa.is_empty() && digantikan_sengketa(tenggat.jenis);
            if tenggat.terbuka() && !tergantikan {
                let sisa_hk = baris.aturan.kerja.selisih(hari_ini, tenggat.paling_awal());
                let keadaan = tenggat.keadaan(hari_ini);
                daftar.push(Baris {
                    perkara: baris.id,
                    nomor: nomor.clone(),
                    tenggat,
                    keadaan,
                    sisa_hk,
                });
            }
        }
    }
    daftar.sort_by(|a, b| {
        (a.tenggat.paling_awal(), &a.nomor).cmp(&(b.tenggat.paling_awal(), &b.nomor))
    });
    daftar
}

fn milik_kantor(pelaku: Pelaku) -> bool {
    match pelaku {
        Pelaku::Ppid
        | Pelaku::PpidPembantu
        | Pelaku::AtasanPpid
        | Pelaku::BadanPublik
        | Pelaku::ParaPihak => true,
        Pelaku::Pemohon | Pelaku::KomisiInformasi | Pelaku::Pengadilan => false,
    }
}

/// Permohonan that wait for an answer and have no date to count from.
pub fn tanpa_tanggal(catatan: &Catatan) -> usize {
    let tanpa = |baris: &perkara::Baris<'_>| {
        baris.milik_register() && baris.perkara.menunggu_jawaban() && baris.diterima().is_none()
    };
    perkara::semua(catatan).iter().filter(|baris| tanpa(baris)).count()
}

/// Once the case is before KI, its dates are what the office works by; what was
/// missed on the way there stays missed and is no work for today.
fn digantikan_sengketa(jenis: JenisTenggat) -> bool {
    matches!(jenis, JenisTenggat::Pemberitahuan | JenisTenggat::TanggapanKeberatan)
}

/// A tenggat before and after a change.
pub struct Pergeseran {
    pub nomor: String,
    pub jenis: JenisTenggat,
    pub dari: (NaiveDate, NaiveDate),
    pub ke: (NaiveDate, NaiveDate),
}

/// The open tenggat that a change of the calendar moves.
pub fn pergeseran(sebelum: &Catatan, sesudah: &Catatan) -> Vec<Pergeseran> {
    let pasangan = |tenggat: &Tenggat| (tenggat.paling_awal(), tenggat.paling_lambat());
    let lama = semua_terbuka(sebelum);
    let mut pergeseran: Vec<Pergeseran> = semua_terbuka(sesudah)
        .iter()
        .filter_map(|baru| {
            let sama =
                |b: &&Baris| b.perkara == baru.perkara && b.tenggat.jenis == baru.tenggat.jenis;
            let lama = lama.iter().find(sama)?;
            let (dari, ke) = (pasangan(&lama.tenggat), pasangan(&baru.tenggat));
            (dari != ke).then(|| Pergeseran {
                nomor: baru.nomor.clone(),
                jenis: baru.tenggat.jenis,
                dari,
                ke,
            })
        })
        .collect();
    pergeseran.sort_by(|a, b| (a.ke, &a.nomor).cmp(&(b.ke, &b.nomor)));
    pergeseran
}
