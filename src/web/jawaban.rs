//! An answer that shows something: with the position it has read, and the
//! version of what it shows where that can be changed.

use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::perintah::{POSISI, etag};

pub struct Tampak<T> {
    pub posisi: u64,
    pub versi: Option<u32>,
    pub isi: T,
}

impl<T> Tampak<T> {
    pub fn baru(posisi: u64, isi: T) -> Self {
        Tampak { posisi, versi: None, isi }
    }
}

impl<T: Serialize> IntoResponse for Tampak<T> {
    fn into_response(self) -> Response {
        let mut jawaban = Json(self.isi).into_response();
        jawaban.headers_mut().insert(POSISI, self.posisi.into());
        if let Some(versi) = self.versi {
            jawaban.headers_mut().insert(header::ETAG, etag(versi));
        }
        jawaban
    }
}
