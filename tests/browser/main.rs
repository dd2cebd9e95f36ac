//! What a real browser shows: Debian's Chromium, every page, every role, with
//! scripts and without.

#[path = "../service/facts.rs"]
#[expect(dead_code, reason = "shared with the service's tests, which use the rest")]
mod facts;
#[path = "../service/harness.rs"]
#[expect(dead_code, reason = "shared with the service's tests, which use the rest")]
mod harness;
#[path = "../service/api/klien.rs"]
#[expect(dead_code, reason = "shared with the service's tests, which use the rest")]
mod klien;

mod api {
    pub(crate) use crate::klien;
}

#[path = "../service/laman/daftar.rs"]
#[expect(dead_code, reason = "shared with the service's tests, which use the rest")]
mod daftar;
#[path = "../service/laman/muatan.rs"]
#[expect(dead_code, reason = "shared with the service's tests, which use the rest")]
mod muatan;
#[path = "../service/laman/peramban.rs"]
#[expect(dead_code, reason = "shared with the service's tests, which use the rest")]
mod peramban;
#[path = "../service/laman/tabur.rs"]
#[expect(dead_code, reason = "shared with the service's tests, which use the rest")]
mod tabur;

mod axe;
mod cdp;
mod orang;
mod tab;
mod tur;

mod cerita;
mod jahat;
mod kelola;
mod laman;
mod papan_ketik;
