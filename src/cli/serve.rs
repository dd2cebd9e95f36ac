//! `jejak serve`: the HTTP service.

use clap::Args;

use super::keliru;
use crate::app::App;
use crate::config::{Kantor, Options, ServeOptions};
use crate::web;

#[derive(Args, Debug)]
#[command(after_help = "\
/health   proses hidup            /ready   log menjawab, dan sejauh mana tampilan
/metrics  angka Prometheus, pada alamat sendiri yang hanya terbuka untuk mesin ini

Catatan layanan ditulis sebagai JSON ke stderr, tanpa data pribadi; JEJAK_LOG mengatur
banyaknya. SIGTERM atau Ctrl-C: jawaban yang berjalan diselesaikan, lalu berhenti.")]
pub(super) struct Arguments {
    #[command(flatten)]
    serve: ServeOptions,
}

pub(super) struct Siap(Kantor);

impl Siap {
    pub(super) fn dari(a: Arguments, options: &Options) -> anyhow::Result<Self> {
        Ok(Siap(options.kantor(a.serve).map_err(keliru)?))
    }
}

pub(super) async fn run(app: App, siap: Siap) -> anyhow::Result<()> {
    web::layani(app, siap.0).await
}
