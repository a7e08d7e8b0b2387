//! The compiled part is there for Node to load; what it does is tested in Node (`make test-node`).

use std::path::PathBuf;

#[test]
fn the_library_was_built_beside_this_test() {
    let here: PathBuf =
        std::env::current_exe().into_iter().filter_map(|path| path.parent().map(PathBuf::from)).collect();
    let name = format!("{}errpredict_node{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    assert!(here.join(&name).is_file(), "no {name} in {}", here.display());
}
