//! `kill -9` at every step of an erasure: whoever starts again ends it, each store
//! is empty, the log tells of it once, and nobody finds the pemohon anywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use events::pengguna::{PenggunaId, Peran};
use events::penghapusan::{DasarPenghapusan, PenghapusanDiputus, TempatData};
use events::perkara::Event as P;
use events::persetujuan::PutusanPersetujuan;
use events::surel::JenisSurel;
use events::teks::{Isi, Label};
use events::waktu::Waktu;
use events::{AliranId, Cara, Event, Fakta};
use jejak::app::{App, Syarat, Tawaran, subjek};
use jejak::hapus::{Pejabat, Titik};
use jejak::log::{Append, Expected, Values};
use jejak::surel::{Surel, antre};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, query, query_scalar};
use uuid::Uuid;

use crate::harness::eventually;
use crate::office::Office;
use crate::surel::officer;

/// How every NIK here begins.
const NIK: &str = "31710199";

/// Where a gate of the database stands that holds an erasure up, and what holds it
/// up behind that gate, once it is through.
const TITIK: [(Titik, &str, Lalu); 11] = [
    (Titik::Dihitung, "insert on penghapusan_tempat/surel", Lalu::Daftar),
    (Titik::Didaftar, "delete on subject_key", Lalu::Tidak),
    (Titik::Dikosongkan(TempatData::Kunci), "update on penghapusan_tempat/kunci", Lalu::Tidak),
    (Titik::Dipastikan(TempatData::Kunci), "delete on disclosure", Lalu::Tidak),
    (Titik::Dikosongkan(TempatData::Nilai), "update on penghapusan_tempat/nilai", Lalu::Tidak),
    (
        Titik::Dipastikan(TempatData::Nilai),
        "update on penghapusan_tempat/nilai",
        Lalu::Kunci("lock table berkas in access exclusive mode"),
    ),
    (Titik::Dikosongkan(TempatData::Berkas), "update on penghapusan_tempat/berkas", Lalu::Tidak),
    (
        Titik::Dipastikan(TempatData::Berkas),
        "update on penghapusan_tempat/berkas",
        Lalu::Kunci("lock table kotak_keluar in access exclusive mode"),
    ),
    (Titik::Dikosongkan(TempatData::Surel), "update on penghapusan_tempat/surel", Lalu::Tidak),
    (
        Titik::Dipastikan(TempatData::Surel),
        "update on penghapusan_tempat/surel",
        Lalu::Kunci("select from log_head for update"),
    ),
    (Titik::Tercatat, "delete on penghapusan", Lalu::Tidak),
];
/// From there on nothing tells of the pemohon any more.
const SUNYI: Titik = Titik::Dikosongkan(TempatData::Surel);

const GERBANG: &str = "create function gerbang() returns trigger language plpgsql as $$ begin
    perform pg_advisory_xact_lock_shared(tg_argv[0]::int);
    if tg_op = 'DELETE' then return old; end if;
    return new;
end $$";
const AT_THE_GATE: &str = "select count(*) from pg_locks where not granted";
const BEHIND_IT: &str =
    "select count(*) from pg_locks where not granted and locktype <> 'advisory'";
const COUNTED: &str = "select count(*) from penghapusan_tempat where tempat = 'surel'
    and perkara = (select perkara from penghapusan)";

#[derive(Clone, Copy, Debug)]
enum Lalu {
    Tidak,
    /// A lock that the test takes.
    Kunci(&'static str),
    /// The list beside the key, which is a pipe that nobody writes to.
    Daftar,
}

struct Rumah {
    office: Office,
    app: App,
    petugas: Pejabat,
    atasan: Uuid,
}

fn label(teks: &str) -> Label {
    Label::try_new(teks).unwrap()
}

fn acak() -> Uuid {
    Uuid::from_u128(rand::random())
}

impl Rumah {
    async fn baru() -> Self {
        let office = Office::on_a_server().await;
        let tempat = office.room.path().display();
        let toml = format!("data = \"{tempat}\"\nberkas = \"{tempat}/berkas\"\n");
        fs::write(office.room.path().join("jejak.toml"), toml).unwrap();
        let app = office.app().await;
        let petugas = officer(&app, Peran::Petugas).await;
        let atasan = officer(&app, Peran::AtasanPpid).await;
        let retensi = json!({"type": "RetensiDitetapkan", "body": {"bulan": 3, "dasar": "JRA"}});
        let event = Event::Kantor(serde_json::from_value(retensi).unwrap());
        let append = Append {
            stream: events::kantor::aliran(),
            expected: Expected::Any,
            subject: Uuid::nil(),
            facts: vec![Fakta::baru(event, Waktu::Tanggal(app.hari_ini()))],
        };
        let (id, actor, content) = (acak(), label("uji"), b"retensi".to_vec());
        let command = jejak::log::Command { id, actor, content, appends: vec![append] };
        app.log.append(command).await.unwrap();
        let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
        query(GERBANG).execute(&mut owner).await.unwrap();
        for (ke, (_, gerbang, _)) in TITIK.iter().enumerate() {
            let (saat, tempat) = gerbang.split_once('/').unwrap_or((gerbang, ""));
            let bila = format!("when (new.tempat = '{tempat}')");
            let bila = if tempat.is_empty() { "" } else { &bila };
            let buat = format!(
                "create trigger gerbang_{ke} before {saat} for each row {bila}
                   execute function gerbang({ke})"
            );
            query(AssertSqlSafe(buat)).execute(&mut owner).await.unwrap();
        }
        let petugas = Pejabat { id: PenggunaId(petugas), aktor: label("uji") };
        Rumah { office, app, petugas, atasan }
    }

    fn tempat(&self, nama: &str) -> PathBuf {
        self.office.room.path().join(nama)
    }

    /// A case of long ago with somebody in every store, whose erasure is approved.
    async fn perkara(&self, nik: &str) -> Uuid {
        let perkara = acak();
        let berkas = self.app.unggah("ktp.pdf", format!("%PDF-1.7 {nik}").as_bytes()).await;
        let pemohon = json!({"jenis": "perorangan", "nama": {"isi": format!("Siti {nik}")},
                             "nomor_identitas": {"isi": nik}, "berkas_identitas": [berkas.unwrap()]});
        let jawaban = json!({"putusan": {"dikabulkan": "seluruhnya"}, "penguasaan": "dikuasai"});
        for (tanggal, jenis, isi) in [
            ("2020-01-06", "PermohonanDiterima", json!({"kanal": "situs", "pemohon": pemohon})),
            ("2020-01-06", "PermohonanDicatat", json!({})),
            ("2020-01-08", "PemberitahuanTertulisDikirim", jawaban),
            ("2020-01-08", "PemberitahuanTertulisDiterima", json!({})),
            ("2020-01-09", "InformasiDiberikan", json!({"lingkup": "seluruhnya"})),
        ] {
            let event = serde_json::from_value(json!({"type": jenis, "body": isi})).unwrap();
            self.catat(perkara, event, Waktu::Tanggal(tanggal.parse().unwrap()), Cara::Catat).await;
        }
        self.bersurel(perkara, nik).await;
        let alasan = Isi::try_new(format!("berkas {nik} sudah lama")).unwrap();
        let usul = (DasarPenghapusan::RetensiBerakhir, alasan);
        self.app.usulkan_penghapusan(acak(), perkara, &self.petugas, usul).await.unwrap();
        // Approved, and not begun.
        query("insert into penghapusan (perkara, sejak) values ($1, now())")
            .bind(perkara)
            .execute(&self.app.pool)
            .await
            .unwrap();
        let setuju = PenghapusanDiputus {
            oleh: PenggunaId(self.atasan),
            putusan: PutusanPersetujuan::Setuju,
            syarat: self.app.syarat_penghapusan(perkara).await.unwrap(),
        };
        let waktu = Waktu::Saat(self.app.clock.now());
        self.catat(perkara, P::PenghapusanDiputus(setuju), waktu, Cara::Terbitkan).await;
        perkara
    }

    async fn catat(&self, perkara: Uuid, event: P, waktu: Waktu, cara: Cara) {
        let (command, actor, events) = (acak(), label("uji"), vec![(event, waktu)]);
        let tawaran = Tawaran { command, actor, perkara, events, cara, kiriman: None };
        let aturan = self.app.aturan().await.unwrap();
        self.app.handle_pada(tawaran, Syarat::Apa, &aturan).await.unwrap();
    }

    /// A reminder in the outbox, and its file as no server took it.
    async fn bersurel(&self, perkara: Uuid, nik: &str) {
        let surel = Surel {
            sebab: perkara,
            penerima: perkara,
            jenis: JenisSurel::Pengingat,
            perkara: Some(perkara),
            unit: None,
            posisi: None,
            hari: self.app.hari_ini(),
        };
        assert_eq!(antre(&self.app, &[surel]).await.unwrap(), 1);
        let id: Uuid = query_scalar("select surel from kotak_keluar where penerima = $1")
            .bind(perkara)
            .fetch_one(&self.app.pool)
            .await
            .unwrap();
        fs::create_dir_all(self.tempat("surel")).unwrap();
        fs::write(self.tempat("surel").join(format!("{id}.eml")), format!("Yth. {nik}")).unwrap();
    }

    /// Begins to erase, and dies there.
    async fn mati_di(&self, ke: usize, lalu: Lalu) {
        let mut gerbang = self.owner().await;
        let kunci = i64::try_from(ke).unwrap();
        query("select pg_advisory_lock($1)").bind(kunci).execute(&mut gerbang).await.unwrap();
        let mut hapus = self.office.begin(&["hapus", "--lanjutkan"]);
        self.sampai(AT_THE_GATE, 1).await;
        let buka = query("select pg_advisory_unlock($1)").bind(kunci);
        let mut tahan = self.owner().await;
        let mut tahan = tahan.begin().await.unwrap();
        match lalu {
            Lalu::Tidak => {}
            Lalu::Kunci(kunci) => {
                query(kunci).execute(&mut *tahan).await.unwrap();
                buka.execute(&mut gerbang).await.unwrap();
                self.sampai(BEHIND_IT, 1).await;
            }
            Lalu::Daftar => {
                let mode = Mode::RUSR | Mode::WUSR;
                mknodat(CWD, self.tempat("kunci.terhapus"), FileType::Fifo, mode, 0).unwrap();
                buka.execute(&mut gerbang).await.unwrap();
                self.sampai(COUNTED, 1).await;
            }
        }
        assert!(hapus.try_wait().unwrap().is_none(), "it is in the middle of it");
        hapus.kill().unwrap();
        hapus.wait().unwrap();
        // With it goes what it asked of the database last.
        let batal = "select pg_terminate_backend(pid) from pg_locks where not granted";
        query(batal).execute(&self.app.pool).await.unwrap();
        self.sampai(AT_THE_GATE, 0).await;
        tahan.rollback().await.unwrap();
        if let Lalu::Daftar = lalu {
            fs::remove_file(self.tempat("kunci.terhapus")).unwrap();
        }
    }

    async fn owner(&self) -> PgConnection {
        PgConnection::connect_with(&self.office.owner()).await.unwrap()
    }

    async fn sampai(&self, hitung: &'static str, harus: i64) {
        let pool = &self.app.pool;
        eventually(hitung, || async move {
            query_scalar::<_, i64>(hitung).fetch_one(pool).await.unwrap() == harus
        })
        .await;
    }

    /// Where somebody with the key still finds that number.
    async fn terlihat(&self, nik: &str) -> Vec<String> {
        let mut temuan = Vec::new();
        for tercatat in self.app.log.replay(0, Values::Open).await.unwrap() {
            if serde_json::to_string(&tercatat.event).unwrap().contains(nik) {
                temuan.push(format!("posisi {}", tercatat.position));
            }
        }
        for jalur in berkas(self.office.room.path()) {
            let isi = fs::read(&jalur).unwrap();
            if String::from_utf8_lossy(&isi).contains(nik) {
                temuan.push(jalur.display().to_string());
            }
        }
        temuan
    }

    async fn utuh(&self) {
        assert_eq!(self.app.log.verify(|_, _| ()).await.unwrap().finding, None);
    }

    /// Every store of this case is empty, and the log has it once.
    async fn terhapus(&self, perkara: Uuid) {
        assert_eq!(self.app.log.sealed_of(&[subjek(perkara)]).await.unwrap(), (0, 0));
        let sisa = "select (select count(*) from berkas) + (select count(*) from kotak_keluar)
                         + (select count(*) from penghapusan)";
        let sisa: i64 = query_scalar(sisa).fetch_one(&self.app.pool).await.unwrap();
        assert_eq!(sisa, 0);
        for tempat in ["berkas", "surel"] {
            assert!(berkas(&self.tempat(tempat)).is_empty(), "{tempat}");
        }
        let fakta = self.app.log.stream(AliranId::perkara(perkara), Values::Sealed).await.unwrap();
        let dihapus = fakta.iter().filter(|tercatat| {
            let Event::Perkara(event) = &tercatat.event else { return false };
            matches!(event.as_ref(), P::DataPribadiDihapus(_))
        });
        assert_eq!(dihapus.count(), 1);
        self.utuh().await;
    }

    /// The whole database, as `pg_dump` writes it.
    fn dump(&self) -> String {
        let owner = self.office.owner();
        let versi = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let calon = versi.map(|versi| versi.path().join("bin/pg_dump")).find(|j| j.is_file());
        let dump = Command::new(calon.unwrap_or_else(|| "pg_dump".into()))
            .args(["--inserts", "-U", owner.get_username(), "-d", owner.get_database().unwrap()])
            .args(["-p", &owner.get_port().to_string()])
            .arg("-h")
            .arg(owner.get_socket().unwrap())
            .output()
            .unwrap();
        assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
        String::from_utf8(dump.stdout).unwrap()
    }
}

/// Files below a folder; the cluster's own are PostgreSQL's.
fn berkas(folder: &Path) -> Vec<PathBuf> {
    let mut semua = Vec::new();
    for entri in fs::read_dir(folder).unwrap() {
        let jalur = entri.unwrap().path();
        if jalur.is_dir() && !jalur.ends_with("data/pg") {
            semua.extend(berkas(&jalur));
        } else if jalur.is_file() {
            semua.push(jalur);
        }
    }
    semua
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_at_any_step_of_an_erasure_leaves_nobody_and_tells_of_it_once() {
    let rumah = Rumah::baru().await;
    let mut sunyi = false;
    for (ke, (titik, _, lalu)) in TITIK.into_iter().enumerate() {
        let nik = format!("{NIK}{ke:08}");
        let perkara = rumah.perkara(&nik).await;
        let awal = rumah.terlihat(&nik).await;
        assert!(awal.iter().any(|satu| satu.starts_with("posisi")), "{awal:?}");
        assert!(awal.iter().any(|satu| satu.contains("/surel/")), "{awal:?}");
        rumah.mati_di(ke, lalu).await;
        // The control: nobody went on with it, and it is as far as it came.
        sunyi = sunyi || titik == SUNYI;
        let sisa = rumah.terlihat(&nik).await;
        assert_eq!(sisa.is_empty(), sunyi, "{titik:?}: {sisa:?}");
        let kunci = sisa.iter().any(|satu| satu.starts_with("posisi"));
        assert_eq!(kunci, ke < 2, "{titik:?}: keys go first");
        rumah.utuh().await;
        // Started again, the job ends it; once more, it has nothing to do.
        rumah.office.run(&["jobs", "run", "penghapusan"]);
        rumah.terhapus(perkara).await;
        assert_eq!(rumah.terlihat(&nik).await, [""; 0], "{titik:?}");
    }
    let lagi = rumah.office.run(&["jobs", "run", "penghapusan"]);
    assert!(lagi.contains("0 penghapusan"), "{lagi}");
    let dump = rumah.dump();
    assert!(dump.contains("penghapusan_tempat") && !dump.contains(NIK));
    assert_eq!(rumah.terlihat(NIK).await, [""; 0]);
    let verdict: Value = serde_json::from_str(&rumah.office.run(&["verify", "--json"])).unwrap();
    assert_eq!(verdict["utuh"], true, "{verdict}");
    rumah.app.close().await.unwrap();
    rumah.office.leave().await;
}
