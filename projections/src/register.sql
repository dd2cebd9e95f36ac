-- Pasal 32(1) and Lampiran VIII Perki 1/2021, all columns of both. A sealed
-- value stands as the digest that its leaf has; `posisi_isi` says in which
-- facts to open it.
create table register_permohonan (
    perkara uuid not null,
    -- Its first fact.
    posisi bigint not null,
    buku uuid,
    unit uuid,
    nomor text not null,
    -- Of the row of an imported register.
    no bigint,
    tanggal date,
    kanal text not null,
    jenis_pemohon text not null,
    nama text,
    nomor_identitas text,
    alamat text,
    telepon text,
    surel text,
    pekerjaan text,
    kuasa text,
    surat_kuasa text,
    rincian text,
    tujuan text,
    penguasaan text,
    badan_lain text,
    bentuk text,
    cara_memperoleh text,
    keputusan text,
    dasar_penolakan text,
    -- Letters and numbers of Pasal 17.
    pasal text[] not null,
    alasan_penolakan text,
    sk text,
    tanggal_pemberitahuan date,
    tanggal_pemberian date,
    biaya bigint,
    cara_bayar text,
    pembayaran text,
    posisi_isi bigint[] not null
);
-- Pasal 43(2) and Lampiran XI Perki 1/2021, one row a keberatan.
create table register_keberatan (
    perkara uuid not null,
    urut smallint not null,
    posisi bigint not null,
    buku uuid,
    unit uuid,
    nomor text,
    tanggal date,
    kanal text not null,
    -- Empty for ground b without a permohonan.
    nomor_permohonan text,
    jenis_pemohon text not null,
    nama text,
    nomor_identitas text,
    alamat text,
    telepon text,
    surel text,
    pekerjaan text,
    kuasa text,
    surat_kuasa text,
    informasi text,
    tujuan text,
    kasus_posisi text,
    -- Ticks a to g.
    alasan text[] not null,
    putusan text,
    alasan_putusan text,
    sk text,
    jabatan text,
    tanggal_tanggapan date,
    tanggapan_pemohon text,
    uraian_pemohon text,
    tanggal_dicabut date,
    posisi_isi bigint[] not null
);

-- indeks

alter table register_permohonan add primary key (perkara);
create index register_permohonan_urut on register_permohonan
    ((coalesce(tanggal, date 'infinity')), posisi);
create index register_permohonan_buku on register_permohonan
    (buku, (coalesce(tanggal, date 'infinity')), posisi);
create index register_permohonan_unit on register_permohonan
    (unit, (coalesce(tanggal, date 'infinity')), posisi);
alter table register_keberatan add primary key (perkara, urut);
create index register_keberatan_urut on register_keberatan
    ((coalesce(tanggal, date 'infinity')), posisi);
create index register_keberatan_buku on register_keberatan
    (buku, (coalesce(tanggal, date 'infinity')), posisi);
create index register_keberatan_unit on register_keberatan
    (unit, (coalesce(tanggal, date 'infinity')), posisi);
