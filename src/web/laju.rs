//! How often one address may ask: sign-in, filing, tracking, and tokens that do
//! not count. Behind a proxy the address is the one that it names, if it is a
//! proxy that the office trusts.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::laman::Halangan;
use super::masalah::{Jenis, Masalah};

/// After so many questions, addresses that rested are forgotten.
const BERSIHKAN_SETIAP: u32 = 1_000;

/// Requests a minute from one address; zero is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatasLaju {
    pub masuk: u32,
    pub pengajuan: u32,
    pub lacak: u32,
    pub token: u32,
    /// Files of people without a token.
    pub unggah: u32,
}

impl Default for BatasLaju {
    /// A counter that files for others, and a school behind one address, stay
    /// below; a guesser does not.
    fn default() -> Self {
        BatasLaju { masuk: 20, pengajuan: 30, lacak: 60, token: 30, unggah: 10 }
    }
}

impl BatasLaju {
    pub const TANPA: BatasLaju =
        BatasLaju { masuk: 0, pengajuan: 0, lacak: 0, token: 0, unggah: 0 };
}

/// `masuk=20,lacak=60`, or `tanpa`; what is not named keeps its default.
impl FromStr for BatasLaju {
    type Err = anyhow::Error;

    fn from_str(teks: &str) -> anyhow::Result<Self> {
        if teks.trim() == "tanpa" {
            return Ok(BatasLaju::TANPA);
        }
        let mut batas = BatasLaju::default();
        for satu in teks.split(',').map(str::trim).filter(|satu| !satu.is_empty()) {
            let pasangan = satu
                .split_once('=')
                .and_then(|(nama, angka)| Some((nama.trim(), angka.trim().parse::<u32>().ok()?)));
            let tempat = match pasangan {
                Some(("masuk", angka)) => (&mut batas.masuk, angka),
                Some(("pengajuan", angka)) => (&mut batas.pengajuan, angka),
                Some(("lacak", angka)) => (&mut batas.lacak, angka),
                Some(("token", angka)) => (&mut batas.token, angka),
                Some(("unggah", angka)) => (&mut batas.unggah, angka),
                _ => anyhow::bail!(
                    "JEJAK_BATAS bernilai {teks:?}; tulis seperti masuk=20,pengajuan=30,lacak=60,token=30,unggah=10, atau tanpa"
                ),
            };
            *tempat.0 = tempat.1;
        }
        Ok(batas)
    }
}

/// A proxy, or a net of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jaringan {
    alamat: IpAddr,
    panjang: u32,
}

impl FromStr for Jaringan {
    type Err = anyhow::Error;

    fn from_str(teks: &str) -> anyhow::Result<Self> {
        let keliru = || {
            anyhow::anyhow!(
                "JEJAK_PROKSI memuat {teks:?}; tulis alamat, seperti 10.0.0.7 atau 10.0.0.0/8"
            )
        };
        let (alamat, panjang) = teks.split_once('/').map_or((teks, None), |(a, p)| (a, Some(p)));
        let alamat: IpAddr = alamat.parse().map_err(|_| keliru())?;
        let terpanjang = if alamat.is_ipv4() { 32 } else { 128 };
        let panjang = panjang.map_or(Ok(terpanjang), str::parse).map_err(|_| keliru())?;
        if panjang > terpanjang {
            return Err(keliru());
        }
        Ok(Jaringan { alamat, panjang })
    }
}

impl Jaringan {
    fn memuat(self, alamat: IpAddr) -> bool {
        match (self.alamat, alamat) {
            (IpAddr::V4(jaringan), IpAddr::V4(alamat)) => {
                let beda = u32::from(jaringan) ^ u32::from(alamat);
                beda.checked_shr(32 - self.panjang).unwrap_or_default() == 0
            }
            (IpAddr::V6(jaringan), IpAddr::V6(alamat)) => {
                let beda = u128::from(jaringan) ^ u128::from(alamat);
                beda.checked_shr(128 - self.panjang).unwrap_or_default() == 0
            }
            _ => false,
        }
    }
}

/// What somebody does often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hal {
    Masuk,
    Pengajuan,
    Lacak,
    Token,
    Unggah,
}

impl Hal {
    fn dari(permintaan: &Request) -> Option<Self> {
        if permintaan.method() != Method::POST {
            return None;
        }
        match permintaan.uri().path().trim_start_matches("/api/v1") {
            "/masuk" | "/masuk/kode" | "/penyiapan" => Some(Hal::Masuk),
            "/permohonan" | "/keberatan" => Some(Hal::Pengajuan),
            "/lacak" | "/lacak/berkas" => Some(Hal::Lacak),
            // Whoever shows a token that does not count is counted by it.
            "/berkas" if !permintaan.headers().contains_key(header::AUTHORIZATION) => {
                Some(Hal::Unggah)
            }
            _ => None,
        }
    }
}

/// The counters of this process.
pub(super) struct Laju {
    proksi: Vec<Jaringan>,
    penghitung: [Option<DefaultKeyedRateLimiter<IpAddr>>; 5],
    ditanya: AtomicU32,
}

impl Laju {
    pub(super) fn baru(batas: BatasLaju, proksi: Vec<Jaringan>) -> Self {
        let penghitung = [batas.masuk, batas.pengajuan, batas.lacak, batas.token, batas.unggah];
        let penghitung = penghitung.map(|banyak| {
            NonZeroU32::new(banyak).map(|banyak| RateLimiter::keyed(Quota::per_minute(banyak)))
        });
        Laju { proksi, penghitung, ditanya: AtomicU32::new(0) }
    }

    /// How long to wait, where it was too often.
    fn tunggu(&self, hal: Hal, alamat: IpAddr) -> Option<Duration> {
        let penghitung = self.penghitung[hal as usize].as_ref()?;
        if self.ditanya.fetch_add(1, Ordering::Relaxed).is_multiple_of(BERSIHKAN_SETIAP) {
            penghitung.retain_recent();
        }
        let terlalu = penghitung.check_key(&alamat).err()?;
        Some(terlalu.wait_time_from(DefaultClock::default().now()))
    }

    /// Who asks: the peer, or whom the last proxy that is not ours names. A header
    /// that anybody else sends says nothing.
    fn alamat(&self, sebelah: IpAddr, kepala: &HeaderMap) -> IpAddr {
        let tepercaya = |alamat: &IpAddr| self.proksi.iter().any(|satu| satu.memuat(*alamat));
        let mut alamat = sebelah.to_canonical();
        let diteruskan = kepala.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
        let diteruskan: Vec<&str> = diteruskan.flat_map(|nilai| nilai.split(',')).collect();
        for teks in diteruskan.into_iter().rev() {
            if !tepercaya(&alamat) {
                break;
            }
            let Ok(disebut) = teks.trim().parse::<IpAddr>() else { break };
            alamat = disebut.to_canonical();
        }
        match alamat {
            // One subscriber has a whole net of these.
            IpAddr::V6(alamat) => {
                let jaringan = u128::from(alamat) >> 64 << 64;
                IpAddr::V6(Ipv6Addr::from(jaringan))
            }
            v4 @ IpAddr::V4(_) => v4,
        }
    }
}

/// Beside a request from the network: whose it is. Pages that call the API in
/// this process have been counted already and bring none.
#[derive(Clone)]
pub(super) struct Pengunjung {
    laju: Arc<Laju>,
    alamat: IpAddr,
}

impl Pengunjung {
    /// One more token that does not count.
    pub(super) fn token_salah(&self) -> Result<(), TerlaluSering> {
        self.laju.tunggu(Hal::Token, self.alamat).map_or(Ok(()), |lama| Err(TerlaluSering(lama)))
    }
}

/// Told as 429, with how long to wait.
pub(super) struct TerlaluSering(Duration);

impl TerlaluSering {
    fn masalah(&self) -> (Masalah, HeaderValue) {
        let detik = self.0.as_secs() + 1;
        let detail = format!("terlalu sering dari alamat ini; coba lagi setelah {detik} detik");
        (Masalah::baru(Jenis::TerlaluSering, detail), HeaderValue::from(detik))
    }
}

impl IntoResponse for TerlaluSering {
    fn into_response(self) -> Response {
        let (masalah, detik) = self.masalah();
        let mut jawaban = masalah.into_response();
        jawaban.headers_mut().insert(header::RETRY_AFTER, detik);
        jawaban
    }
}

/// Counts what may not come too often, before anything is done.
pub(super) async fn periksa(
    State(laju): State<Arc<Laju>>,
    mut permintaan: Request,
    berikut: Next,
) -> Response {
    let sebelah = permintaan.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let Some(sebelah) = sebelah else { return berikut.run(permintaan).await };
    let alamat = laju.alamat(sebelah, permintaan.headers());
    if let Some(hal) = Hal::dari(&permintaan)
        && let Some(lama) = laju.tunggu(hal, alamat)
    {
        let terlalu = TerlaluSering(lama);
        if permintaan.uri().path().starts_with("/api/") {
            return terlalu.into_response();
        }
        let (masalah, detik) = terlalu.masalah();
        let mut jawaban = Halangan::dari_masalah(masalah).into_response();
        jawaban.headers_mut().insert(header::RETRY_AFTER, detik);
        return jawaban;
    }
    permintaan.extensions_mut().insert(Pengunjung { laju, alamat });
    berikut.run(permintaan).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laju(proksi: &[&str]) -> Laju {
        let proksi = proksi.iter().map(|satu| satu.parse().unwrap()).collect();
        Laju::baru(BatasLaju { masuk: 2, ..BatasLaju::TANPA }, proksi)
    }

    fn alamat(laju: &Laju, sebelah: &str, diteruskan: &[&str]) -> String {
        let mut kepala = HeaderMap::new();
        for nilai in diteruskan {
            kepala.append("x-forwarded-for", HeaderValue::from_str(nilai).unwrap());
        }
        laju.alamat(sebelah.parse().unwrap(), &kepala).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_names_another_address() {
        let tanpa = laju(&[]);
        assert_eq!(alamat(&tanpa, "10.0.0.1", &["203.0.113.9"]), "10.0.0.1");
        let satu = laju(&["10.0.0.0/8"]);
        assert_eq!(alamat(&satu, "10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(alamat(&satu, "11.0.0.1", &["203.0.113.9"]), "11.0.0.1");
        // What the visitor wrote themselves stands further left.
        let palsu = ["1.2.3.4, 203.0.113.9", "10.9.9.9"];
        assert_eq!(alamat(&satu, "10.0.0.1", &palsu), "203.0.113.9");
        assert_eq!(alamat(&satu, "10.0.0.1", &["bukan alamat"]), "10.0.0.1");
        assert_eq!(alamat(&satu, "::ffff:10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn a_whole_net_of_one_subscriber_is_one_address() {
        let laju = laju(&["::1"]);
        assert_eq!(alamat(&laju, "::1", &["2001:db8:1:2::7"]), "2001:db8:1:2::");
        assert_eq!(alamat(&laju, "2001:db8:1:2:3::9", &[]), "2001:db8:1:2::");
    }

    #[test]
    fn the_third_of_two_has_to_wait_and_another_address_has_not() {
        let laju = laju(&[]);
        let [satu, dua] = ["10.0.0.1", "10.0.0.2"].map(|a| a.parse().unwrap());
        assert!((0..2).all(|_| laju.tunggu(Hal::Masuk, satu).is_none()));
        assert!(laju.tunggu(Hal::Masuk, satu).is_some_and(|lama| lama.as_secs() < 31));
        assert!(laju.tunggu(Hal::Masuk, dua).is_none());
        assert!((0..9).all(|_| laju.tunggu(Hal::Lacak, satu).is_none()), "no limit there");
    }

    #[test]
    fn limits_and_proxies_are_read_or_named_as_wrong() {
        let harapan = BatasLaju { masuk: 5, lacak: 0, ..BatasLaju::default() };
        assert_eq!("masuk=5, lacak=0".parse::<BatasLaju>().unwrap(), harapan);
        assert_eq!("tanpa".parse::<BatasLaju>().unwrap(), BatasLaju::TANPA);
        for keliru in ["masuk", "masuk=x", "login=5"] {
            assert!(keliru.parse::<BatasLaju>().unwrap_err().to_string().contains("JEJAK_BATAS"));
        }
        for keliru in ["", "10.0.0.0/33", "::/129", "proksi", "10.0.0.1/"] {
            assert!(keliru.parse::<Jaringan>().unwrap_err().to_string().contains("JEJAK_PROKSI"));
        }
        let semua: Jaringan = "0.0.0.0/0".parse().unwrap();
        assert!(semua.memuat("203.0.113.9".parse().unwrap()));
    }
}
