//! People of the stories: each before a browser of their own.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use crate::api::klien::Kantor;
use crate::daftar;
use crate::peramban::SANDI;
use crate::tab::Tab;

pub(crate) struct Orang {
    pub tab: Tab,
    /// For the names of pictures.
    siapa: String,
    gambar: u32,
    scripts: bool,
}

impl Orang {
    /// Somebody who does not sign in.
    pub(crate) async fn publik(kantor: &Kantor, scripts: bool) -> Self {
        let tab = Tab::open(kantor, scripts).await;
        let siapa = format!("publik-{}", if scripts { "skrip" } else { "tanpa-skrip" });
        Orang { tab, siapa, gambar: 0, scripts }
    }

    /// Somebody of a role, who signs in by hand.
    pub(crate) async fn masuk(kantor: &Kantor, peran: &str, scripts: bool) -> Self {
        let nama = format!("{peran}-{}", rand::random::<u32>());
        let id = kantor.terdaftar(daftar::peran(kantor, peran)).await;
        jejak::akun::atur(&kantor.app.pool, id, &nama, SANDI).await.unwrap();
        let mut orang = Orang::publik(kantor, scripts).await;
        orang.siapa = orang.siapa.replace("publik", peran);
        orang.tab.goto("/masuk").await;
        orang.tab.fill("Nama masuk", &nama).await;
        orang.tab.fill("Sandi", SANDI).await;
        orang.tekan("Masuk").await;
        orang
    }

    /// Presses what leads on, and looks at what comes.
    pub(crate) async fn tekan(&mut self, teks: &str) {
        self.tab.click(teks).await;
        self.lihat().await;
    }

    pub(crate) async fn buka(&mut self, alamat: &str) {
        self.tab.goto(alamat).await;
        self.lihat().await;
    }

    /// Keeps a picture; with scripts, also holds the page to what every page must
    /// hold to. Many pages are the answer to a form, and only seen this way.
    async fn lihat(&mut self) {
        self.gambar += 1;
        self.tab.picture(&format!("{}-{:02}", self.siapa, self.gambar)).await;
        if self.scripts {
            let tempat = self.tab.place().await;
            let wrong = crate::axe::violations(&mut self.tab).await;
            assert!(wrong.is_empty(), "{} at {tempat}:\n{}", self.siapa, wrong.join("\n"));
        }
    }

    /// Unfolds whatever is folded.
    pub(crate) async fn bentangkan(&mut self) {
        let semua = "[...document.querySelectorAll('details')].map(d => d.open = true)";
        self.tab.value(semua).await;
    }

    /// Takes a step of a case: looks at what it would change, then records it.
    pub(crate) async fn langkah<F: AsyncFnOnce(&mut Tab)>(&mut self, judul: &str, isi: F) {
        self.bentangkan().await;
        self.tekan(judul).await;
        isi(&mut self.tab).await;
        let pratinjau = self.tab.text().await.contains("Lihat akibatnya dahulu");
        if pratinjau {
            self.tekan("Lihat akibatnya dahulu").await;
            self.tab.sees("Yang akan berubah").await;
            self.tekan("Ya, catat").await;
        } else {
            self.tekan("Catat").await;
        }
        let tempat = self.tab.place().await;
        assert!(!tempat.contains("/tindakan/"), "{judul}:\n{}", self.tab.text().await);
    }
}
