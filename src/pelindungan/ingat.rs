//! Reminds of limits in hours: at once, a day and six hours before the earliest
//! end, and when it has passed, at night and on closed days too.

use chrono::{DateTime, TimeDelta, Utc};
use events::alarm::Penerima;
use events::jam::TenggatJam;
use events::pendamping::{BatasJamDiingatkan, Event as Pendamping};
use events::teks::Label;
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta};
use projections::proyeksi::Proyeksi;
use uuid::Uuid;

use super::BatasJam;
use crate::app::{App, subjek};
use crate::log::{Append, Command, Expected};

/// Hours before the earliest end; the first is always reached.
const TANGGA: [i32; 3] = [72, 24, 6];
const LEWAT: i32 = -1;

/// The lowest rung that was reached. After an outage it stands for those before.
pub fn anak_tangga(tenggat: &TenggatJam, kini: DateTime<Utc>) -> i32 {
    let sisa = tenggat.paling_awal() - kini;
    if sisa < TimeDelta::zero() {
        return LEWAT;
    }
    let tercapai = TANGGA.iter().filter(|jam| sisa <= TimeDelta::hours(i64::from(**jam)));
    tercapai.min().copied().unwrap_or(TANGGA[0])
}

/// Puts what is due now into the log; mails follow from it. How many were new.
pub(crate) async fn ingatkan(app: &App, kini: DateTime<Utc>) -> anyhow::Result<u32> {
    app.tampilan.kejar(&mut |_| ()).await?;
    app.tampilan.periksa(&[Proyeksi::Log]).await?;
    let sebelum = app.log.position().await?;
    let mut baru = 0;
    for satu in app.batas_jam().await? {
        let outcome = app.log.append(perintah(&satu, kini)?).await?;
        baru += u32::from(outcome.first_position > sebelum);
    }
    Ok(baru)
}

/// The same for one rung of one end in every process and every time: the log
/// carries it out once.
fn perintah(batas: &BatasJam, kini: DateTime<Utc>) -> anyhow::Result<Command> {
    let (milik, tenggat) = (batas.tentang.id(), &batas.tenggat);
    let (kode, awal) = (tenggat.batas.kode, tenggat.paling_awal());
    let anak_tangga = anak_tangga(tenggat, kini);
    let id = Uuid::new_v5(&milik, format!("batas-jam/{kode}/{awal}/{anak_tangga}").as_bytes());
    let fakta = BatasJamDiingatkan {
        batas: Label::try_new(kode)?,
        pasal: Label::try_new(tenggat.batas.pasal)?,
        paling_awal: awal,
        paling_lambat: tenggat.paling_lambat(),
        anak_tangga,
        kepada: vec![Penerima::PpidUtama, Penerima::AtasanPpid],
    };
    let event = Event::Pendamping(Pendamping::BatasJamDiingatkan(fakta));
    Ok(Command {
        id,
        actor: Label::try_new("pekerjaan/pelindungan")?,
        content: id.as_bytes().to_vec(),
        appends: vec![Append {
            stream: AliranId::pendamping(milik),
            expected: Expected::Any,
            subject: subjek(milik),
            facts: vec![Fakta::baru(event, Waktu::Saat(kini))],
        }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rung_begins_at_its_hour() {
        let mulai: DateTime<Utc> = "2026-03-06T09:00:00Z".parse().unwrap();
        let tenggat = TenggatJam::dari("D02", &[(mulai, mulai)]).unwrap();
        let detik = TimeDelta::seconds(1);
        for (jam, tepat, sebelumnya) in [(24, 24, 72), (6, 6, 24), (0, 6, 6)] {
            let saat = tenggat.paling_awal() - TimeDelta::hours(jam);
            assert_eq!(anak_tangga(&tenggat, saat), tepat, "{jam}");
            assert_eq!(anak_tangga(&tenggat, saat - detik), sebelumnya, "{jam}");
        }
        assert_eq!(anak_tangga(&tenggat, mulai), 72);
        assert_eq!(anak_tangga(&tenggat, tenggat.paling_awal() + detik), LEWAT);
        // Entered with a moment that lies ahead of this clock.
        assert_eq!(anak_tangga(&tenggat, mulai - TimeDelta::hours(5)), 72);
    }
}
