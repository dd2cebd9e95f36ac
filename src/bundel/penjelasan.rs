//! What a bundle says of itself: the covering letter with what is proved and what
//! is not, the system behind it, and how it is checked.

use bukti::bundel::Untuk;
use events::pendamping::PenerimaBundel;

use super::Bahan;
use super::daftar::Daftar;
use super::kertas::kolom;
use crate::naskah::{Bagian, Sel, Tabel};

fn alinea(judul: &str, alinea: &[&str]) -> Bagian {
    let alinea = alinea.iter().map(|teks| (*teks).to_owned()).collect();
    Bagian { judul: judul.to_owned(), alinea, tabel: None }
}

pub(super) fn pengantar(bahan: &Bahan, daftar: &Daftar) -> Vec<Bagian> {
    let fakta: usize = bahan.rangkaian.iter().map(|satu| satu.fakta.len()).sum();
    let tanda = match bahan.ekspor.pegangan.vkey {
        Some(_) => {
            "Akar log pada saat itu ditandatangani penanda log (Ed25519), proses terpisah \
                    yang menolak log yang mundur atau bercabang."
        }
        None => {
            "Kantor ini belum menjalankan penanda: akar log dalam berkas ini tidak \
                 ditandatangani. Keutuhannya hanya dapat dibandingkan dengan akar yang dipegang \
                 pihak lain."
        }
    };
    let isi = format!(
        "Berkas ini memuat {fakta} fakta perkara {} sebagaimana tercatat, {} dokumen, daftar bukti \
         dengan peruntukannya, kronologi dengan hitungan hari, catatan pengiriman, riwayat \
         kustodi, dan alat untuk memeriksanya tanpa bantuan kantor ini.",
        bahan.nomor(),
        daftar.dokumen.len()
    );
    let mut potongan = vec![
        "Potongan untuk pihak lain menahan identitas pemohon dan isi internal; sidiknya tetap ada, \
         sehingga potongan itu terbukti sama dengan potongan untuk Majelis.",
    ];
    if bahan.ekspor.untuk == PenerimaBundel::Pihak {
        potongan.push(
            "Teks yang ditulis para pihak sendiri dibuka sebagaimana ditulis; bila di dalamnya \
             disebut nama orang, nama itu ikut terbaca.",
        );
    }
    vec![
        alinea("Isi berkas", &[&isi, tanda]),
        alinea(
            "Dapat diakses dan ditampilkan (Pasal 6 UU ITE)",
            &[
                "Setiap fakta disimpan sebagai berkas teks dan dapat dibuka dengan program apa pun; \
             surat dan lampirannya disertakan bita demi bita sebagaimana diterima atau dikirim.",
            ],
        ),
        alinea(
            "Terjamin keutuhannya (Pasal 6 UU ITE)",
            &[
                "Setiap fakta membawa bukti bahwa ia ada dalam log pada checkpoint yang disebut di kaki \
             halaman (RFC 6962), dan menyebut sidik fakta sebelumnya dalam perkara yang sama: \
             tidak ada fakta yang dapat diganti, disisipkan, atau dihilangkan tanpa terlihat.",
            ],
        ),
        alinea(
            "Dapat dipertanggungjawabkan (Pasal 6 UU ITE)",
            &["Setiap fakta menyebut pejabat yang mencatatnya dan saat pencatatannya menurut jam \
             yang hanya maju. Pembuatan berkas ini sendiri dicatat sebagai fakta. Pasal 5 UU ITE \
             mengakui informasi elektronik dan cetakannya sebagai alat bukti yang sah; Pasal 51 \
             huruf f Perki 1/2013 menyebutnya sebagai alat bukti dalam sengketa informasi."],
        ),
        alinea("Potongan", &potongan),
        alinea(
            "Yang TIDAK dibuktikan",
            &[
                "Berkas ini membuktikan bahwa catatan tidak diubah sejak checkpoint dipegang pihak \
             lain. Ia tidak membuktikan bahwa yang dicatat itu benar, bahwa sesuatu yang tidak \
             dicatat tidak terjadi, atau siapa yang duduk di depan layar ketika seorang pejabat \
             mencatat.",
                "Fakta yang dicatat sesudah checkpoint itu tidak ada di dalamnya.",
            ],
        ),
        pengesahan(),
    ]
}

/// Room for the stamp duty and the signature.
fn pengesahan() -> Bagian {
    Bagian {
        judul: "Pengesahan".to_owned(),
        alinea: vec![
            "Surat sebagai alat bukti dibubuhi meterai (Pasal 52 Perki 1/2013).".to_owned(),
        ],
        tabel: Some(Tabel {
            kolom: kolom(&[
                ("Tempat dan tanggal", 20),
                ("Nama dan jabatan", 26),
                ("Meterai dan tanda tangan", 30),
            ]),
            baris: vec![vec![Sel::teks("\n\n\n\n"), Sel::Kosong, Sel::Kosong]],
        }),
    }
}

pub(super) fn sistem(bahan: &Bahan) -> Vec<Bagian> {
    let ekspor = &bahan.ekspor;
    let butir = |nama: &str, isi: String| vec![Sel::teks(nama), Sel::teks(isi)];
    let checkpoint = ekspor.pegangan.teks.lines().next().unwrap_or_default().to_owned();
    let penanda = ekspor.pegangan.vkey.clone();
    vec![
        alinea(
            "Cara kerja",
            &[
                "Jejak mencatat setiap langkah perkara sebagai satu fakta yang ditambahkan di ujung log \
             dan tidak pernah diubah. Satu penulis memberi setiap fakta posisi berikutnya dan saat \
             pencatatan dari satu jam; saat itu tidak pernah mundur, juga bila jam mesin mundur.",
                "Bita setiap fakta di-hash menjadi daun pohon Merkle (RFC 6962). Isi yang menyangkut \
             orang berdiri di luar daun, di dalamnya hanya sidik bergaram (RFC 9901), sehingga isi \
             itu dapat dihapus menurut undang-undang tanpa merusak bukti.",
                "Hari kerja dihitung dari kalender yang tercatat sebagai fakta, dengan instrumennya dan \
             sejak kapan diketahui.",
            ],
        ),
        Bagian {
            judul: "Tentang log ini".to_owned(),
            alinea: Vec::new(),
            tabel: Some(Tabel {
                kolom: kolom(&[("Hal", 20), ("Isi", 56)]),
                baris: vec![
                    butir("Perangkat lunak", format!("Jejak {}", env!("CARGO_PKG_VERSION"))),
                    butir("Penyusun PDF", surat::MESIN.to_owned()),
                    butir("Id log", bahan.log.to_string()),
                    butir("Asal checkpoint", checkpoint),
                    butir("Fakta dalam log", ekspor.pegangan.ukuran.to_string()),
                    butir("Akar (SHA-256)", hex::encode(ekspor.pegangan.akar)),
                    butir("Kunci penanda", penanda.unwrap_or_else(|| "tidak ada".to_owned())),
                    butir("Stempel waktu", stempel(bahan).to_owned()),
                    butir("Zona waktu", bahan.catatan.sudut.zona.to_string()),
                ],
            }),
        },
        alinea(
            "Batasnya",
            &[
                "Fakta yang lebih muda daripada checkpoint terakhir yang dipegang pihak lain dapat hilang \
             bersama mesinnya. Siapa yang memegang tanda bukti penerimaan memegang bukti untuk \
             faktanya sendiri sejak saat itu.",
            ],
        ),
    ]
}

fn stempel(bahan: &Bahan) -> &'static str {
    match bahan.ekspor.pegangan.stempel {
        Some(_) => "data/log/checkpoint.tsr (RFC 3161), dari otoritas di luar kantor ini",
        None => "tidak ada",
    }
}

/// How the stamp on the checkpoint is checked; nothing where there is none.
fn cara_stempel(bahan: &Bahan) -> Option<Bagian> {
    bahan.ekspor.pegangan.stempel.as_ref()?;
    Some(alinea(
        "Stempel waktu",
        &[
            "Checkpoint berkas ini distempel otoritas waktu di luar kantor ini: log sudah berbunyi \
             demikian paling lambat pada waktu stempelnya. Kedua pemeriksa melihat bahwa stempel itu \
             atas checkpoint ini; sertifikat otoritasnya Anda nilai sendiri, dengan sertifikat yang \
             Anda percaya (verify.py menerimanya sebagai argumen ketiga):",
            "openssl ts -verify -data data/log/checkpoint -in data/log/checkpoint.tsr -CAfile \
             otoritas.pem",
            "openssl ts -reply -in data/log/checkpoint.tsr -text",
        ],
    ))
}

pub(super) fn cara(bahan: &Bahan) -> Vec<Bagian> {
    let folder = bahan.ekspor.folder();
    let perintah = format!("python3 verify.py {folder}.zip KUNCI_LOG");
    let dengan_jejak = format!("jejak verify {folder}.zip --kunci-log KUNCI_LOG");
    let potongan = match bahan.ekspor.untuk() {
        Untuk::Majelis => "Potongan ini membuka semua isi yang masih ada.",
        Untuk::Pihak => "Potongan ini menahan sebagian isi; pemeriksaan keutuhannya sama.",
    };
    let mut semua = vec![
        alinea(
            "Dengan Python",
            &[
                "Diperlukan: Python 3.8 atau lebih baru, dan program openssl. Tidak diperlukan: jaringan, \
             basis data, atau kantor ini.",
                "Ambil verify.py dari tempat yang Anda percaya; yang ada dalam berkas ini untuk \
             kemudahan, dan ia sendiri tercantum dalam manifesnya. Lalu jalankan:",
                &perintah,
            ],
        ),
        alinea("Dengan Jejak", &["Tanpa basis data dan tanpa jaringan:", &dengan_jejak]),
        alinea(
            "Kunci log",
            &[
                "Kunci publik log diminta dari pihak yang Anda percaya: halaman /checkpoint kantor ini, \
             checkpoint harian yang dikirim kepada Atasan PPID, Inspektorat, atau Komisi Informasi, \
             atau saksi di kantor lain. Tanpa kunci itu yang terbukti hanya bahwa isi berkas ini \
             saling sesuai.",
            ],
        ),
        alinea(
            "Yang diperiksa",
            &[
                "Manifes BagIt (RFC 8493) untuk setiap berkas; tanda tangan checkpoint; setiap daun ada \
             dalam log; setiap aliran lengkap dan berurutan; setiap isi yang dibuka cocok dengan \
             sidiknya; setiap dokumen cocok dengan sidik yang tercatat.",
                potongan,
            ],
        ),
        alinea(
            "Jawabannya",
            &[
                "Keduanya menjawab sah, atau kode sebab penolakannya dan berkas yang bersangkutan, dengan \
             kata yang sama; kode keluar 0 bila sah, 1 bila ditolak.",
            ],
        ),
    ];
    semua.extend(cara_stempel(bahan));
    semua
}
