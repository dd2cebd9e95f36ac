//! What Kota Tirtamulya says of itself: its name, its promises, what copies cost.

use chrono::NaiveDate;
use events::kantor::{
    BiayaSalinanDitetapkan, ButirBiaya, Event, JenisTeks, Kantor, KantorDitetapkan,
    KodeMasukDiwajibkan, TeksDitetapkan, aliran,
};

use super::nama::{isi, label};
use super::pelaku::Pelaku;

const TEKS: [(JenisTeks, &str); 6] = [
    (
        JenisTeks::Maklumat,
        "Kami sanggup menjawab setiap permohonan informasi paling lambat sepuluh hari kerja, \
         tanpa diskriminasi, dan dengan biaya ringan.\n\nBila kami tidak menepatinya, ajukan \
         keberatan kepada Atasan PPID; kami menanggapinya paling lambat tiga puluh hari kerja.",
    ),
    (
        JenisTeks::Sop,
        "1. Permohonan diterima, diberi nomor, dan dicatat pada hari yang sama.\n\n2. \
         Kelengkapannya diperiksa paling lambat tiga hari kerja; yang kurang diberitahukan \
         tertulis.\n\n3. PPID meneruskan permohonan kepada unit yang menguasai informasinya; \
         unit menjawab dalam lima hari kerja.\n\n4. PPID menyampaikan pemberitahuan tertulis \
         paling lambat sepuluh hari kerja sejak diterima, dan dapat memperpanjangnya satu kali \
         tujuh hari kerja dengan alasan tertulis.",
    ),
    (JenisTeks::JamLayanan, "Senin–Kamis pukul 08.00–15.30, Jumat pukul 08.00–14.00 WIB"),
    (JenisTeks::Alamat, "Balai Kota Tirtamulya, Gedung B lantai 1, Jalan Merdeka 1, Tirtamulya"),
    (JenisTeks::Kontak, "Telepon (000) 555-0100; loket juga melayani lewat video bahasa isyarat"),
    (
        JenisTeks::Disabilitas,
        "Petugas membantu mengisi formulir di loket atau lewat telepon, membacakan jawaban, dan \
         menyediakan dokumen dalam huruf besar atau audio. Loket dapat dicapai dengan kursi roda.",
    ),
];

const BIAYA: [(&str, &str, u64); 5] = [
    ("Melihat dan mendengarkan di loket", "permohonan", 0),
    ("Salinan elektronik lewat surel", "permohonan", 0),
    ("Fotokopi A4 hitam putih", "lembar", 250),
    ("Cetak A4 berwarna", "lembar", 1_000),
    ("Penyimpan data milik kantor", "keping", 5_000),
];

/// On the first day, through the guards like every other office.
pub(super) async fn tetapkan(pelaku: &mut Pelaku<'_>, hari_ini: NaiveDate) -> anyhow::Result<()> {
    let nama = KantorDitetapkan {
        nama: label("Pemerintah Kota Tirtamulya (demo)"),
        kop: vec![
            label("PEMERINTAH KOTA TIRTAMULYA"),
            label("Pejabat Pengelola Informasi dan Dokumentasi"),
        ],
        peran: Vec::new(),
    };
    let butir = BIAYA.map(|(uraian, satuan, rupiah)| ButirBiaya {
        uraian: label(uraian),
        satuan: label(satuan),
        rupiah,
    });
    let biaya = BiayaSalinanDitetapkan {
        dasar: label("Keputusan Wali Kota 188.45/12"),
        berlaku_sejak: hari_ini,
        butir: butir.to_vec(),
    };
    // Whoever looks around has no authenticator at hand.
    let kode = KodeMasukDiwajibkan { peran: Vec::new() };
    let mut semua = vec![
        Event::KantorDitetapkan(nama),
        Event::KodeMasukDiwajibkan(kode),
        Event::BiayaSalinanDitetapkan(biaya),
    ];
    semua.extend(
        TEKS.map(|(teks, naskah)| Event::TeksDitetapkan(TeksDitetapkan { teks, isi: isi(naskah) })),
    );
    for fakta in semua {
        pelaku.putuskan::<Kantor>(aliran().id, fakta).await?;
    }
    Ok(())
}
