//! What can stand in the way of the cluster, and what to do about it.

use std::io;
use std::path::PathBuf;

/// Each message is one sentence for the person at the terminal; the technical
/// cause, where there is one, is the source.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    #[error(
        "program server PostgreSQL (versi 13 atau lebih baru) tidak ditemukan; pasang dengan: \
         sudo apt-get install postgresql (Jejak memakai programnya saja, klaster bawaannya tidak \
         diperlukan)"
    )]
    TanpaBiner,

    #[error(
        "pengguna sistem \"postgres\" tidak ada, padahal PostgreSQL menolak berjalan sebagai root; \
         buat dengan: useradd --system postgres"
    )]
    TanpaPengguna,

    #[error("{} bukan folder; pindahkan berkas itu atau pakai JEJAK_DATA lain", .folder.display())]
    BukanFolder { folder: PathBuf },

    #[error(
        "folder {} ada tetapi bukan klaster PostgreSQL; pindahkan dengan: mv {0} {0}.lama",
        .folder.display()
    )]
    BukanKlaster { folder: PathBuf },

    #[error(
        "folder {} milik {pemilik}, sedangkan Jejak memakainya sebagai {pengguna}; jalankan Jejak \
         sebagai {pemilik} atau pakai JEJAK_DATA lain",
        .folder.display()
    )]
    FolderMilikOrangLain { folder: PathBuf, pemilik: String, pengguna: String },

    #[error(
        "folder data {} tidak terjangkau oleh pengguna {pengguna} karena {} tertutup baginya; \
         pakai JEJAK_DATA=/var/lib/jejak atau buka dengan: chmod o+x {1}",
        .folder.display(), .penghalang.display()
    )]
    FolderTidakTerjangkau { folder: PathBuf, penghalang: PathBuf, pengguna: String },

    #[error("{} tidak dapat dibuat atau ditulis; periksa izinnya dengan: ls -ld {0}", .folder.display())]
    TidakDapatDitulis { folder: PathBuf, source: io::Error },

    #[error(
        "disk untuk folder {} penuh; kosongkan ruang (lihat dengan: df -h {0}) lalu jalankan Jejak \
         lagi",
        .folder.display()
    )]
    DiskPenuh { folder: PathBuf },

    #[error(
        "folder data {} sedang dipakai Jejak lain ({pemakai}); hentikan dahulu atau pakai \
         JEJAK_DATA lain",
        .folder.display()
    )]
    SudahDipakai { folder: PathBuf, pemakai: String },

    #[error(
        "jalur soket {} sepanjang {} byte, paling panjang 107; pakai XDG_RUNTIME_DIR yang lebih \
         pendek",
        .jalur.display(), .jalur.as_os_str().len()
    )]
    JalurSoketTerlaluPanjang { jalur: PathBuf },

    #[error(
        "folder soket {} tidak aman karena {sebab}; bila tidak ada Jejak yang memakainya, hapus \
         dengan: rm -r {0}",
        .folder.display()
    )]
    FolderSoketTidakAman { folder: PathBuf, sebab: &'static str },

    #[error(
        "PostgreSQL untuk folder {} (pid {pid}) hidup tetapi tidak menjawab; tunggu sebentar atau \
         hentikan dengan: kill -QUIT {pid}",
        .folder.display()
    )]
    PostmasterTidakMenjawab { folder: PathBuf, pid: i32 },

    #[error(
        "berkas {} menyebut pid {pid}, yang hidup tetapi bukan PostgreSQL untuk folder ini; \
         periksa dengan: ps -p {pid}, lalu hapus berkas itu",
        .berkas.display()
    )]
    PidMilikProsesLain { berkas: PathBuf, pid: i32 },

    #[error(
        "sisa proses PostgreSQL lama untuk folder {} masih hidup; tunggu sebentar atau hentikan \
         dengan: kill {proses}",
        .folder.display()
    )]
    SisaProses { folder: PathBuf, proses: String },

    #[error(
        "klaster di {} dibuat oleh PostgreSQL {klaster}, sedangkan yang terpasang versi {biner}; \
         pasang dengan: sudo apt-get install postgresql-{klaster}",
        .folder.display()
    )]
    VersiBeda { folder: PathBuf, klaster: String, biner: u32 },

    #[error("klaster PostgreSQL tidak dapat dibuat ({sebab}); perbaiki lalu jalankan Jejak lagi")]
    GagalDibuat { sebab: String },

    #[error("{program} gagal: {sebab}")]
    CadanganGagal { program: &'static str, sebab: String },

    #[error(
        "memori tidak cukup untuk PostgreSQL; tutup program lain (lihat dengan: free -m) lalu \
         jalankan Jejak lagi"
    )]
    MemoriKurang,

    #[error("PostgreSQL gagal mulai ({sebab}); baca selengkapnya dengan: tail {}", .log.display())]
    GagalMulai { log: PathBuf, sebab: String },

    #[error(
        "PostgreSQL mati berulang kali dan tidak dijalankan lagi; baca sebabnya dengan: tail {}, \
         lalu jalankan Jejak lagi",
        .log.display()
    )]
    MatiBerulang { log: PathBuf },

    #[error(
        "PostgreSQL (pid {pid}) belum berhenti; tunggu sebentar atau hentikan dengan: kill -QUIT \
         {pid}"
    )]
    BelumBerhenti { pid: i32 },

    #[error("basis data jejak tidak dapat disiapkan; jalankan Jejak lagi")]
    BasisData(#[from] sqlx::Error),

    #[error("penjaga PostgreSQL gugur; jalankan Jejak lagi, servernya akan diambil alih")]
    PenjagaGugur(#[from] tokio::task::JoinError),
}

impl PostgresError {
    /// A failed write, told apart from a full disk.
    pub(super) fn write(folder: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let folder = folder.into();
        move |source| {
            let kind = source.kind();
            if matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
                Self::DiskPenuh { folder }
            } else {
                Self::TidakDapatDitulis { folder, source }
            }
        }
    }
}
