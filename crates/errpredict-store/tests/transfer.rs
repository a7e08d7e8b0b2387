//! All data in a file and back.

use std::io::Cursor;

use errpredict::action::Move;
use errpredict_store::{IngestConfig, Page, PredictionFilter, Store, StoreConfig};

use crate::common::log::{analysis, events, now};
use crate::common::{migrated, run, superuser_of};

const ALL: Page = Page { after: None, limit: 1_000 };

#[test]
fn data_moves_to_another_store_as_it_is() {
    run(async {
        let (one, two) = (migrated().await, migrated().await);
        let store = Store::connect(one.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap().by("ada");
        let log = events(3);
        tenant.ingest(log.clone(), Some("k\t\\n"), now(), &IngestConfig::default()).await.unwrap();
        // With an alert: the trigger that tells the audit log of it rests while it is read back.
        let mut found = analysis();
        let raised = found.services.iter_mut().find_map(|one| one.predictions.first_mut()).unwrap();
        raised.alert = true;
        tenant.write_analysis(&found).await.unwrap();
        let action = tenant.actions(None, None, &ALL).await.unwrap().remove(0);
        tenant.step_action(action.id, Move::Approve, None, None).await.unwrap();
        let mut file = Vec::new();
        let written = store.export(&mut file).await.unwrap();
        assert!(written.tables > 30 && written.bytes == file.len() as u64, "{written:?}");

        // A line's end is changed by no other one: the middle of the file must be something else.
        let middle = (file.len() / 2..).find(|&at| file[at] != b'\n').unwrap();
        let other = Store::connect(two.clone(), &StoreConfig::default()).await.unwrap();
        for (damage, code) in [
            (file[..middle].to_vec(), "corrupt"),
            ([&file[..middle], b"\n", &file[middle + 1..]].concat(), ""),
            (b"hello\n".to_vec(), "invalid_input"),
            ([b"errpredict-data 1\n".as_slice(), &file[18..]].concat(), "unsupported_version"),
        ] {
            let refused = other.restore(&mut Cursor::new(damage)).await.unwrap_err();
            assert!(code.is_empty() || refused.code() == code, "{refused}");
        }
        assert!(other.tenants().await.unwrap().is_empty(), "nothing of what was damaged stays");
        assert_eq!(other.restore(&mut Cursor::new(&file)).await.unwrap(), written);
        let refused = other.restore(&mut Cursor::new(&file)).await.unwrap_err();
        assert_eq!(refused.code(), "conflict");

        let moved = other.tenant_named("acme").await.unwrap();
        assert_eq!(other.tenants().await.unwrap(), store.tenants().await.unwrap());
        assert_eq!(
            moved.actions(None, None, &ALL).await.unwrap(),
            tenant.actions(None, None, &ALL).await.unwrap()
        );
        let filter = PredictionFilter::default();
        assert_eq!(
            moved.predictions(&filter, &ALL).await.unwrap(),
            tenant.predictions(&filter, &ALL).await.unwrap()
        );
        assert!(moved.rollup().await.unwrap().save() == tenant.rollup().await.unwrap().save());
        assert_eq!(
            moved.audit_entries(None, 99).await.unwrap(),
            tenant.audit_entries(None, 99).await.unwrap()
        );
        assert_eq!(moved.verify_audit().await.unwrap(), []);
        let mut again = Vec::new();
        other.export(&mut again).await.unwrap();
        assert_eq!(again.len(), file.len());
        // What is written now is stamped again.
        let disabled = "select count(*) from pg_trigger where tgenabled = 'D' and not tgisinternal";
        let disabled: i64 = superuser_of(&two).await.query_one(disabled, &[]).await.unwrap().get(0);
        assert_eq!(disabled, 0);
    });
}
