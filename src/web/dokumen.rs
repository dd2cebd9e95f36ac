//! The OpenAPI document, made from the list of routes.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Bytes;
use axum::http::{Method, StatusCode, header};
use axum::routing::get;
use events::skema::SkemaFakta;
use events::waktu::TAHUN;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{
    AdditionalProperties, KnownFormat, Object, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem,
    PathsBuilder, Ref, RefOr, Required, Response, ResponseBuilder, Schema,
};
use utoipa::{Modify, PartialSchema, ToSchema};

use super::Layanan;
use super::akses::Akses;
use super::masalah::{Jenis, Masalah};
use super::rute::{ArahBerkas, Rute};

const TOKEN: &str = "token";

/// The document is made once: the routes do not change while they serve.
pub(super) fn router(dokumen: &OpenApi) -> Router<Layanan> {
    let dokumen = dokumen.to_json().expect("a document is plain values");
    let dokumen = Bytes::from(dokumen);
    let jenis = [(header::CONTENT_TYPE, "application/json")];
    Router::new().route("/api/openapi.json", get(move || async move { (jenis, dokumen.clone()) }))
}

/// The document of these routes.
pub fn dokumen(rute: &[Rute]) -> OpenApi {
    let mut jalur = PathsBuilder::new();
    let mut komponen = ComponentsBuilder::new();
    let mut milik_badan = BTreeSet::new();
    for satu in rute {
        let operasi = operasi(satu);
        jalur = jalur.path(satu.jalur.clone(), PathItem::new(metode(&satu.metode), operasi));
        for (nama, skema) in &satu.dokumen.skema {
            komponen = komponen.schema(nama.clone(), skema.clone());
        }
        milik_badan.extend(satu.dokumen.tertutup.iter().cloned());
    }
    let mut masalah = vec![(Masalah::name().into_owned(), Masalah::schema())];
    Masalah::schemas(&mut masalah);
    for (nama, skema) in masalah {
        komponen = komponen.schema(nama, skema);
    }
    let token = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let tag: BTreeSet<&str> = rute.iter().map(|rute| tag(&rute.jalur)).collect();
    let mut dokumen = OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Jejak")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(PENGANTAR))
                .build(),
        )
        .paths(jalur.build())
        .components(Some(komponen.security_scheme(TOKEN, token).build()))
        .tags(Some(tag.into_iter().map(|nama| TagBuilder::new().name(nama).build())))
        .build();
    SkemaFakta.modify(&mut dokumen);
    let komponen = dokumen.components.get_or_insert_default();
    for nama in milik_badan {
        if let Some(RefOr::T(Schema::Object(objek))) = komponen.schemas.get_mut(&nama) {
            objek.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
    }
    dokumen
}

const PENGANTAR: &str = "\
Register permohonan informasi publik (UU 14/2008). Setiap perintah membawa id buatan \
pengirim: dikirim lagi dengan isi yang sama ia memberi jawaban pertama, dengan isi lain ia \
ditolak (422). Waktu tanpa zona dibaca menurut zona kantor.";

fn metode(metode: &Method) -> HttpMethod {
    match *metode {
        Method::GET => HttpMethod::Get,
        Method::POST => HttpMethod::Post,
        _ => unreachable!("the API reads and records, nothing else"),
    }
}

/// The first word below the version: `perkara`, `katalog`.
fn tag(jalur: &str) -> &str {
    let bawah = jalur.strip_prefix("/api/v1/").unwrap_or("layanan");
    bawah.split('/').next().unwrap_or(bawah)
}

fn operasi(rute: &Rute) -> Operation {
    let mut operasi = OperationBuilder::new()
        .operation_id(Some(rute.nama.clone()))
        .summary(Some(rute.ringkasan))
        .tag(tag(&rute.jalur));
    for parameter in parameter(rute) {
        operasi = operasi.parameter(parameter);
    }
    if let Some(badan) = &rute.dokumen.badan {
        let isi = ContentBuilder::new().schema(Some(badan.clone())).build();
        let media = match rute.dokumen.berkas {
            Some(ArahBerkas::Masuk) => "multipart/form-data",
            Some(ArahBerkas::Keluar) | None => "application/json",
        };
        let badan = RequestBodyBuilder::new().content(media, isi);
        operasi = operasi.request_body(Some(badan.required(Some(Required::True)).build()));
    }
    if rute.akses.publik {
        operasi = operasi.security(SecurityRequirement::default());
    }
    operasi = operasi.security(SecurityRequirement::new(TOKEN, Vec::<String>::new()));
    let (status, sukses) = sukses(rute);
    operasi = operasi.response(status.as_str(), sukses);
    for jenis in masalah_rute(rute) {
        operasi = operasi.response(jenis.status().as_str(), jawaban_masalah(jenis));
    }
    operasi.build()
}

fn parameter(rute: &Rute) -> Vec<Parameter> {
    let mut daftar = Vec::new();
    for bagian in rute.jalur.split('/') {
        let Some(nama) = bagian.strip_prefix('{').and_then(|b| b.strip_suffix('}')) else {
            continue;
        };
        let skema: RefOr<Schema> = match nama {
            "lapisan" => Ref::from_schema_name("Lapisan").into(),
            "posisi" => posisi().into(),
            "tahun" => tahun().into(),
            _ => teks().format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))).build().into(),
        };
        let jalur = ParameterBuilder::new().name(nama).parameter_in(ParameterIn::Path);
        daftar.push(jalur.required(Required::True).schema(Some(skema)).build());
    }
    daftar.extend(rute.dokumen.parameter.iter().cloned().map(|mut parameter| {
        parameter.schema = parameter.schema.map(tanpa_null);
        if parameter.name == "setelah" {
            // A cursor is of one list and comes from it alone.
            let bentuk = SchemaFormat::Custom(format!("kursor-{}", rute.nama));
            parameter.schema = Some(teks().format(Some(bentuk)).build().into());
        }
        parameter
    }));
    if rute.dokumen.bersyarat {
        let skema = teks().pattern(Some("^(\"[0-9]{1,10}\"|[0-9]{1,10})$"));
        let kepala = ParameterBuilder::new().name("If-Match").parameter_in(ParameterIn::Header);
        let arti = "ETag yang diterima; versi lain ditolak (412)";
        let kepala = kepala.required(Required::False).description(Some(arti));
        daftar.push(kepala.schema(Some(skema.build())).build());
    }
    daftar
}

/// A parameter that is not sent is not there; none can be null.
fn tanpa_null(skema: RefOr<Schema>) -> RefOr<Schema> {
    let RefOr::T(skema) = skema else { return skema };
    match skema {
        Schema::Object(mut objek) => {
            if let SchemaType::Array(jenis) = &objek.schema_type {
                let sisa: Vec<Type> = jenis.iter().filter(|j| **j != Type::Null).cloned().collect();
                if let [satu] = sisa.as_slice() {
                    objek.schema_type = SchemaType::Type(satu.clone());
                }
            }
            Schema::Object(objek).into()
        }
        Schema::OneOf(mut pilihan) => {
            let kosong = |butir: &RefOr<Schema>| {
                matches!(
                    butir,
                    RefOr::T(Schema::Object(Object {
                        schema_type: SchemaType::Type(Type::Null),
                        ..
                    }))
                )
            };
            pilihan.items.retain(|butir| !kosong(butir));
            if pilihan.items.len() == 1 {
                return pilihan.items.remove(0);
            }
            Schema::OneOf(pilihan).into()
        }
        lain => lain.into(),
    }
}

fn teks() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn sukses(rute: &Rute) -> (StatusCode, Response) {
    let mut jawaban = ResponseBuilder::new().description(rute.ringkasan);
    if let Some(skema) = &rute.dokumen.jawaban {
        let isi = ContentBuilder::new().schema(Some(skema.clone())).build();
        jawaban = jawaban.content("application/json", isi);
        let bilangan = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0));
        let arti = "Posisi log yang dimuat jawaban ini; kirim kembali sebagai minimal_posisi";
        let posisi = HeaderBuilder::new().schema(Some(bilangan)).description(Some(arti));
        jawaban = jawaban.header("Jejak-Posisi", posisi.build());
    }
    if rute.dokumen.csv {
        let isi = ContentBuilder::new().schema(Some(teks().build())).build();
        jawaban = jawaban.content("text/csv", isi);
    }
    if rute.dokumen.berkas == Some(ArahBerkas::Keluar) {
        jawaban = jawaban.content("application/octet-stream", ContentBuilder::new().build());
    }
    if rute.dokumen.bersyarat || rute.dokumen.membuat && rute.dokumen.berkas.is_none() {
        let skema = teks().pattern(Some("^\"[0-9]+\"$"));
        let etag =
            HeaderBuilder::new().schema(Some(skema)).description(Some("Versi, untuk If-Match"));
        jawaban = jawaban.header("ETag", etag.build());
    }
    for (operasi, link) in &rute.dokumen.sambungan {
        jawaban = jawaban.link(*operasi, link.clone());
    }
    let status = if rute.dokumen.membuat { StatusCode::CREATED } else { StatusCode::OK };
    (status, jawaban.build())
}

/// Every problem that can come of a route.
fn masalah_rute(rute: &Rute) -> Vec<Jenis> {
    let menulis = rute.dokumen.badan.is_some();
    let terbatas = rute.akses != Akses::SIAPA_SAJA;
    let bernama = rute.jalur.contains('{') || rute.dokumen.mencari;
    let menunggu = rute.dokumen.parameter.iter().any(|p| p.name == "minimal_posisi");
    let mungkin = [
        (Jenis::Masukan, true),
        (Jenis::TakDikenal, true),
        (Jenis::TakBerwenang, terbatas),
        (Jenis::TidakAda, bernama),
        (Jenis::Ditolak, menulis || menunggu),
        (Jenis::VersiLain, rute.dokumen.bersyarat),
        (Jenis::TerlaluBesar, menulis),
        (Jenis::MediaTidakDidukung, menulis),
        (Jenis::IsiLain, menulis),
        // Of a token that does not count too, wherever it is sent.
        (Jenis::TerlaluSering, true),
        (Jenis::Rusak, true),
        (Jenis::Penuh, true),
    ];
    mungkin.into_iter().filter_map(|(jenis, ada)| ada.then_some(jenis)).collect()
}

fn jawaban_masalah(jenis: Jenis) -> Response {
    let isi = ContentBuilder::new().schema(Some(Ref::from_schema_name(Masalah::name()))).build();
    let mut jawaban =
        ResponseBuilder::new().description(jenis.judul()).content("application/problem+json", isi);
    if matches!(jenis, Jenis::Penuh | Jenis::TerlaluSering) {
        let detik = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0));
        let kepala =
            HeaderBuilder::new().schema(Some(detik)).description(Some("Detik sampai dicoba lagi"));
        jawaban = jawaban.header("Retry-After", kepala.build());
    }
    jawaban.build()
}

/// A year in which a case may lie.
fn tahun() -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::Integer))
        .minimum(Some(*TAHUN.start()))
        .maximum(Some(*TAHUN.end()))
        .build()
}

/// A position in the log, which a client of JSON can still tell exactly.
fn posisi() -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::Integer))
        .minimum(Some(1))
        .maximum(Some(9_007_199_254_740_991_i64))
        .build()
}
