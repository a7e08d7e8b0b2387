//! All data of a store in one file, and back: to another major version of PostgreSQL, or from a private cluster to a server,
//! without `pg_dump`.
//!
//! The file is text: a first line with the version of the schema, a line for each part of a divided table and one for how long it is kept, then for each table a
//! line with its name and columns, its rows as `COPY` writes them, and `\.`; a last line holds SHA-256 of all before it.

use std::io::{BufRead, Write};

use bytes::Bytes;
use errpredict::{Error, ErrorKind, Result};
use futures_util::{SinkExt, StreamExt};
use sha2::{Digest, Sha256};
use tokio_postgres::Client;

use crate::error::database;
use crate::migrate::STEPS;
use crate::store::{Store, Work};

/// The first word of a file.
const MAGIC: &str = "errpredict-data";
/// What `COPY` ends its rows with; no row is that.
const END: &str = "\\.";

/// Tables without what is made by migrating, those first that others refer to. Columns without those that are computed.
const TABLES: &str = "with recursive refers as ( \
     select conrelid as many, confrelid as one from pg_constraint where contype = 'f' and conrelid <> confrelid \
     ), depth as ( \
     select c.oid, 0 as depth from pg_class c join pg_namespace n on n.oid = c.relnamespace \
     where n.nspname in ('ai_models', 'ai_platform') and c.relkind in ('r', 'p') \
     and c.relname not in ('migrations', 'partitioned_tables') \
     union all select r.many, d.depth + 1 from depth d join refers r on r.one = d.oid where d.depth < 20 ) \
     select d.oid::regclass::text, (select string_agg(quote_ident(a.attname), ',' order by a.attnum) from pg_attribute a \
     where a.attrelid = d.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') \
     from depth d group by d.oid order by max(d.depth), 1";

/// What was written or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Transferred {
    /// Tables.
    pub tables: usize,
    /// Bytes of the file.
    pub bytes: u64,
}

impl Store {
    /// Writes all data of all tenants, as it stands at one moment.
    ///
    /// # Errors
    /// `io` where it cannot be written, `unavailable` where the database cannot be reached.
    pub async fn export(&self, to: &mut (dyn Write + Send)) -> Result<Transferred> {
        let client = self.client().await?;
        let begin = "begin isolation level repeatable read read only; set local app.maintenance = 'on'; set local timezone = 'UTC'; \
             set local statement_timeout = 0";
        // Whatever ends it, the connection is not used again: nothing was changed.
        let work = Work::of(client, true);
        work.client().batch_execute(begin).await.map_err(database)?;
        export(work.client(), to).await
    }

    /// Reads what [`Store::export`] wrote into this store, which must be empty; all of it or nothing.
    ///
    /// # Errors
    /// `conflict` for a store with a tenant in it, `invalid_input`, `unsupported_version` and `corrupt` for what is no whole file of
    /// this schema.
    pub async fn restore(&self, from: &mut (dyn BufRead + Send)) -> Result<Transferred> {
        let client = self.client().await?;
        // Keys that are asked at the commit are asked after each table: what waits to be asked lets no table be altered.
        let begin = "begin; set constraints all immediate; set local app.maintenance = 'on'; set local timezone = 'UTC'; \
             set local statement_timeout = 0";
        // Without its commit all of it is undone, whatever ended it.
        let work = Work::of(client, true);
        work.client().batch_execute(begin).await.map_err(database)?;
        let restored = restore(work.client(), from).await?;
        work.commit().await?;
        Ok(restored)
    }
}

/// Lines on their way out, with their digest.
struct Output<'a> {
    to: &'a mut (dyn Write + Send),
    digest: Sha256,
    bytes: u64,
}

impl Output<'_> {
    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.digest.update(bytes);
        self.bytes += bytes.len() as u64;
        self.to
            .write_all(bytes)
            .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write the data: {error}")))
    }

    fn line(&mut self, line: &str) -> Result<()> {
        self.put(line.as_bytes())?;
        self.put(b"\n")
    }
}

async fn export(client: &Client, to: &mut (dyn Write + Send)) -> Result<Transferred> {
    let mut output = Output { to, digest: Sha256::new(), bytes: 0 };
    output.line(&format!("{MAGIC} {}", STEPS.len()))?;
    for row in
        client.query("select of_table, starts::text from ai_platform.parts", &[]).await.map_err(database)?
    {
        output.line(&format!("part {} {}", row.get::<_, &str>(0), row.get::<_, &str>(1)))?;
    }
    let kept = "select name, retention_days::text from ai_platform.partitioned_tables order by name";
    for row in client.query(kept, &[]).await.map_err(database)? {
        output.line(&format!("kept {} {}", row.get::<_, &str>(0), row.get::<_, &str>(1)))?;
    }
    let tables = client.query(TABLES, &[]).await.map_err(database)?;
    for row in &tables {
        let (table, columns): (&str, &str) = (row.get(0), row.get(1));
        output.line(&format!("table {table} {columns}"))?;
        let copy = format!("copy (select {columns} from {table}) to stdout");
        let rows = client.copy_out(&copy).await.map_err(database)?;
        tokio::pin!(rows);
        while let Some(row) = rows.next().await {
            output.put(&row.map_err(database)?)?;
        }
        output.line(END)?;
    }
    let digest: String = output.digest.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    output.line(&format!("end {digest}"))?;
    let bytes = output.bytes;
    output
        .to
        .flush()
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write the data: {error}")))?;
    Ok(Transferred { tables: tables.len(), bytes })
}

/// Lines on their way in, with their digest.
struct Input<'a> {
    from: &'a mut (dyn BufRead + Send),
    digest: Sha256,
    bytes: u64,
    line: Vec<u8>,
}

impl Input<'_> {
    /// The next line with its end; the digest before it.
    fn next(&mut self) -> Result<[u8; 32]> {
        let before: [u8; 32] = self.digest.clone().finalize().into();
        self.line.clear();
        self.from
            .read_until(b'\n', &mut self.line)
            .map_err(|error| Error::new(ErrorKind::Io, format!("cannot read the data: {error}")))?;
        if self.line.last() != Some(&b'\n') {
            return Err(Error::new(ErrorKind::Corrupt, "the data ends in the middle"));
        }
        self.digest.update(&self.line);
        self.bytes += self.line.len() as u64;
        Ok(before)
    }

    fn text(&self) -> Result<&str> {
        let text = std::str::from_utf8(&self.line);
        text.map(str::trim_end)
            .map_err(|_| Error::new(ErrorKind::Corrupt, "the data is no text where it must be"))
    }
}

async fn restore(client: &Client, from: &mut (dyn BufRead + Send)) -> Result<Transferred> {
    let mut input = Input { from, digest: Sha256::new(), bytes: 0, line: Vec::new() };
    input.next()?;
    let first = input.text()?.to_owned();
    let version = first.strip_prefix(MAGIC).and_then(|version| version.trim().parse::<usize>().ok());
    let version = version.ok_or_else(|| {
        Error::new(
            ErrorKind::InvalidInput,
            "expected a file of `errpredict store export`, and this begins otherwise",
        )
    })?;
    if version != STEPS.len() {
        let message = format!(
            "expected data of schema version {}, got {version}: export it with this version",
            STEPS.len()
        );
        return Err(Error::new(ErrorKind::UnsupportedVersion, message));
    }
    let tenants =
        client.query_one("select count(*) from ai_platform.tenants", &[]).await.map_err(database)?;
    if tenants.get::<_, i64>(0) > 0 {
        return Err(Error::new(
            ErrorKind::Conflict,
            "the store is not empty: data is restored into a new one only",
        ));
    }
    let known: Vec<(String, String)> = client
        .query(TABLES, &[])
        .await
        .map_err(database)?
        .iter()
        .map(|row| (row.get(0), row.get(1)))
        .collect();
    let mut tables = 0;
    loop {
        let before = input.next()?;
        let line = input.text()?.to_owned();
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["part", table, day] => {
                let make = "select ai_platform.make_part($1, $2::text::date)";
                client.query_one(make, &[&table, &day]).await.map_err(database)?;
            }
            ["kept", table, days] => {
                let keep = "update ai_platform.partitioned_tables set retention_days = $2::text::integer where name = $1";
                client.execute(keep, &[&table, &days]).await.map_err(database)?;
            }
            ["table", table, columns] => {
                // Both become part of a statement: only what this schema has is taken.
                if !known.iter().any(|(name, known)| name == table && known == columns) {
                    let message = format!("the data has a table `{table}` that this schema does not have so");
                    return Err(Error::new(ErrorKind::InvalidInput, message));
                }
                rows(client, &mut input, table, columns).await?;
                tables += 1;
            }
            ["end", digest] => {
                let found: String = before.iter().map(|byte| format!("{byte:02x}")).collect();
                if digest != found {
                    return Err(Error::new(
                        ErrorKind::Corrupt,
                        "the data was changed: its checksum does not hold",
                    ));
                }
                return Ok(Transferred { tables, bytes: input.bytes });
            }
            _ => return Err(Error::new(ErrorKind::Corrupt, "the data has a line that is none of its own")),
        }
    }
}

/// The rows of a table: through a temporary one, because `COPY` into a table under row security is refused. Triggers rest: what
/// happened is not stamped again.
async fn rows(client: &Client, input: &mut Input<'_>, table: &str, columns: &str) -> Result<()> {
    let stage = format!(
        "create temporary table restored on commit drop as select {columns} from {table} where false; \
         alter table {table} disable trigger user"
    );
    client.batch_execute(&stage).await.map_err(database)?;
    let sink = client.copy_in::<_, Bytes>("copy pg_temp.restored from stdin").await.map_err(database)?;
    tokio::pin!(sink);
    loop {
        input.next()?;
        if input.line.strip_suffix(b"\n") == Some(END.as_bytes()) {
            break;
        }
        sink.send(Bytes::copy_from_slice(&input.line)).await.map_err(database)?;
    }
    sink.finish().await.map_err(database)?;
    let insert = format!(
        "insert into {table} ({columns}) select {columns} from pg_temp.restored; drop table pg_temp.restored; \
         alter table {table} enable trigger user"
    );
    client.batch_execute(&insert).await.map_err(database)
}
