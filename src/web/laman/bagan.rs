//! Charts as SVG, made here: bars, stacked columns, and how something is
//! spread. The table with the same figures stands beside each.

use askama::Template;

/// Units of a chart from side to side: at 360 pixels one unit is one pixel.
const LEBAR: u64 = 340;
/// Where bars begin, beside their names.
const AWAL_BATANG: u64 = 132;
const TINGGI_BARIS: u64 = 24;
/// Room for the figure behind the longest bar.
const RUANG_ANGKA: u64 = 36;
const TINGGI_KOLOM: u64 = 120;
/// So many names of columns fit below them.
const NAMA_KOLOM: usize = 12;

/// A bar: its name, how many, and its colour in the stylesheet.
pub(super) struct Batang {
    pub nama: String,
    pub n: u64,
    pub kelas: &'static str,
}

/// A column of several parts, one on the other.
pub(super) struct Kolom {
    pub nama: String,
    pub bagian: Vec<(u64, &'static str)>,
}

#[derive(Template)]
#[template(path = "bagan_batang.html")]
struct BatangHtml<'a> {
    id: &'a str,
    judul: &'a str,
    uraian: String,
    lebar: u64,
    tinggi: u64,
    baris: Vec<BarisBatang<'a>>,
}

struct BarisBatang<'a> {
    nama: &'a str,
    n: u64,
    kelas: &'static str,
    atas: u64,
    teks: u64,
    panjang: u64,
    ujung: u64,
}

/// Bars one below the other.
pub(super) fn batang(id: &str, judul: &str, daftar: &[Batang]) -> Result<String, askama::Error> {
    let terbanyak = daftar.iter().map(|batang| batang.n).max().unwrap_or_default();
    let baris = daftar.iter().zip(0..).map(|(batang, ke)| {
        let panjang = skala(batang.n, terbanyak, LEBAR - AWAL_BATANG - RUANG_ANGKA);
        BarisBatang {
            nama: &batang.nama,
            n: batang.n,
            kelas: batang.kelas,
            atas: ke * TINGGI_BARIS + 4,
            teks: ke * TINGGI_BARIS + 17,
            panjang,
            ujung: AWAL_BATANG + panjang + 5,
        }
    });
    let uraian: Vec<String> = daftar.iter().map(|b| format!("{} {}", b.nama, b.n)).collect();
    BatangHtml {
        id,
        judul,
        uraian: uraian.join("; "),
        lebar: LEBAR,
        tinggi: u64::try_from(daftar.len()).unwrap_or_default() * TINGGI_BARIS + 4,
        baris: baris.collect(),
    }
    .render()
}

#[derive(Template)]
#[template(path = "bagan_kolom.html")]
struct KolomHtml<'a> {
    id: &'a str,
    judul: &'a str,
    uraian: String,
    lebar: u64,
    dasar: u64,
    kotak: Vec<Kotak>,
    nama: Vec<(u64, &'a str)>,
    terbanyak: u64,
}

/// A rectangle.
#[derive(Debug, PartialEq, Eq)]
struct Kotak {
    kiri: u64,
    atas: u64,
    lebar: u64,
    tinggi: u64,
    kelas: &'static str,
}

/// Columns side by side, each of its parts.
pub(super) fn kolom(id: &str, judul: &str, daftar: &[Kolom]) -> Result<String, askama::Error> {
    let jumlah = |kolom: &Kolom| kolom.bagian.iter().map(|(n, _)| n).sum::<u64>();
    let banyak = u64::try_from(daftar.len()).unwrap_or(1).max(1);
    let lompat = daftar.len().div_ceil(NAMA_KOLOM).max(1);
    let nama = daftar.iter().zip(0_u64..).step_by(lompat);
    let nama = nama.map(|(kolom, ke)| ((2 * ke + 1) * LEBAR / (2 * banyak), kolom.nama.as_str()));
    let uraian = daftar.iter().map(|kolom| format!("{} {}", kolom.nama, jumlah(kolom)));
    KolomHtml {
        id,
        judul,
        uraian: uraian.collect::<Vec<_>>().join("; "),
        lebar: LEBAR,
        dasar: TINGGI_KOLOM + 14,
        nama: nama.collect(),
        terbanyak: daftar.iter().map(jumlah).max().unwrap_or_default(),
        kotak: kotak(daftar),
    }
    .render()
}

/// Parts of columns, the first at the foot. Ends are rounded and not heights, so
/// that parts touch and a column is as high as its sum.
fn kotak(daftar: &[Kolom]) -> Vec<Kotak> {
    let jumlah = |kolom: &Kolom| kolom.bagian.iter().map(|(n, _)| n).sum::<u64>();
    let terbanyak = daftar.iter().map(jumlah).max().unwrap_or_default();
    let selang = LEBAR / u64::try_from(daftar.len()).unwrap_or(1).max(1);
    let mut kotak = Vec::new();
    for (kolom, ke) in daftar.iter().zip(0..) {
        let mut sudah = 0;
        for (n, kelas) in &kolom.bagian {
            let bawah = skala(sudah, terbanyak, TINGGI_KOLOM);
            sudah += n;
            let tinggi = skala(sudah, terbanyak, TINGGI_KOLOM) - bawah;
            let atas = 14 + TINGGI_KOLOM - bawah - tinggi;
            let kiri = ke * LEBAR / u64::try_from(daftar.len()).unwrap_or(1) + selang / 8;
            if tinggi > 0 {
                kotak.push(Kotak { kiri, atas, lebar: selang * 3 / 4, tinggi, kelas });
            }
        }
    }
    kotak
}

/// As long as it is much; something is never nothing.
fn skala(n: u64, terbanyak: u64, panjang: u64) -> u64 {
    if n == 0 || terbanyak == 0 { 0 } else { (n * panjang / terbanyak).max(1) }
}

/// Five points of a spread, in working days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sebaran {
    pub minimum: f64,
    pub kuartil_bawah: f64,
    pub median: f64,
    pub kuartil_atas: f64,
    pub maksimum: f64,
}

#[derive(Template)]
#[template(path = "bagan_sebaran.html")]
struct SebaranHtml<'a> {
    id: &'a str,
    judul: &'a str,
    uraian: String,
    lebar: u64,
    titik: [i64; 5],
    tepi: (String, String),
    batas: Vec<(i64, &'static str)>,
}

/// From the shortest to the longest, the middle half as a box; with the limits of
/// Pasal 22 where they lie inside.
pub(super) fn sebaran(id: &str, judul: &str, s: Sebaran) -> Result<String, askama::Error> {
    let ujung = s.maksimum.max(20.0);
    let letak = |hk: f64| letak(hk, ujung);
    let kata = super::kata::desimal;
    let uraian = format!(
        "tercepat {}, seperempat sampai {}, tengah {}, tiga perempat sampai {}, terlama {} hari kerja",
        kata(s.minimum),
        kata(s.kuartil_bawah),
        kata(s.median),
        kata(s.kuartil_atas),
        kata(s.maksimum),
    );
    SebaranHtml {
        id,
        judul,
        uraian,
        lebar: LEBAR,
        titik: [s.minimum, s.kuartil_bawah, s.median, s.kuartil_atas, s.maksimum].map(letak),
        tepi: ("0".to_owned(), kata(ujung)),
        batas: vec![(letak(10.0), "10"), (letak(17.0), "17")],
    }
    .render()
}

#[expect(clippy::cast_possible_truncation, reason = "between the sides of the chart")]
#[expect(clippy::cast_precision_loss, reason = "the chart is small")]
fn letak(hk: f64, ujung: f64) -> i64 {
    (8.0 + hk / ujung * (LEBAR - 16) as f64).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dua(bagian: [(u64, &'static str); 2]) -> Kolom {
        Kolom { nama: "Jan".to_owned(), bagian: bagian.to_vec() }
    }

    #[test]
    fn the_longest_bar_fills_its_room_and_something_is_never_nothing() {
        assert_eq!([0, 1, 50, 100].map(|n| skala(n, 100, 172)), [0, 1, 86, 172]);
        assert_eq!(skala(1, 1_000_000, 172), 1);
        assert_eq!(skala(0, 0, 172), 0, "a chart of nothing");
    }

    #[test]
    fn parts_of_a_column_touch_and_end_at_its_sum() {
        let kotak = kotak(&[dua([(1, "a"), (2, "b")]), dua([(0, "a"), (6, "b")])]);
        let [satu, dua, tiga] = kotak.as_slice() else { panic!("{kotak:?}") };
        assert_eq!(satu.atas, dua.atas + dua.tinggi);
        assert_eq!(satu.tinggi + dua.tinggi, TINGGI_KOLOM / 2);
        assert_eq!((tiga.tinggi, tiga.atas), (TINGGI_KOLOM, 14));
        assert!(tiga.kiri >= satu.kiri + satu.lebar);
    }

    #[test]
    fn the_median_lies_between_its_ends() {
        assert_eq!((letak(0.0, 20.0), letak(20.0, 20.0)), (8, 332));
        assert_eq!(letak(10.0, 20.0), 170);
    }

    #[test]
    fn a_chart_says_what_it_shows() {
        let daftar = [Batang { nama: "a <b>".to_owned(), n: 3, kelas: "c-utama" }];
        let svg = batang("uji", "Judul", &daftar).expect("a template");
        assert!(svg.contains("<title id=\"uji-judul\">Judul</title>"), "{svg}");
        assert!(svg.contains("a &#60;b&#62; 3</desc>"), "{svg}");
        assert!(kolom("k", "Kosong", &[]).is_ok());
    }
}
