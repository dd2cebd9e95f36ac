//! Where the sealed bytes lie: a folder of this machine, or a store that speaks
//! S3.

use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use futures_util::TryStreamExt as _;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{Error, ObjectStore, ObjectStoreExt};
use tokio::sync::OnceCell;
use uuid::Uuid;

/// Where files are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TempatBerkas {
    Folder(PathBuf),
    /// `s3://bucket/folder`; who may and where it is, by the usual `AWS_…`
    /// variables.
    S3(String),
}

impl TempatBerkas {
    /// As configuration says it.
    pub fn dari(teks: String) -> Self {
        match teks.starts_with("s3://") {
            true => TempatBerkas::S3(teks),
            false => TempatBerkas::Folder(teks.into()),
        }
    }

    fn buka(&self) -> anyhow::Result<Arc<dyn ObjectStore>> {
        match self {
            TempatBerkas::Folder(folder) => {
                let mut buat = std::fs::DirBuilder::new();
                buat.recursive(true).mode(0o700).create(folder).with_context(|| {
                    let folder = folder.display();
                    format!("folder berkas {folder} tidak dapat dibuat; periksa JEJAK_BERKAS")
                })?;
                Ok(Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true)))
            }
            TempatBerkas::S3(alamat) => {
                // The provider that the database's TLS has too; a second time it
                // is there already.
                let _ = rustls::crypto::ring::default_provider().install_default();
                let keliru = || format!("{alamat} tidak dapat dipakai; periksa JEJAK_BERKAS");
                let bawah = alamat.trim_start_matches("s3://");
                let (_, folder) = bawah.split_once('/').unwrap_or((bawah, ""));
                let s3 = AmazonS3Builder::from_env().with_url(alamat).build();
                Ok(Arc::new(PrefixStore::new(s3.with_context(keliru)?, folder)))
            }
        }
    }
}

/// The store, opened with the first file: an office without files needs none.
pub struct Gudang {
    tempat: TempatBerkas,
    terbuka: OnceCell<Arc<dyn ObjectStore>>,
}

impl Gudang {
    pub fn baru(tempat: TempatBerkas) -> Self {
        Gudang { tempat, terbuka: OnceCell::new() }
    }

    async fn buka(&self) -> anyhow::Result<&Arc<dyn ObjectStore>> {
        self.terbuka.get_or_try_init(|| async { self.tempat.buka() }).await
    }

    /// All of it, or nothing.
    pub(super) async fn taruh(&self, id: Uuid, bytes: Vec<u8>) -> anyhow::Result<()> {
        self.buka().await?.put(&jalur(id), bytes.into()).await?;
        Ok(())
    }

    pub(super) async fn ambil(&self, id: Uuid) -> anyhow::Result<Option<Vec<u8>>> {
        match self.buka().await?.get(&jalur(id)).await {
            Ok(hasil) => Ok(Some(hasil.bytes().await?.to_vec())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(galat) => Err(galat.into()),
        }
    }

    /// Everything that is kept, by its id.
    pub(super) async fn semua(&self) -> anyhow::Result<Vec<Uuid>> {
        let isi = self.buka().await?.list(None).try_collect::<Vec<_>>().await?;
        let nama = isi.iter().filter_map(|satu| satu.location.filename()?.parse().ok());
        Ok(nama.collect())
    }

    pub(super) async fn buang(&self, id: Uuid) -> anyhow::Result<()> {
        match self.buka().await?.delete(&jalur(id)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(galat) => Err(galat.into()),
        }
    }
}

/// A folder for each of the first two digits: none grows without end.
fn jalur(id: Uuid) -> Path {
    let nama = id.simple().to_string();
    Path::from_iter([&nama[..2], &nama[..]])
}
