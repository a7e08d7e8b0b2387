//! A log that somebody else keeps, read into the store, and predictions written back to them.

use errpredict::time::DAY_MS;
use errpredict_store::{Connection, IngestConfig, PullConfig, Pulled, Store, StoreConfig};

use crate::common::log::{analysis, now};
use crate::common::{connect, database, migrated, run};

const LOG: &str = "create table public.\"Fehler\" (nr bigint primary key, wann timestamp not null, stufe text, app text, text text);
    insert into public.\"Fehler\" select n, timestamp '2026-11-23 11:00' - n * interval '1 minute',
    case n % 3 when 0 then 'ERROR' when 1 then 'warn' else 'CRITICAL' end, 'app' || n % 4, 'row ' || n from generate_series(1, 2500) n
    where n <> 2400;
    insert into public.\"Fehler\" values (2501, '2020-01-01', 'ERROR', 'app0', 'old'), (2502, '2026-11-23 11:30', 'ERROR', null, 'no service')";

#[test]
fn a_foreign_log_is_read_once_from_where_it_ended_and_never_changed() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let foreign = database("template1").await;
        let theirs = connect(&foreign).await;
        theirs.batch_execute(LOG).await.unwrap();
        let source = Connection::from(&foreign);
        let mut config = PullConfig::new("fehler", "public.Fehler", "nr");
        let columns = [("timestamp", "wann"), ("severity", "stufe"), ("service", "app"), ("message", "text")];
        config.columns = columns.map(|(field, column)| (field.to_owned(), column.to_owned())).into();
        (config.batch, config.overlap) = (400, 200);
        let pull =
            async |config: &PullConfig| tenant.pull(&source, config, now(), &IngestConfig::default()).await;
        let first = pull(&config).await.unwrap();
        assert_eq!((first.stored, first.duplicates, first.refused), (2_499, 0, 2), "{:?}", first.reasons);
        assert_eq!(first.position.as_deref(), Some("2502"));
        let reasons = first.reasons.join("\n");
        assert!(
            reasons.contains("as long as events are kept") && reasons.contains("the row at 2502"),
            "{reasons}"
        );
        let events =
            tenant.events_of_service("app0", now().plus_ms(-2 * DAY_MS), now(), 1_000).await.unwrap();
        assert_eq!(events.len(), 624, "rows 4 to 2500 but 2400");
        assert_eq!(events[0].message.as_deref(), Some("row 4"));

        // Again: a row that was written late, and a new one.
        theirs
            .batch_execute("insert into public.\"Fehler\" values (2400, '2026-11-22 10:00', 'ERROR', 'late', 'x'), (2503, '2026-11-23 11:45', 'ERROR', 'new', 'y')")
            .await
            .unwrap();
        let second = pull(&config).await.unwrap();
        assert_eq!((second.stored, second.position.as_deref()), (2, Some("2503")), "{second:?}");
        assert!(second.duplicates < 210, "{second:?}");
        let other = store.tenant_named("other").await.unwrap();
        let own = other.pull(&source, &config, now(), &IngestConfig::default()).await.unwrap();
        assert_eq!(own.stored, 2_501, "another tenant has read nothing of it yet");
        // By a query; the same name would go on where the table ended.
        let query = "(select nr, wann as timestamp, 'q' as service, stufe as severity from public.\"Fehler\" where nr <= 10)";
        let by_query = PullConfig::new("query", query, "nr");
        assert_eq!(pull(&by_query).await.unwrap().stored, 10);
        // What would change something is refused by the server that keeps it.
        theirs.batch_execute("create function public.eat() returns bigint language sql as $$ delete from public.\"Fehler\" returning nr $$").await.unwrap();
        let eating =
            PullConfig::new("eat", "(select public.eat() as nr, now() as timestamp, 's' as service)", "nr");
        let refused = pull(&eating).await.unwrap_err();
        assert!(refused.to_string().contains("read-only"), "{refused}");
        let nothing = PullConfig::new("none", "public.nothing", "nr");
        assert_eq!(pull(&nothing).await.unwrap_err().code(), "not_found");
        let empty = PullConfig::new("empty", "(select 1 as nr, now() as timestamp where false)", "nr");
        assert_eq!(pull(&empty).await.unwrap(), Pulled::default());
    });
}

/// Times in whole seconds are no position of a row's own, and some rows have none at all.
#[test]
fn rows_of_one_position_are_told_apart_and_rows_without_one_are_said_to_be_left() {
    run(async {
        let store = Store::connect(migrated().await, &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let foreign = database("template1").await;
        let theirs = connect(&foreign).await;
        let log = "create table public.log (timestamp timestamptz, service text, severity text, error_type text, message text);
            insert into public.log select timestamptz '2026-11-23 11:00Z', 's', 'ERROR', 'E', 'row ' || n from generate_series(1, 5) n;
            insert into public.log select timestamptz '2026-11-23 11:00Z', 's', 'ERROR', 'E', 'twice' from generate_series(1, 2) n;
            insert into public.log select null, 's', 'ERROR', 'E', 'never' from generate_series(1, 3) n";
        theirs.batch_execute(log).await.unwrap();
        let source = Connection::from(&foreign);
        let mut config = PullConfig::new("log", "public.log", "timestamp");
        config.batch = 2;
        let pull = async || tenant.pull(&source, &config, now(), &IngestConfig::default()).await;
        let first = pull().await.unwrap();
        assert_eq!((first.stored, first.refused), (7, 3), "{first:?}");
        assert!(first.reasons[0].contains("3 rows of `log` have no `timestamp`"), "{first:?}");
        // Another row of the same moment, written after it was read.
        let late = "insert into public.log values ('2026-11-23 11:00Z', 's', 'ERROR', 'E', 'late')";
        theirs.batch_execute(late).await.unwrap();
        let second = pull().await.unwrap();
        assert_eq!((second.stored, second.duplicates), (1, 7), "{second:?}");
        let events = tenant.events_of_service("s", now().plus_ms(-2 * DAY_MS), now(), 99).await.unwrap();
        let mut said: Vec<_> = events.iter().filter_map(|event| event.message.as_deref()).collect();
        said.sort_unstable();
        assert_eq!(said, ["late", "row 1", "row 2", "row 3", "row 4", "row 5", "twice", "twice"]);
        // A table in which nothing has one.
        theirs.batch_execute("delete from public.log where timestamp is not null").await.unwrap();
        let other = store.tenant_named("other").await.unwrap();
        let none = other.pull(&source, &config, now(), &IngestConfig::default()).await.unwrap();
        assert_eq!((none.stored, none.refused, none.position), (0, 3, None));
    });
}

#[test]
fn predictions_are_written_back_into_the_columns_that_are_there() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let written = tenant.write_analysis(&analysis()).await.unwrap();
        let foreign = database("template1").await;
        let theirs = connect(&foreign).await;
        theirs
            .batch_execute("create table foreseen (id uuid primary key, at timestamptz, service text, probability float8, remark text default 'theirs'); create table unkeyed (id uuid)")
            .await
            .unwrap();
        let target = Connection::from(&foreign);
        let push =
            async |table: &str| tenant.write_predictions_to(&target, table, now().plus_ms(-DAY_MS)).await;
        assert_eq!(push("public.foreseen").await.unwrap(), written.predictions as u64);
        assert_eq!(push("foreseen").await.unwrap(), 0, "again nothing is new");
        let rows = "select count(*), count(distinct id), count(*) filter (where probability between 0 and 1 and remark = 'theirs') from foreseen";
        let row = theirs.query_one(rows, &[]).await.unwrap();
        let n = written.predictions as i64;
        assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1), row.get::<_, i64>(2)), (n, n, n));
        let other = store.tenant_named("other").await.unwrap();
        theirs.batch_execute("truncate foreseen").await.unwrap();
        let nothing = other.write_predictions_to(&target, "foreseen", now().plus_ms(-DAY_MS)).await.unwrap();
        assert_eq!(nothing, 0, "another tenant has none");
        assert_eq!(push("unkeyed").await.unwrap_err().code(), "invalid_setting");
        assert_eq!(push("nowhere").await.unwrap_err().code(), "not_found");
    });
}
