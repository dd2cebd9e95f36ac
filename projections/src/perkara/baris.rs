//! The row of a case: where it stands, who has it, and until when.

use chrono::{DateTime, NaiveDate, Utc};
use events::Perkara;
use events::tenggat::{JenisTenggat, Tenggat};
use serde::Serialize;
use uuid::Uuid;

use super::tanda::{kata, tanda};
use super::wajah::pemegang;
use super::{Hari, Pemegang, Wajah, nama_jenis, sengketa_pernah};
use crate::bahan::Kasus;
use crate::catatan::Catatan;
use crate::lembar::baris_tabel;

/// A case in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, sqlx::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "columns of a table")]
pub struct BarisPerkara {
    pub perkara: Uuid,
    pub posisi_awal: i64,
    pub versi: i32,
    pub nomor: String,
    pub status: String,
    pub buku: Option<Uuid>,
    pub kanal: Option<String>,
    pub jenis_pemohon: Option<String>,
    pub diterima: Option<NaiveDate>,
    pub unit: Option<Uuid>,
    pub menunggu_jawaban: bool,
    pub milik_register: bool,
    pub dari_register_ki: bool,
    pub tenggat: Option<String>,
    pub tenggat_awal: Option<NaiveDate>,
    pub tenggat_lambat: Option<NaiveDate>,
    pub batas_internal: Option<NaiveDate>,
    pub ada_tenggat: bool,
    /// Somebody has something to do, the office or whom it waits for.
    pub berjalan: bool,
    pub pemegang: Option<String>,
    pub pemegang_unit: Option<Uuid>,
    /// Both ends of the notice that is still owed.
    pub jawab_awal: Option<NaiveDate>,
    pub jawab_lambat: Option<NaiveDate>,
    /// What it is counted as.
    pub tanda: Vec<String>,
    /// What else it is found by.
    pub kata: Vec<String>,
    pub tanggal_goyah: bool,
    pub cacat: i32,
    pub pengaruh_dari: NaiveDate,
    pub pengaruh_sampai: NaiveDate,
    pub diketahui_dari: DateTime<Utc>,
    pub diketahui_sampai: DateTime<Utc>,
    pub dicatat_dari: DateTime<Utc>,
    pub dicatat_sampai: DateTime<Utc>,
    /// Classes of how long these two spans are.
    pub kelas_diketahui: i16,
    pub kelas_dicatat: i16,
}

/// The class of all spans of 68 years and more.
pub(super) const KELAS_TERPANJANG: i16 = 31;

/// A span of this class is shorter than two to its power seconds, the longest
/// class alone without an end.
fn kelas(dari: DateTime<Utc>, sampai: DateTime<Utc>) -> i16 {
    let detik = (sampai - dari).num_seconds().max(0);
    let bita = i64::BITS - detik.leading_zeros();
    i16::try_from(bita).map_or(KELAS_TERPANJANG, |bita| bita.min(KELAS_TERPANJANG))
}

baris_tabel! {
    BarisPerkara as "perkara":
    perkara, posisi_awal, versi, nomor, status, buku, kanal, jenis_pemohon, diterima, unit,
    menunggu_jawaban, milik_register, dari_register_ki, tenggat, tenggat_awal, tenggat_lambat,
    batas_internal, ada_tenggat, berjalan, pemegang, pemegang_unit, jawab_awal, jawab_lambat,
    tanda, kata, tanggal_goyah, cacat, pengaruh_dari, pengaruh_sampai, diketahui_dari,
    diketahui_sampai, dicatat_dari, dicatat_sampai,
    kelas_diketahui, kelas_dicatat
}

impl BarisPerkara {
    pub fn dari(kasus: &Kasus<'_>, catatan: &Catatan) -> Self {
        let baris = &kasus.baris;
        let perkara = &baris.perkara;
        let fakta = &catatan.perkara[&baris.id];
        let sengketa = sengketa_pernah(catatan, baris.id);
        let sengketa = sengketa.iter().filter_map(|id| catatan.sengketa.get(id)).flatten();
        let saat = fakta.iter().map(|t| (t.diketahui, t.recorded_at, t.cacat.len()));
        let saat = saat.chain(sengketa.map(|t| (t.diketahui, t.recorded_at, t.cacat.len())));
        let awal = fakta.first().map_or(DateTime::UNIX_EPOCH, |t| t.recorded_at);
        let mut baris_ini = BarisPerkara {
            perkara: baris.id,
            posisi_awal: fakta.first().map_or(0, |t| t.position.cast_signed()),
            versi: perkara.versi.cast_signed(),
            nomor: kasus.nomor.clone(),
            status: baris.status().to_owned(),
            buku: baris.buku(),
            kanal: perkara.permohonan.as_ref().map(|p| p.kanal.nama().to_owned()),
            jenis_pemohon: perkara
                .permohonan
                .as_ref()
                .map(|p| nama_jenis(p.pemohon.jenis).to_owned()),
            diterima: baris.diterima(),
            unit: perkara.penanggung_jawab().map(|d| d.unit.0),
            menunggu_jawaban: perkara.menunggu_jawaban(),
            milik_register: baris.milik_register(),
            dari_register_ki: baris.dari_register_ki(),
            tenggat: None,
            tenggat_awal: None,
            tenggat_lambat: None,
            batas_internal: None,
            ada_tenggat: crate::tenggat::terbuka_dari(kasus).next().is_some(),
            berjalan: false,
            pemegang: None,
            pemegang_unit: None,
            jawab_awal: None,
            jawab_lambat: None,
            tanda: Vec::new(),
            kata: Vec::new(),
            tanggal_goyah: tanggal_goyah(perkara),
            cacat: 0,
            pengaruh_dari: kasus.pengaruh.0,
            pengaruh_sampai: kasus.pengaruh.1,
            diketahui_dari: awal,
            diketahui_sampai: DateTime::UNIX_EPOCH,
            dicatat_dari: awal,
            dicatat_sampai: DateTime::UNIX_EPOCH,
            kelas_diketahui: 0,
            kelas_dicatat: 0,
        };
        for (diketahui, dicatat, cacat) in saat {
            baris_ini.diketahui_dari = baris_ini.diketahui_dari.min(diketahui);
            baris_ini.diketahui_sampai = baris_ini.diketahui_sampai.max(diketahui);
            baris_ini.dicatat_sampai = baris_ini.dicatat_sampai.max(dicatat);
            baris_ini.cacat += i32::try_from(cacat).unwrap_or(i32::MAX);
        }
        baris_ini.kelas_diketahui = kelas(baris_ini.diketahui_dari, baris_ini.diketahui_sampai);
        baris_ini.kelas_dicatat = kelas(baris_ini.dicatat_dari, baris_ini.dicatat_sampai);
        baris_ini.tenggat(kasus);
        baris_ini.keadaan(kasus, catatan);
        baris_ini
    }

    /// The nearest thing to do, and the unit's own limit beside it.
    fn tenggat(&mut self, kasus: &Kasus<'_>) {
        let terbuka = crate::tenggat::terbuka_dari(kasus);
        let kantor = terbuka.filter(|(_, tenggat)| crate::tenggat::milik_kantor(tenggat.pelaku()));
        let kantor: Vec<&Tenggat> = kantor.map(|(_, tenggat)| tenggat).collect();
        let internal = |t: &&&Tenggat| matches!(t.jenis, JenisTenggat::BatasInternal(_));
        let batas_internal = kantor.iter().filter(internal).map(|t| t.paling_awal()).min();
        let terdekat = kantor.iter().min_by_key(|t| (t.paling_awal(), t.paling_lambat(), t.jenis));
        self.batas_internal = batas_internal;
        if let Some(terdekat) = terdekat {
            self.tenggat = Some(terdekat.jenis.nama().to_owned());
            self.tenggat_awal = Some(terdekat.paling_awal());
            self.tenggat_lambat = Some(terdekat.paling_lambat());
        }
    }

    /// Who has it, what it is counted as and found by.
    fn keadaan(&mut self, kasus: &Kasus<'_>, catatan: &Catatan) {
        self.berjalan = !self.dari_register_ki && self.masih_berjalan();
        if self.berjalan {
            let pemegang = pemegang(kasus);
            self.pemegang = Some(pemegang.nama().to_owned());
            if let Pemegang::Unit(unit) = pemegang {
                self.pemegang_unit = Some(unit);
            }
        }
        let jawab = |t: &&Tenggat| t.jenis == JenisTenggat::Pemberitahuan && !t.gugur;
        let jawab = kasus.tenggat.iter().find(jawab);
        if let Some(jawab) = jawab.filter(|_| self.milik_register && self.menunggu_jawaban) {
            self.jawab_awal = Some(jawab.paling_awal());
            self.jawab_lambat = Some(jawab.paling_lambat());
        }
        self.tanda = tanda(kasus, catatan, self);
        self.kata = kata(kasus, catatan, self);
    }

    fn masih_berjalan(&self) -> bool {
        self.tenggat_awal.is_some()
            || match self.status.as_str() {
                "sengketa" => self.ada_tenggat,
                "keberatan" => true,
                _ => self.menunggu_jawaban,
            }
    }

    /// What it has grown to: a permohonan, a keberatan, a sengketa.
    pub fn jenis(&self) -> &'static str {
        match self.status.as_str() {
            "sengketa" => "sengketa",
            status if status.starts_with("keberatan") => "keberatan",
            _ => "permohonan",
        }
    }

    /// Its face on a day.
    pub fn wajah(&self, hari: Hari) -> Wajah {
        hari.wajah(&self.status, self.berjalan, self.tenggat_awal.zip(self.tenggat_lambat))
    }
}

/// Whether its day of receipt may have been another one before: a correction
/// moved it, or it is that of a keberatan that came later.
fn tanggal_goyah(perkara: &Perkara) -> bool {
    let permohonan = perkara.permohonan.as_ref().and_then(|p| p.diterima.tanggal);
    permohonan.is_none() || !perkara.versi_koreksi.is_empty()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_span_is_shorter_than_its_class_and_no_shorter_than_the_one_before() {
        let awal = DateTime::UNIX_EPOCH;
        let kelas = |detik, lebih| {
            kelas(awal, awal + TimeDelta::seconds(detik) + TimeDelta::microseconds(lebih))
        };
        assert_eq!([kelas(0, 0), kelas(0, 999_999), kelas(1, 0)], [0, 0, 1]);
        for k in 1..KELAS_TERPANJANG {
            assert_eq!([kelas((1 << k) - 1, 999_999), kelas(1 << k, 0)], [k, k + 1], "2^{k} s");
        }
        assert_eq!(kelas(1 << 40, 0), KELAS_TERPANJANG);
    }
}
