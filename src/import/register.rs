//! An office's register of permohonan, one row a request.

use events::impor::{BarisDiimpor, BentukSumber};
use events::pemberian::InformasiDiberikan;
use events::pemberitahuan::{PemberitahuanTertulisDikirim, PutusanPemberitahuan};
use events::penolakan::DasarPenolakan;
use events::perkara::Event;
use events::permohonan::PermohonanDiterima;
use events::pihak::Lingkup;
use uuid::Uuid;

use super::alasan::penolakan;
use super::keputusan::Keputusan;
use super::sel::{TanggalSel, kanal};
use super::tabel::{Baris, Tabel};
use super::{Langkah, Rencana, cacat, identitas, semua_sel};

pub(super) const KOLOM: [&str; 6] =
    ["no", "tgl_permohonan", "tgl_pemberitahuan", "tgl_pemberian", "keputusan", "kanal"];

pub fn rencana(tabel: &Tabel, buku: Uuid) -> anyhow::Result<Vec<Rencana>> {
    let identitas = identitas(tabel, "no")?;
    tabel
        .baris()
        .zip(identitas)
        .map(|(baris, (nomor, cacat))| {
            let impor = BarisDiimpor {
                bentuk: BentukSumber::Register,
                buku,
                no: baris.sel("no").trim().parse().ok(),
                terkait: None,
                sel: semua_sel(&baris)?,
                nomor,
            };
            Ok(Rencana {
                baris: baris.nomor,
                perkara: Uuid::new_v5(&buku, impor.nomor.as_str().as_bytes()),
                langkah: langkah(&baris)?,
                sengketa: Vec::new(),
                cacat,
                impor,
            })
        })
        .collect()
}

fn langkah(baris: &Baris<'_>) -> anyhow::Result<Vec<Langkah>> {
    let diterima = Event::PermohonanDiterima(PermohonanDiterima {
        kanal: kanal(baris.sel("kanal")),
        ..PermohonanDiterima::default()
    });
    let mut langkah = vec![Langkah {
        event: diterima,
        tanggal: TanggalSel::baca(baris.sel("tgl_permohonan")),
        kolom: "tgl_permohonan",
        cacat: None,
    }];
    let pemberitahuan = TanggalSel::baca(baris.sel("tgl_pemberitahuan"));
    let keputusan = Keputusan::baca(baris.sel("keputusan"));
    let pencabutan = keputusan.pencabutan("keputusan", &pemberitahuan);
    // A decision tells of an answer even where its date was not written down.
    let dijawab = keputusan.menjawab() || pemberitahuan.ada() && keputusan != Keputusan::Dicabut;
    let tidak_baku = (keputusan == Keputusan::Lain)
        .then(|| cacat("KeputusanTidakBaku", "kata keputusan tidak dikenali, disimpan apa adanya"));
    if dijawab {
        let event = jawaban(keputusan, baris.sel("keputusan"))?;
        let tanpa_tanggal = (!pemberitahuan.ada()).then(|| {
            cacat("TanggalTidakTercatat", "tanggal pemberitahuan tertulis tidak tercatat")
        });
        let cacat = tidak_baku.or(tanpa_tanggal);
        let kolom = "tgl_pemberitahuan";
        langkah.push(Langkah { event, tanggal: pemberitahuan, kolom, cacat });
    } else {
        langkah[0].cacat = tidak_baku;
    }
    let pemberian = TanggalSel::baca(baris.sel("tgl_pemberian"));
    if pemberian.ada() {
        let event = Event::InformasiDiberikan(InformasiDiberikan::default());
        langkah.push(Langkah { event, tanggal: pemberian, kolom: "tgl_pemberian", cacat: None });
    }
    langkah.extend(pencabutan);
    Ok(langkah)
}

fn jawaban(keputusan: Keputusan, kata: &str) -> anyhow::Result<Event> {
    let dasar = DasarPenolakan::TidakTercatat;
    let putusan = match keputusan {
        Keputusan::Ditolak => return penolakan(Lingkup::TidakTercatat, dasar, &[kata]),
        Keputusan::DitolakSebagian => return penolakan(Lingkup::Sebagian, dasar, &[kata]),
        Keputusan::Dikabulkan => PutusanPemberitahuan::Dikabulkan(Lingkup::TidakTercatat),
        Keputusan::DikabulkanSebagian => PutusanPemberitahuan::Dikabulkan(Lingkup::Sebagian),
        Keputusan::TidakDikuasai => PutusanPemberitahuan::TidakDikuasai,
        Keputusan::Kosong | Keputusan::Dicabut | Keputusan::Lain => {
            PutusanPemberitahuan::TidakTercatat
        }
    };
    let pemberitahuan = PemberitahuanTertulisDikirim::dari_register(putusan);
    Ok(Event::PemberitahuanTertulisDikirim(pemberitahuan))
}
