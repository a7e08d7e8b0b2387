use super::*;

/// Without keys.
struct Plain;

impl Names for Plain {
    fn hashes_of(&self, _: &str) -> Vec<Vec<u8>> {
        Vec::new()
    }

    fn recipients_of(&self, name: &str) -> Vec<String> {
        vec![name.to_owned()]
    }
}

const LIST: Listing = Listing {
    name: "l",
    filters: &[
        Parameter::new("service", Wanted::Text, "service = $?", ""),
        Parameter::new("open", Wanted::Only, "not closed", ""),
        Parameter { default: Some("24"), ..Parameter::new("hours", Wanted::Hours, "at > $?", "") },
    ],
    orders: &[("at", "at"), ("score", "score")],
    searched: &["a", "b"],
    select: "select id",
    from: "t",
    kept: Kept::AsTold,
    always: "x",
};

fn asked(pairs: &[(&str, &str)]) -> Result<Selection> {
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    LIST.selection(&pairs, "2026-11-23T00:00:00Z".parse().unwrap())
}

#[test]
fn what_is_asked_becomes_values_and_never_text() {
    let bad = "x' or 1=1; drop table t; --";
    let (page, count, values) = LIST.statements(
        "t-1",
        &asked(&[
            ("service", bad),
            ("open", "true"),
            ("search", "50%_\\"),
            ("ordering", "-score"),
            ("page", "2"),
        ])
        .unwrap(),
        &Plain,
    );
    let rest = "from t where asking.tenant is not null and x and service = $2 and not closed and at > $3 \
                and at >= '2026-11-16 00:00Z' and (a ilike $4 or b ilike $4)";
    let counted = |most: &str| {
        format!(
            "{ASKING} cross join lateral (select count(*) from (select 1 {rest} limit {most}) one offset 0) counted(n)"
        )
    };
    assert_eq!(
        page,
        format!(
            "select listed.*, counted.n as _count{} cross join lateral \
             (select id {rest} order by score desc nulls last, id desc limit $5 offset $6) listed",
            counted("200")
        )
    );
    assert_eq!(count, format!("select counted.n{}", counted("$5")));
    assert_eq!(values.len(), 4);
    assert_eq!(pattern("50%_\\"), "%50\\%\\_\\\\%");
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    for (pairs, code, word) in [
        (&[("servce", "x")][..], "unknown_name", "service, open, hours"),
        (&[("ordering", "id; drop table t")], "unknown_name", "at, score"),
        (&[("ordering", "")], "unknown_name", "at, score"),
        (&[("hours", "0")], "invalid_argument", "87,840"),
        (&[("hours", "-1 or 1=1")], "invalid_argument", "hours"),
        (&[("page", "0")], "invalid_argument", "page"),
        (&[("page_size", "101")], "invalid_argument", "100"),
        (&[("page", "5000"), ("page_size", "100")], "limit_exceeded", "100000"),
        (&[("open", "maybe")], "invalid_argument", "true or false"),
        (&[("service", "a"), ("service", "b")], "invalid_argument", "once"),
        (&[("service", "a\0b")], "invalid_argument", "zero byte"),
    ] {
        let error = asked(pairs).unwrap_err();
        assert_eq!(error.code(), code, "{pairs:?}");
        assert!(error.to_string().contains(word), "{error}");
    }
    assert_eq!(asked(&[("open", "false")]).unwrap(), asked(&[]).unwrap());
}
