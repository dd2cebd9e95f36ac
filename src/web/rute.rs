//! The list of routes: each with its summary, who may use it, and the schemas of
//! what it takes and gives. Router, access and OpenAPI all come from it.

use axum::Router;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, ToSchema};

use super::Layanan;
use super::akses::{Akses, periksa};

/// One route.
pub struct Rute {
    pub metode: Method,
    pub jalur: &'static str,
    /// One word or two, unique: the operation's id.
    pub nama: String,
    pub ringkasan: String,
    pub akses: Akses,
    pub dokumen: Dokumen,
    layanan: MethodRouter<Layanan>,
}

/// What OpenAPI says of a route.
#[derive(Default)]
pub struct Dokumen {
    pub parameter: Vec<utoipa::openapi::path::Parameter>,
    pub badan: Option<RefOr<Schema>>,
    pub jawaban: Option<RefOr<Schema>>,
    /// Components that the two refer to.
    pub skema: Vec<(String, RefOr<Schema>)>,
}

impl Rute {
    pub fn baru(
        metode: Method,
        jalur: &'static str,
        nama: impl Into<String>,
        ringkasan: impl Into<String>,
        akses: Akses,
        layanan: MethodRouter<Layanan>,
    ) -> Self {
        let (nama, ringkasan) = (nama.into(), ringkasan.into());
        Rute { metode, jalur, nama, ringkasan, akses, dokumen: Dokumen::default(), layanan }
    }

    /// Takes parameters after the question mark.
    pub fn menanya<P: IntoParams>(mut self) -> Self {
        let di = || Some(utoipa::openapi::path::ParameterIn::Query);
        self.dokumen.parameter.extend(P::into_params(di));
        self
    }

    /// Takes a JSON body.
    pub fn menerima<B: ToSchema>(mut self) -> Self {
        self.dokumen.badan = Some(self.acuan::<B>());
        self
    }

    /// Gives a JSON answer.
    pub fn menjawab<J: ToSchema>(mut self) -> Self {
        self.dokumen.jawaban = Some(self.acuan::<J>());
        self
    }

    fn acuan<S: ToSchema>(&mut self) -> RefOr<Schema> {
        self.dokumen.skema.push((S::name().into_owned(), S::schema()));
        S::schemas(&mut self.dokumen.skema);
        utoipa::openapi::Ref::from_schema_name(S::name()).into()
    }
}

/// The router of these routes, each behind its access.
pub fn router(rute: Vec<Rute>, layanan: &Layanan) -> Router<Layanan> {
    rute.into_iter().fold(Router::new(), |router, rute| {
        let akses = from_fn_with_state((layanan.clone(), rute.akses), periksa);
        router.route(rute.jalur, rute.layanan.route_layer(akses))
    })
}
