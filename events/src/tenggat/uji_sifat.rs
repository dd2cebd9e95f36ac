//! What holds for every tenggat of any history on any calendar.

use chrono::Days;
use proptest::prelude::*;

use crate::contoh::*;
use crate::kalender::HariDitutup;
use crate::kalender_nasional::nasional;
use crate::tenggat;

fn hari_acak(dari: &'static str) -> impl Strategy<Value = String> {
    (0u64..120).prop_map(move |hari| (tgl(dari) + Days::new(hari)).to_string())
}

/// Every kind of tenggat of a perkara that its history leaves.
fn sejarah_acak() -> impl Strategy<Value = Vec<Langkah>> {
    let hari = || hari_acak("2025-01-06");
    (hari(), hari(), hari(), hari(), hari(), 0u32..64).prop_map(|(a, b, c, d, e, pilihan)| {
        let mungkin = [
            dicatat(&a),
            surat_kurang_diterima(&b),
            lengkap(&b),
            diperpanjang(&c),
            keberatan(&d),
            keberatan_dicatat(&e),
        ];
        let dipilih = mungkin.into_iter().enumerate().filter(|(i, _)| pilihan >> i & 1 == 1);
        [diterima(&a)].into_iter().chain(dipilih.map(|(_, langkah)| langkah)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_earliest_reading_is_never_after_the_latest(sejarah in sejarah_acak()) {
        let aturan = aturan();
        for tenggat in tenggat::perkara(&perkara(sejarah), &aturan) {
            prop_assert!(tenggat.paling_awal() <= tenggat.paling_lambat());
            prop_assert!(tenggat.dibuka() <= tenggat.paling_awal());
            for bacaan in tenggat.bacaan() {
                let rinci = bacaan.rinci(&aturan.kerja);
                prop_assert_eq!(rinci.last().map(|hari| hari.tanggal), Some(bacaan.akhir));
            }
        }
    }

    #[test]
    fn a_closed_day_never_makes_a_limit_earlier(
        sejarah in sejarah_acak(), libur in hari_acak("2025-01-06"),
    ) {
        let libur = HariDitutup { tanggal: tgl(&libur), ..nasional().remove(0) };
        let (lama, baru) = (aturan(), dengan(kalender().tumpuk(tutup([libur]))));
        let perkara = perkara(sejarah);
        let lama = tenggat::perkara(&perkara, &lama);
        for (lama, baru) in lama.iter().zip(tenggat::perkara(&perkara, &baru)) {
            prop_assert!(baru.paling_awal() >= lama.paling_awal());
            prop_assert!(baru.paling_lambat() >= lama.paling_lambat());
        }
    }
}
