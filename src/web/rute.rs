//! The list of routes: each with its summary, who may use it, and the schemas of
//! what it takes and gives. Router, access and OpenAPI all come from it.

use axum::Router;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;
use utoipa::openapi::link::Link;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, ToSchema};

use super::Layanan;
use super::akses::{Akses, Pintu, periksa};
use super::parameter::Laman;

/// One route.
pub struct Rute {
    pub metode: Method,
    pub jalur: String,
    /// Unique: the operation's id.
    pub nama: String,
    pub ringkasan: &'static str,
    pub akses: Akses,
    pub dokumen: Dokumen,
    layanan: MethodRouter<Layanan>,
}

/// Which way a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArahBerkas {
    Masuk,
    Keluar,
}

/// What OpenAPI says of a route.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is said of a route by itself")]
pub struct Dokumen {
    /// Behind the question mark.
    pub parameter: Vec<Parameter>,
    pub badan: Option<RefOr<Schema>>,
    pub jawaban: Option<RefOr<Schema>>,
    /// Gives a file of CSV and no JSON.
    pub csv: bool,
    /// It takes a file, as a form sends it, or gives one.
    pub berkas: Option<ArahBerkas>,
    /// It makes something: 201 and not 200.
    pub membuat: bool,
    /// It heeds `If-Match`.
    pub bersyarat: bool,
    /// What it names may not be there, though the path names nothing.
    pub mencari: bool,
    /// Components that the body is made of: read strictly, with no other field.
    pub tertutup: Vec<String>,
    /// Where the answer leads, by the name of the other operation.
    pub sambungan: Vec<(&'static str, Link)>,
    /// Components that body and answer refer to.
    pub skema: Vec<(String, RefOr<Schema>)>,
}

impl Rute {
    pub fn baru(
        metode: Method,
        jalur: impl Into<String>,
        nama: impl Into<String>,
        ringkasan: &'static str,
        akses: Akses,
        layanan: MethodRouter<Layanan>,
    ) -> Self {
        let (jalur, nama) = (jalur.into(), nama.into());
        let dokumen = Dokumen::default();
        Rute { metode, jalur, nama, ringkasan, akses, dokumen, layanan }
    }

    /// Takes parameters after the question mark.
    pub fn menanya<P: IntoParams>(mut self) -> Self {
        self.dokumen.parameter.extend(P::into_params(|| Some(ParameterIn::Query)));
        self
    }

    /// Takes a JSON body.
    pub fn menerima<B: ToSchema>(mut self) -> Self {
        self.dokumen.badan = Some(self.acuan::<B>());
        self.tutup()
    }

    /// Takes a file as a form sends it.
    pub fn menerima_berkas<B: ToSchema>(mut self) -> Self {
        self.dokumen.berkas = Some(ArahBerkas::Masuk);
        self.dokumen.badan = Some(self.acuan::<B>());
        self
    }

    /// Gives a file.
    pub fn menjawab_berkas(mut self) -> Self {
        self.dokumen.berkas = Some(ArahBerkas::Keluar);
        self
    }

    /// Gives a JSON answer.
    pub fn menjawab<J: ToSchema>(mut self) -> Self {
        self.dokumen.jawaban = Some(self.acuan::<J>());
        self
    }

    /// Gives a JSON answer that tells of something new.
    pub fn membuat<J: ToSchema>(mut self) -> Self {
        self.dokumen.membuat = true;
        self.menjawab::<J>()
    }

    pub fn menjawab_csv(mut self) -> Self {
        self.dokumen.csv = true;
        self
    }

    pub fn bersyarat(mut self) -> Self {
        self.dokumen.bersyarat = true;
        self
    }

    pub fn mencari(mut self) -> Self {
        self.dokumen.mencari = true;
        self
    }

    /// The answer has, at this pointer, what the path of another operation names.
    pub fn menuju(mut self, operasi: &'static str, nama: &str, asal: &str) -> Self {
        let link = Link::builder().operation_id(operasi);
        let link = link.parameter(nama, format!("$response.body#{asal}")).build();
        self.dokumen.sambungan.push((operasi, link));
        self
    }

    /// The answer has what goes into the body of another operation.
    pub fn menuju_badan(mut self, operasi: &'static str, badan: serde_json::Value) -> Self {
        let link = Link::builder().operation_id(operasi).request_body(Some(badan)).build();
        self.dokumen.sambungan.push((operasi, link));
        self
    }

    /// Takes a fact in the envelope `P`. A type with a parameter has one name for
    /// all that may stand in it; here each is named after what does.
    pub fn menerima_dalam<P: ToSchema, F: ToSchema>(mut self) -> Self {
        self.dokumen.badan = Some(self.acuan_dalam::<P, F>());
        self.tutup()
    }

    /// Gives a page of these.
    pub fn menjawab_laman<T: ToSchema>(mut self) -> Self {
        self.dokumen.jawaban = Some(self.acuan_dalam::<Laman<T>, T>());
        self
    }

    /// Gives `J`, which holds an `F`.
    pub fn menjawab_dalam<J: ToSchema, F: ToSchema>(mut self) -> Self {
        self.dokumen.jawaban = Some(self.acuan_dalam::<J, F>());
        self
    }

    /// The body is told before the answer.
    fn tutup(mut self) -> Self {
        debug_assert!(self.dokumen.jawaban.is_none());
        self.dokumen.tertutup = self.dokumen.skema.iter().map(|(nama, _)| nama.clone()).collect();
        self
    }

    fn acuan_dalam<P: ToSchema, F: ToSchema>(&mut self) -> RefOr<Schema> {
        let _ = self.acuan::<F>();
        let nama = format!("{}_{}", P::name(), F::name());
        self.dokumen.skema.push((nama.clone(), P::schema()));
        P::schemas(&mut self.dokumen.skema);
        utoipa::openapi::Ref::from_schema_name(nama).into()
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
        let parameter = rute.dokumen.parameter.iter().map(|p| p.name.clone()).collect();
        let pintu = Pintu { layanan: layanan.clone(), akses: rute.akses, parameter };
        let pintu = from_fn_with_state(pintu, periksa);
        router.route(&rute.jalur, rute.layanan.route_layer(pintu))
    })
}
