//! Ketepatan of every perkara with a sengketa: inside its window or not.

use events::ketepatan::{self, Penilaian};
use serde::Serialize;

use crate::catatan::Catatan;
use crate::perkara;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Baris {
    pub nomor_register_ki: String,
    /// `None` where the dates to judge by are not recorded.
    pub keberatan: Option<Penilaian>,
    pub sengketa: Option<Penilaian>,
    /// What is wrong with the facts it was judged by.
    pub cacat: Vec<String>,
}

/// In the order in which they entered the log.
pub fn semua(catatan: &Catatan) -> Vec<Baris> {
    let mut daftar: Vec<(u64, Baris)> = Vec::new();
    for baris in perkara::semua(catatan) {
        for (id, sengketa) in &baris.sengketa {
            let registrasi = sengketa.registrasi.as_ref().map(|(_, r)| r.nomor.to_string());
            let fakta = &catatan.sengketa[id];
            let cacat = catatan.perkara[&baris.id].iter().flat_map(|t| &t.cacat);
            let cacat = cacat.chain(fakta.iter().flat_map(|t| &t.cacat));
            let penilaian = Baris {
                nomor_register_ki: registrasi.unwrap_or_else(|| baris.nomor()),
                keberatan: ketepatan::keberatan(&baris.perkara, baris.aturan),
                sengketa: ketepatan::sengketa(&baris.perkara, sengketa, baris.aturan),
                cacat: cacat.map(ToString::to_string).collect(),
            };
            daftar.push((fakta[0].position, penilaian));
        }
    }
    daftar.sort_by_key(|(posisi, _)| *posisi);
    daftar.into_iter().map(|(_, baris)| baris).collect()
}
