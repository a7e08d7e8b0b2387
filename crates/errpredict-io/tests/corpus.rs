//! What fuzzing found or began with (`fuzz/corpus`), read again by every reader: nothing panics, and any number of
//! threads gives the same.

use std::path::Path;
use std::sync::Arc;

use errpredict::RollupConfig;
use errpredict_io::{Format, ReadOptions, Source, read_into_rollup};

#[test]
fn the_corpus_is_read_alike_on_any_number_of_threads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut n_files = 0;
    for target in ["readers"] {
        for file in std::fs::read_dir(root.join(target)).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            n_files += 1;
            let Some(bytes) = bytes.get(2..) else { continue };
            for format in std::iter::once(None).chain(Format::ALL.iter().copied().map(Some)) {
                let source = [Source::Memory { name: "corpus".into(), bytes: Arc::from(bytes) }];
                let with = |threads| {
                    let options =
                        ReadOptions { format, threads, service: Some("s".into()), ..ReadOptions::default() };
                    read_into_rollup(&source, &options, &RollupConfig::default())
                };
                match (with(1), with(2)) {
                    (Ok((one, report)), Ok((two, same))) => assert!(one == two && report == same),
                    (Err(one), Err(two)) => assert_eq!(one.to_string(), two.to_string()),
                    (one, two) => panic!("{:?} {:?}", one.err(), two.err()),
                }
            }
        }
    }
    assert!(n_files > 10, "{n_files} files in {}", root.display());
}
