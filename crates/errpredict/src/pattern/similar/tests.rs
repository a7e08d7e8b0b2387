use proptest::prelude::*;

use super::*;

fn index(texts: &[&str]) -> Similar {
    let mut similar = Similar::new();
    for (key, text) in (100_u64..).zip(texts) {
        similar.add(key, 0, text);
    }
    similar.settle();
    similar
}

/// Similarity by its definition, over sets of terms.
fn by_definition(texts: &[String], one: usize, other: usize) -> f64 {
    let sets: Vec<Vec<u64>> = texts.iter().map(|text| terms::terms(text)).collect();
    let idf = |term: &u64| {
        let holders = sets.iter().filter(|set| set.contains(term)).count();
        libm::log((1.5 + texts.len() as f64) / (1.0 + holders as f64))
    };
    let norm = |set: &Vec<u64>| set.iter().map(|term| idf(term) * idf(term)).sum::<f64>().sqrt();
    let shared: f64 =
        sets[one].iter().filter(|term| sets[other].contains(term)).map(|term| idf(term) * idf(term)).sum();
    if shared > 0.0 { shared / (norm(&sets[one]) * norm(&sets[other])) } else { 0.0 }
}

#[test]
fn the_nearest_come_first_and_partitions_stay_apart() {
    let mut similar = index(&[
        "TimeoutError: payment gateway did not answer\nat shop.pay.Gateway.charge(Gateway.java)",
        "TimeoutError: payment gateway did not answer in time\nat shop.pay.Gateway.refund(Gateway.java)",
        "NullPointerException: cart\nat shop.cart.Cart.total(Cart.java)",
    ]);
    similar.add(200, 1, "TimeoutError: payment gateway did not answer");
    similar.settle();
    let mut scratch = Scratch::default();
    let found = similar.nearest("payment gateway timeout error", 0, 10, 0.0, &mut scratch);
    assert_eq!(found.iter().map(|found| found.key).collect::<Vec<_>>(), [100, 101]);
    assert!(found[0].score > found[1].score && found[1].score > 0.2, "{found:?}");
    assert_eq!(similar.nearest("payment gateway", 1, 10, 0.0, &mut scratch)[0].key, 200);
    assert_eq!(similar.nearest_to(0, 1, 0.0, &mut scratch)[0].key, 101);
    assert!(similar.nearest("nothing shared", 0, 10, 0.0, &mut scratch).is_empty());
    assert!(similar.nearest("payment", 0, 0, 0.0, &mut scratch).is_empty());
    assert!(Similar::new().nearest("payment", 0, 3, 0.0, &mut Scratch::default()).is_empty());
}

#[test]
fn equal_texts_find_each_other_however_few_others_there_are() {
    for n_equal in [2, 3, 1000] {
        let similar = index(&vec!["TimeoutError: no answer"; n_equal]);
        for one in [0, n_equal - 1] {
            let found = similar.nearest_to(one, 1, SAME_ERROR, &mut Scratch::default());
            assert!(found.len() == 1 && found[0].score > 0.999, "{n_equal} texts, {one}: {found:?}");
        }
        assert_eq!(similar.groups(SAME_ERROR, &[]).of_texts(), vec![100; n_equal]);
    }
    // One text alone has nobody, and an empty one nothing, to be near to.
    assert!(index(&["a b c"]).nearest_to(0, 1, 0.0, &mut Scratch::default()).is_empty());
    assert!(index(&["", ""]).nearest_to(0, 1, 0.0, &mut Scratch::default()).is_empty());
}

#[test]
fn people_merge_and_split() {
    let similar = index(&[
        "disk full on node a",
        "disk full on node b",
        "disk full on node c",
        "user gone away",
        "x y",
    ]);
    let groups = |decisions: &[Decision]| similar.groups(0.3, decisions).of_texts().to_vec();
    assert_eq!(groups(&[]), [100, 100, 100, 103, 104]);
    assert_eq!(groups(&[Decision::Same(104, 103)]), [100, 100, 100, 103, 103]);
    // The third stays with one of the two, the other is apart.
    let split = groups(&[Decision::Different(100, 101)]);
    assert_ne!(split[0], split[1]);
    // The last word counts.
    assert_eq!(groups(&[Decision::Different(100, 101), Decision::Same(101, 100)]), [100, 100, 100, 103, 104]);
    // What cannot be is told.
    let all = [Decision::Same(100, 103), Decision::Same(103, 104), Decision::Different(100, 104)];
    let impossible = similar.groups(0.99, &all);
    assert_eq!(impossible.contradictions(), [Decision::Different(100, 104)]);
    // Unknown keys are kept for later and change nothing now.
    assert_eq!(groups(&[Decision::Same(1, 2), Decision::Different(1, 100)]), groups(&[]));
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let text = prop::collection::vec("[a-e]{1,2}|[a-c]\\.[a-c]\\.[a-c]|磁盘|[A-C][a-b]", 0..8)
        .prop_map(|words| words.join(" "));
    prop::collection::vec(text, 1..40)
}

proptest! {
    // The definition costs the cube of the number of texts.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn search_finds_what_the_definition_finds(texts in texts(), top in 1_usize..6, least in 0.0_f64..0.9) {
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        let similar = index(&borrowed);
        let mut scratch = Scratch::default();
        for one in 0..texts.len() {
            let mut expected: Vec<(f64, usize)> = (0..texts.len())
                .filter(|other| *other != one)
                .map(|other| (by_definition(&texts, one, other), other))
                .filter(|(score, _)| *score >= least && *score > 0.0)
                .collect();
            expected.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            expected.truncate(top);
            let found = similar.nearest_to(one, top, least, &mut scratch);
            // Scores at the very threshold may round to either side.
            let close = |score: f64| (score - least).abs() < 1e-6;
            if !expected.iter().any(|(score, _)| close(*score)) && !found.iter().any(|found| close(found.score)) {
                prop_assert_eq!(found.len(), expected.len());
            }
            for (found, (score, _)) in found.iter().zip(&expected) {
                prop_assert!((found.score - score).abs() < 1e-6, "{:?} {:?}", found, expected);
            }
        }
    }

    #[test]
    fn saving_and_loading_gives_the_same_answers(texts in texts()) {
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        let similar = index(&borrowed);
        let saved = serde_json::to_string(&similar).unwrap();
        let loaded: Similar = serde_json::from_str(&saved).unwrap();
        prop_assert_eq!(serde_json::to_string(&loaded).unwrap(), saved);
        let mut scratch = Scratch::default();
        for one in 0..texts.len() {
            prop_assert_eq!(similar.nearest_to(one, 5, 0.0, &mut scratch), loaded.nearest_to(one, 5, 0.0, &mut scratch));
        }
        prop_assert_eq!(similar.groups(0.5, &[]), loaded.groups(0.5, &[]));
    }

    #[test]
    fn any_text_is_taken_in(texts in prop::collection::vec(any::<String>(), 0..20)) {
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        let similar = index(&borrowed);
        for text in &texts {
            for found in similar.nearest(text, 0, 3, 0.0, &mut Scratch::default()) {
                prop_assert!((0.0..=1.0).contains(&found.score));
            }
        }
    }
}
