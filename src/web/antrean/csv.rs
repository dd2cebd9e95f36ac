//! A list as CSV, for a spreadsheet: no cell of it is ever read as a formula.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// Signs with which a spreadsheet begins a formula.
const RUMUS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Rows as CSV, to be kept as a file of this name.
pub struct Csv {
    pub nama: &'static str,
    pub kepala: Vec<&'static str>,
    pub baris: Vec<Vec<String>>,
}

impl Csv {
    fn isi(&self) -> Result<Vec<u8>, csv::Error> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(&self.kepala)?;
        for baris in &self.baris {
            csv.write_record(baris.iter().map(|sel| aman(sel)))?;
        }
        csv.into_inner().map_err(|error| error.into_error().into())
    }
}

/// A cell that would begin a formula begins with an apostrophe (OWASP, CSV
/// injection); a number stays a number.
fn aman(sel: &str) -> String {
    let rumus = sel.starts_with(RUMUS) && sel.parse::<f64>().is_err();
    if rumus { format!("'{sel}") } else { sel.to_owned() }
}

impl IntoResponse for Csv {
    fn into_response(self) -> Response {
        match self.isi() {
            Ok(isi) => {
                let berkas = format!("attachment; filename=\"{}.csv\"", self.nama);
                let kepala = [
                    (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                    (header::CONTENT_DISPOSITION, berkas),
                ];
                (kepala, isi).into_response()
            }
            Err(error) => {
                crate::web::masalah::Masalah::from(anyhow::Error::from(error)).into_response()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for jahat in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(aman(jahat), format!("'{jahat}"));
        }
        for biasa in ["0001/PPID/2026", "-3", "+4.5", "", "a=b"] {
            assert_eq!(aman(biasa), biasa);
        }
    }

    #[test]
    fn quotes_and_breaks_stay_in_their_cell() {
        let baris = vec![vec!["a,\"b\"\nc".to_owned(), "=x".to_owned()]];
        let isi = Csv { nama: "uji", kepala: vec!["satu", "dua"], baris }.isi();
        assert_eq!(isi.expect("plain values"), b"satu,dua\n\"a,\"\"b\"\"\nc\",'=x\n");
    }
}
