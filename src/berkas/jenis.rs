//! What a file is, by its first bytes and not by its name: only what an office
//! works with is taken, and nothing that a reader's machine would run.

/// A kind of file that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jenis {
    pub mime: &'static str,
    /// How its name may end; the first is the usual one.
    akhiran: &'static [&'static str],
}

/// Everything that is taken.
pub const SEMUA: [Jenis; 10] = [
    Jenis { mime: "application/pdf", akhiran: &["pdf"] },
    Jenis { mime: "image/jpeg", akhiran: &["jpg", "jpeg"] },
    Jenis { mime: "image/png", akhiran: &["png"] },
    Jenis {
        mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        akhiran: &["docx"],
    },
    Jenis {
        mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        akhiran: &["xlsx"],
    },
    Jenis { mime: "application/vnd.oasis.opendocument.text", akhiran: &["odt"] },
    Jenis { mime: "application/vnd.oasis.opendocument.spreadsheet", akhiran: &["ods"] },
    Jenis { mime: "text/csv", akhiran: &["csv"] },
    Jenis { mime: "text/plain", akhiran: &["txt"] },
    Jenis { mime: "application/zip", akhiran: &["zip"] },
];

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JenisDitolak {
    #[error("berkas ini kosong; pilih berkas lain")]
    Kosong,
    #[error(
        "jenis berkas ini tidak diterima; kirim PDF, JPG, PNG, DOCX, XLSX, ODT, ODS, CSV, TXT, atau ZIP"
    )]
    TidakDiterima,
    #[error("isi berkas ini bukan seperti akhiran namanya; simpan ulang lalu kirim lagi")]
    BukanNamanya,
}

impl Jenis {
    /// The kind of these bytes under that name.
    pub fn dari(nama: &str, isi: &[u8]) -> Result<Self, JenisDitolak> {
        if isi.is_empty() {
            return Err(JenisDitolak::Kosong);
        }
        let akhiran = nama.rsplit_once('.').map(|(_, akhiran)| akhiran.to_lowercase());
        let akhiran = akhiran.unwrap_or_default();
        let menurut_nama =
            SEMUA.into_iter().find(|jenis| jenis.akhiran.contains(&akhiran.as_str()));
        let menurut_nama = menurut_nama.ok_or(JenisDitolak::TidakDiterima)?;
        let sesuai = match infer::get(isi) {
            // Text has no first bytes of its own; markup and scripts do.
            None => menurut_nama.mime.starts_with("text/") && berupa_teks(isi),
            Some(isinya) => menurut_nama.mime == isinya.mime_type(),
        };
        if sesuai { Ok(menurut_nama) } else { Err(JenisDitolak::BukanNamanya) }
    }

    pub fn dari_mime(mime: &str) -> Option<Self> {
        SEMUA.into_iter().find(|jenis| jenis.mime == mime)
    }

    /// How a file of this kind is named: `pdf`.
    pub fn akhiran(self) -> &'static str {
        self.akhiran[0]
    }

    /// For people: `PDF`.
    pub fn nama(self) -> String {
        self.akhiran[0].to_uppercase()
    }
}

/// Letters and line ends and nothing that a text does not hold.
fn berupa_teks(isi: &[u8]) -> bool {
    isi.iter().all(|satu| *satu >= 0x20 || [b'\t', b'\n', b'\r', 0x0c].contains(satu))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip_dengan(nama: &str) -> Vec<u8> {
        let mut isi = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        isi.extend([u8::try_from(nama.len()).unwrap(), 0, 0, 0]);
        isi.extend(nama.as_bytes());
        isi
    }

    #[test]
    fn a_file_is_what_its_bytes_and_its_name_both_say() {
        for (nama, isi, mime) in [
            ("ktp.PDF", &b"%PDF-1.7 isi"[..], "application/pdf"),
            ("foto.jpeg", &b"\xff\xd8\xff\xe0JFIF"[..], "image/jpeg"),
            ("foto.png", &b"\x89PNG\r\n\x1a\n...."[..], "image/png"),
            ("data.csv", &b"nama,nilai\r\nA,1"[..], "text/csv"),
            ("catatan.txt", "bélum".as_bytes(), "text/plain"),
            ("semua.zip", &zip_dengan("a.csv"), "application/zip"),
            (
                "surat.odt",
                &zip_dengan("mimetypeapplication/vnd.oasis.opendocument.text"),
                "application/vnd.oasis.opendocument.text",
            ),
        ] {
            assert_eq!(Jenis::dari(nama, isi).map(|jenis| jenis.mime), Ok(mime), "{nama}");
        }
    }

    #[test]
    fn what_runs_or_pretends_is_refused() {
        use JenisDitolak::{BukanNamanya, Kosong, TidakDiterima};
        for (nama, isi, ditolak) in [
            ("kosong.pdf", &b""[..], Kosong),
            ("program.exe", &b"MZ\x90\0"[..], TidakDiterima),
            ("tanpa akhiran", &b"%PDF-1.7"[..], TidakDiterima),
            ("halaman.html", &b"<html>"[..], TidakDiterima),
            ("laporan.pdf", &b"MZ\x90\0"[..], BukanNamanya),
            ("laporan.pdf", &b"\x89PNG\r\n\x1a\n"[..], BukanNamanya),
            ("laporan.txt", &b"<html><script>"[..], BukanNamanya),
            ("laporan.txt", &b"#!/bin/sh\n"[..], BukanNamanya),
            ("laporan.csv", &b"a\0b"[..], BukanNamanya),
            ("surat.docx", &zip_dengan("a.exe"), BukanNamanya),
        ] {
            assert_eq!(Jenis::dari(nama, isi), Err(ditolak), "{nama}");
        }
    }
}
