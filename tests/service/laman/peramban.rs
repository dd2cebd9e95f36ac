//! A browser without JavaScript: it keeps a cookie and sends forms.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use events::pengguna::Peran;
use hyper::Method;

use crate::api::klien::{Jawaban, Kantor, berbagian, jenis_berbagian};

pub(crate) const SANDI: &str = "sandi yang cukup panjang";

#[derive(Default)]
pub(crate) struct Peramban {
    kuki: Option<String>,
}

impl Peramban {
    /// Signs a new user of this role in.
    pub(crate) async fn masuk(kantor: &Kantor, nama: &str, peran: Peran) -> Self {
        let id = kantor.terdaftar(peran).await;
        jejak::akun::atur(&kantor.app.pool, id, nama, SANDI).await.unwrap();
        let mut peramban = Peramban::default();
        let jawaban = peramban.kirim(kantor, "/masuk", &[("nama", nama), ("sandi", SANDI)]).await;
        assert_eq!(jawaban.status, 303, "{}", jawaban.badan);
        peramban
    }

    pub(crate) async fn buka(&self, kantor: &Kantor, alamat: &str) -> Jawaban {
        let kepala: Vec<(&str, &str)> =
            self.kuki.iter().map(|kuki| ("Cookie", kuki.as_str())).collect();
        kantor.minta("publik", Method::GET, alamat, None, &kepala).await
    }

    pub(crate) async fn kirim(
        &mut self,
        kantor: &Kantor,
        alamat: &str,
        isian: &[(&str, &str)],
    ) -> Jawaban {
        self.kirim_dengan(kantor, alamat, isian, &[("Sec-Fetch-Site", "same-origin")]).await
    }

    /// As `kirim`, with what the browser says of where the form came from.
    pub(crate) async fn kirim_dengan(
        &mut self,
        kantor: &Kantor,
        alamat: &str,
        isian: &[(&str, &str)],
        asal: &[(&str, &str)],
    ) -> Jawaban {
        let mut badan = form_urlencoded::Serializer::new(String::new());
        badan.extend_pairs(isian);
        let mut kepala = vec![("Content-Type", "application/x-www-form-urlencoded")];
        kepala.extend(asal);
        let kuki = self.kuki.clone();
        kepala.extend(kuki.iter().map(|kuki| ("Cookie", kuki.as_str())));
        let badan = Some(badan.finish().into());
        let jawaban = kantor.minta("publik", Method::POST, alamat, badan, &kepala).await;
        if let Some(kuki) = jawaban.kepala.get("set-cookie") {
            let kuki = kuki.to_str().unwrap().split(';').next().unwrap();
            self.kuki = Some(kuki.to_owned());
        }
        jawaban
    }
}

impl Peramban {
    /// Sends a file as a browser does.
    pub(crate) async fn unggah(&self, kantor: &Kantor, alamat: &str, berkas: &[u8]) -> Jawaban {
        let batas = "batasberkasuji";
        let awal = format!(
            "--{batas}\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"a\"\r\n\r\n"
        );
        let isi = [awal.as_bytes(), berkas, format!("\r\n--{batas}--\r\n").as_bytes()].concat();
        let badan = Some(String::from_utf8(isi).unwrap().into());
        let jenis = format!("multipart/form-data; boundary={batas}");
        let mut kepala = vec![("Content-Type", jenis.as_str()), ("Sec-Fetch-Site", "same-origin")];
        kepala.extend(self.kuki.iter().map(|kuki| ("Cookie", kuki.as_str())));
        kantor.minta("publik", Method::POST, alamat, badan, &kepala).await
    }

    /// Sends name and password; what comes of it is for the test to say.
    pub(crate) async fn coba_masuk(&mut self, kantor: &Kantor, nama: &str, sandi: &str) -> Jawaban {
        self.kirim(kantor, "/masuk", &[("nama", nama), ("sandi", sandi)]).await
    }
}

impl Peramban {
    /// As `kirim`, with files.
    pub(crate) async fn kirim_berkas(
        &mut self,
        kantor: &Kantor,
        alamat: &str,
        isian: &[(&str, &str)],
        berkas: &[(&str, &str, &str)],
    ) -> Jawaban {
        let jenis = jenis_berbagian();
        let mut kepala = vec![("Content-Type", jenis.as_str()), ("Sec-Fetch-Site", "same-origin")];
        let kuki = self.kuki.clone();
        kepala.extend(kuki.iter().map(|kuki| ("Cookie", kuki.as_str())));
        let badan = Some(berbagian(isian, berkas).into());
        kantor.minta("publik", Method::POST, alamat, badan, &kepala).await
    }

    /// Takes a step below a page, as its form asks for it.
    pub(crate) async fn langkah(
        &mut self,
        kantor: &Kantor,
        halaman: &str,
        langkah: &str,
        isian: &[(&str, &str)],
    ) {
        self.langkah_berkas(kantor, halaman, langkah, isian, &[]).await;
    }

    /// As `langkah`, with files.
    pub(crate) async fn langkah_berkas(
        &mut self,
        kantor: &Kantor,
        halaman: &str,
        langkah: &str,
        isian: &[(&str, &str)],
        berkas: &[(&str, &str, &str)],
    ) {
        let alamat = format!("{halaman}/tindakan/{langkah}");
        let formulir = self.buka(kantor, &alamat).await.dengan(200);
        let teks = html(&formulir);
        let mut semua =
            vec![("_perintah", nilai(teks, "_perintah")), ("_versi", nilai(teks, "_versi"))];
        semua.extend(isian);
        let tercatat = self.kirim_berkas(kantor, &alamat, &semua, berkas).await;
        assert_eq!(tercatat.status, 303, "{langkah}: {}", tercatat.badan);
    }
}

/// The page's text.
pub(crate) fn html(jawaban: &Jawaban) -> &str {
    jawaban.badan.as_str().unwrap()
}

/// The value of a hidden or filled-in field.
pub(crate) fn nilai<'a>(html: &'a str, nama: &str) -> &'a str {
    let (_, sisa) = html.split_once(&format!("name=\"{nama}\" value=\"")).unwrap();
    sisa.split('"').next().unwrap()
}

/// What stands in the `dd` after a `dt`.
pub(crate) fn keterangan<'a>(html: &'a str, nama: &str) -> &'a str {
    let (_, sisa) = html.split_once(&format!("<dt>{nama}</dt>")).unwrap();
    let (_, sisa) = sisa.split_once('>').unwrap();
    sisa.split('<').next().unwrap()
}
