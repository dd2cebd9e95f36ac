//! Has the newest checkpoint stamped by the office's time stamp authority, once a
//! day. One that is away or refuses is asked again the next time.

use crate::app::App;
use crate::checkpoint::stempel::harian;

pub(crate) async fn run(app: &App) -> anyhow::Result<String> {
    let Some(otoritas) = &app.otoritas else {
        return Ok("otoritas stempel waktu tidak dipasang".to_owned());
    };
    Ok(match harian(app, otoritas).await? {
        Some(stempel) => {
            let (ukuran, waktu) = (stempel.ukuran, stempel.saat.format("%Y-%m-%dT%H:%M:%SZ"));
            format!("checkpoint {ukuran} fakta distempel {} pada {waktu}", stempel.otoritas)
        }
        None => "tidak ada checkpoint yang perlu distempel".to_owned(),
    })
}
