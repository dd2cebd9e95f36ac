//! What clap and the operating system say, in the language of the office.

use std::{error, io};

use clap::error::{ContextKind, Error, ErrorKind};

/// clap's own words in its help, and ours. Longer ones stand first.
const KATA: [(&str, &str); 13] = [
    ("Print help (see more with '--help')", "Bantuan (lebih lengkap dengan '--help')"),
    ("Print help (see a summary with '-h')", "Bantuan (lebih ringkas dengan '-h')"),
    ("Print help", "Bantuan"),
    ("Print version", "Versi"),
    ("Usage:", "Pemakaian:"),
    ("Commands:", "Perintah:"),
    ("Arguments:", "Argumen:"),
    ("Options:", "Pilihan:"),
    ("[OPTIONS]", "[PILIHAN]"),
    ("<COMMAND>", "<PERINTAH>"),
    ("[possible values:", "[salah satu:"),
    ("[default:", "[bawaan:"),
    ("[aliases:", "[alias:"),
];

/// Help as clap lays it out.
pub(super) fn bantuan(teks: String) -> String {
    KATA.iter().fold(teks, |teks, (asing, kata)| teks.replace(asing, kata))
}

/// What is wrong with the arguments, and what to do next.
pub(super) fn kesalahan(error: &Error) -> String {
    let isi = |jenis| error.get(jenis).map(ToString::to_string).unwrap_or_default();
    let (argumen, nilai) = (isi(ContextKind::InvalidArg), isi(ContextKind::InvalidValue));
    let pilihan = isi(ContextKind::ValidValue);
    let pesan = match error.kind() {
        ErrorKind::InvalidValue if nilai.is_empty() => format!("{argumen} belum diisi"),
        ErrorKind::InvalidValue if !pilihan.is_empty() => {
            format!("{argumen} tidak mengenal {nilai:?}; pilih: {pilihan}")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argumen} bernilai {nilai:?}, yang tidak sah")
        }
        ErrorKind::UnknownArgument => {
            format!("{argumen} tidak dikenal{}", saran(&isi(ContextKind::SuggestedArg)))
        }
        ErrorKind::InvalidSubcommand => {
            let perintah = isi(ContextKind::InvalidSubcommand);
            let saran = saran(&isi(ContextKind::SuggestedSubcommand));
            format!("perintah {perintah} tidak dikenal{saran}")
        }
        ErrorKind::MissingRequiredArgument => format!("belum diisi: {argumen}"),
        ErrorKind::ArgumentConflict if argumen == isi(ContextKind::PriorArg) => {
            format!("{argumen} diberikan dua kali")
        }
        ErrorKind::ArgumentConflict => {
            format!("{argumen} tidak dapat dipakai bersama {}", isi(ContextKind::PriorArg))
        }
        ErrorKind::InvalidUtf8 => "ada argumen yang bukan UTF-8".to_owned(),
        _ => "argumen keliru".to_owned(),
    };
    format!("{pesan}; lihat caranya dengan --help")
}

fn saran(kata: &str) -> String {
    if kata.is_empty() { String::new() } else { format!("; mungkin maksudnya {kata}") }
}

/// An error with its causes.
pub(super) fn galat(galat: &anyhow::Error) -> String {
    let kata = |sebab: &(dyn error::Error + 'static)| {
        let sistem = sebab.downcast_ref::<io::Error>().and_then(sistem);
        sistem.map_or_else(|| sebab.to_string(), str::to_owned)
    };
    galat.chain().map(kata).collect::<Vec<_>>().join(": ")
}

/// What the operating system refused; `None` where the program has words of its own.
fn sistem(galat: &io::Error) -> Option<&'static str> {
    galat.raw_os_error()?;
    Some(match galat.kind() {
        io::ErrorKind::NotFound => "berkas atau folder itu tidak ada",
        io::ErrorKind::PermissionDenied => "sistem tidak mengizinkan; periksa pemilik dan haknya",
        io::ErrorKind::AlreadyExists => "nama itu sudah ada; pilih nama lain",
        io::ErrorKind::IsADirectory => "itu folder, bukan berkas",
        io::ErrorKind::NotADirectory => "bagian dari jalurnya bukan folder",
        io::ErrorKind::StorageFull => "penyimpanan penuh",
        io::ErrorKind::ReadOnlyFilesystem => "penyimpanan itu hanya dapat dibaca",
        io::ErrorKind::AddrInUse => "alamat itu dipakai program lain",
        io::ErrorKind::ConnectionRefused => "tidak ada yang melayani di alamat itu",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn the_system_speaks_as_the_program_does() {
        use anyhow::Context;
        let tiada = std::fs::read("/tidak/ada").context("a.csv tidak dapat dibaca").unwrap_err();
        let kata = "a.csv tidak dapat dibaca: berkas atau folder itu tidak ada";
        assert_eq!(super::galat(&tiada), kata);
        let milik_sendiri = io::Error::new(io::ErrorKind::NotFound, "kunci belum dibuat");
        assert_eq!(super::galat(&milik_sendiri.into()), "kunci belum dibuat");
    }

    #[test]
    fn errors_of_the_arguments_are_told_in_indonesian() {
        for (argumen, harapan) in [
            (
                "import foo x.csv",
                "<BENTUK> tidak mengenal \"foo\"; pilih: register, keberatan, dip, timelines",
            ),
            ("import register", "belum diisi: <BERKAS>"),
            ("statistik --dar x", "--dar tidak dikenal; mungkin maksudnya --dari"),
            ("statistik --dari", "--dari <TANGGAL> belum diisi"),
            ("tenggatt", "perintah tenggatt tidak dikenal; mungkin maksudnya tenggat"),
            ("verify x y", "y tidak dikenal"),
            ("verify --json --json", "--json diberikan dua kali"),
            ("kalender daftar --tahun lalu", "--tahun <TAHUN> bernilai \"lalu\", yang tidak sah"),
        ] {
            let kata = std::iter::once("jejak").chain(argumen.split(' '));
            let error = Cli::try_parse_from(kata).unwrap_err();
            let pesan = kesalahan(&error);
            assert_eq!(pesan, format!("{harapan}; lihat caranya dengan --help"), "{argumen}");
        }
    }

    #[test]
    fn no_word_of_the_help_is_left_in_english() {
        for argumen in ["--help", "-h", "import --help", "kalender --help", "kalender tambah -h"] {
            let kata = std::iter::once("jejak").chain(argumen.split(' '));
            let error = Cli::try_parse_from(kata).unwrap_err();
            let teks = bantuan(error.render().to_string());
            for asing in
                ["Usage", "Options", "Commands", "Arguments", "Print", "possible", "OPTION"]
            {
                assert!(!teks.contains(asing), "{asing} in: {teks}");
            }
        }
    }
}
