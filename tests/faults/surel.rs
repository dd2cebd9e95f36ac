//! `kill -9` of Jejak at every step of sending a mail: it goes out all the same,
//! under the same Message-ID, and its delivery stands in the log once.

use std::collections::{BTreeMap, BTreeSet};

use events::pengguna::{Event, Pengguna, PenggunaDidaftarkan, Peran, SurelDitetapkan};
use events::surel::JenisSurel;
use events::teks::{Isi, Label};
use jejak::aliran::TawaranAliran;
use jejak::app::{App, Syarat};
use jejak::surel::Surel;
use sqlx::{Connection as _, PgConnection, query, query_scalar};
use uuid::Uuid;

use crate::harness::eventually;
use crate::office::{Jejak, Office};
use peladen::{Peladen, Tahap, Tingkah};

#[path = "../service/surel/peladen.rs"]
#[expect(dead_code, reason = "the stories use all of it")]
mod peladen;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_at_any_step_of_a_mail_loses_and_renames_none() {
    let office = Office::on_a_server().await;
    let app = office.app().await;
    let penerima = officer(&app, Peran::Petugas).await;
    let peladen = Peladen::buka().await;
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    let mut jejak = serve(&office, &peladen).await;
    let mut perkara = Vec::new();
    for tahap in [
        Tahap::Sambung,
        Tahap::Ehlo,
        Tahap::Mail,
        Tahap::Rcpt,
        Tahap::Data,
        Tahap::Isi,
        Tahap::Pamit,
    ] {
        peladen.bertingkah(Tingkah::Diam(tahap));
        perkara.push(queue(&app, penerima).await);
        peladen.sampai(tahap).await;
        jejak.kill();
        peladen.bertingkah(Tingkah::Baik);
        // Its pause is over.
        let now = "update kotak_keluar set berikutnya = now() where keadaan = 'menunggu'";
        query(now).execute(&mut owner).await.unwrap();
        jejak = serve(&office, &peladen).await;
        let pool = &app.pool;
        eventually("the mail is told of", || async move {
            let open = "select count(*) from kotak_keluar where not tercatat";
            query_scalar::<_, i64>(open).fetch_one(pool).await.unwrap() == 0
        })
        .await;
    }
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for surat in peladen.surat() {
        names.entry(surat.kepala("Subject").unwrap()).or_default().insert(surat.id());
    }
    for satu in &perkara {
        let id = names.get(&format!("Permohonan baru: {satu}"));
        assert_eq!(id.map(BTreeSet::len), Some(1), "sent, and under one id");
        let told = "select count(*) from events where kind = 10 and stream = $1";
        let told: i64 = query_scalar(told).bind(satu).fetch_one(&mut owner).await.unwrap();
        assert_eq!(told, 1, "its delivery stands in the log once");
    }
    assert!(jejak.stop().await.success());
    app.close().await.unwrap();
    office.leave().await;
}

async fn serve(office: &Office, peladen: &Peladen) -> Jejak {
    let smtp = format!("smtp-polos://{}", peladen.alamat);
    let pengirim = "PPID <ppid@kota.uji>";
    office.serve_with(&[("JEJAK_SMTP", smtp.as_str()), ("JEJAK_PENGIRIM", pengirim)]).await
}

/// An officer of this role, whom mail reaches.
pub(crate) async fn officer(app: &App, peran: Peran) -> Uuid {
    let id = Uuid::from_u128(rand::random());
    let isi = |teks: &str| Isi::try_new(teks).unwrap();
    let baru = PenggunaDidaftarkan {
        nama: isi("Siti"),
        jabatan: Label::try_new("Sekretaris").unwrap(),
        peran,
    };
    let surel = SurelDitetapkan { surel: Some(isi("siti@kota.uji")) };
    for fakta in [Event::PenggunaDidaftarkan(baru), Event::SurelDitetapkan(surel)] {
        let command = Uuid::from_u128(rand::random());
        let tawaran = TawaranAliran {
            command,
            actor: Label::try_new("uji").unwrap(),
            id,
            fakta,
            waktu: None,
            kiriman: command.as_bytes().to_vec(),
        };
        app.handle_aliran::<Pengguna>(tawaran, Syarat::Apa).await.unwrap();
    }
    id
}

/// Puts a mail about a case in; answers the case.
async fn queue(app: &App, penerima: Uuid) -> Uuid {
    let perkara = Uuid::from_u128(rand::random());
    let surel = Surel {
        sebab: perkara,
        penerima,
        jenis: JenisSurel::Baru,
        perkara: Some(perkara),
        unit: None,
        posisi: None,
        hari: app.hari_ini(),
    };
    assert_eq!(jejak::surel::antre(app, &[surel]).await.unwrap(), 1);
    perkara
}
