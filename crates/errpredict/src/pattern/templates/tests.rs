use proptest::prelude::*;

use super::*;

fn learn(messages: &[&str]) -> (Templates, Vec<TemplateId>) {
    let mut templates = Templates::default();
    let ids = messages.iter().map(|message| templates.observe(message)).collect();
    (templates, ids)
}

/// The texts of the templates after the messages, each with its number of messages, by id.
fn texts(messages: &[&str]) -> Vec<(String, u64)> {
    learn(messages).0.iter().map(|template| (template.text, template.n_messages)).collect()
}

#[test]
fn texts_of_templates() {
    for (name, messages, expected) in [
        ("numbers", &["took 3 ms", "took 17 ms"][..], &[("took <*> ms", 2)][..]),
        (
            "too few users to tell",
            &["login of ada", "login of bob", "login of eve"],
            &[("login of ada", 1), ("login of bob", 1), ("login of eve", 1)],
        ),
        (
            "enough users",
            &["login of ada", "login of bob", "login of eve", "login of zoe"],
            &[("login of <*>", 4)],
        ),
        ("a variable takes words in", &["login of root", "login of ada"], &[("login of <*>", 2)]),
        (
            "root is a word where no user is named",
            &["looking for the root cause", "looking for a root cause", "root cause of root"],
            &[("looking for the root cause", 1), ("looking for a root cause", 1), ("root cause of <*>", 1)],
        ),
        (
            "methods name what is done",
            &[
                "\"GET /a HTTP/1.1\" 200",
                "\"POST /b HTTP/1.1\" 201",
                "\"PUT /c HTTP/1.1\" 200",
                "\"PATCH /c HTTP/1.1\" 200",
                "\"DELETE /c HTTP/1.1\" 404",
                "\"GET /b HTTP/1.1\" 500",
            ],
            &[
                ("\"GET <*> <*>\" <*>", 2),
                ("\"POST <*> <*>\" <*>", 1),
                ("\"PUT <*> <*>\" <*>", 1),
                ("\"PATCH <*> <*>\" <*>", 1),
                ("\"DELETE <*> <*>\" <*>", 1),
            ],
        ),
        (
            "a part in brackets is optional",
            &[
                "request to db failed",
                "request to db failed (timed out after 3 s)",
                "request to db failed [attempt 2]",
                "cache [main] is full",
                "cache is full",
            ],
            &[("request to db failed", 3), ("cache is full", 2)],
        ),
        ("fewer between quotes", &["set 'a' on", "set 'bb' on", "set 'c' on"], &[("set '<*>' on", 3)]),
        (
            "names of events stay apart",
            &[
                "cron started now",
                "sshd started now",
                "ntpd started now",
                "cups started now",
                "rpcd started now",
            ],
            &[
                ("cron started now", 1),
                ("sshd started now", 1),
                ("ntpd started now", 1),
                ("cups started now", 1),
                ("rpcd started now", 1),
            ],
        ),
        (
            "two values that never come one at a time",
            &[
                "copy of ab to kl done",
                "copy of bc to lm done",
                "copy of cd to mn done",
                "copy of de to no done",
                "copy of ef to op done",
                "copy of fg to pq done",
                "copy of gh to qr done",
                "copy of hi to rs done",
                "copy of ij to st done",
            ],
            &[("copy of <*> to <*> done", 9)],
        ),
        ("the same interface", &["eth0 is up", "eth0 is up"], &[("eth0 is up", 2)]),
        ("two interfaces", &["eth0 is up", "eth1 is up"], &[("<*> is up", 2)]),
        ("lists of one length", &["fans 1 2 3 ok", "fans 4 5 6 ok"], &[("fans <*> <*> <*> ok", 2)]),
        ("lists of several lengths", &["fans 1 2 ok", "fans 4 5 6 ok"], &[("fans <*> ok", 2)]),
        ("the same unit", &["free 5 KB", "free 7 KB"], &[("free <*> KB", 2)]),
        ("several units", &["free 5 KB", "free 7.5 MB"], &[("free <*>", 2)]),
        ("chinese", &["磁盘 sda1 已满 95%", "磁盘 sda2 已满 97%"], &[("磁盘 <*> 已满 <*>%", 2)]),
        ("russian", &["Сбой 5 узла", "Сбой 77 узла"], &[("Сбой <*> узла", 2)]),
        (
            "russian names",
            &["вход Анны отклонён", "вход Бориса отклонён", "вход Веры отклонён", "вход Глеба отклонён"],
            &[("вход <*> отклонён", 4)],
        ),
        (
            "arabic, with numbers of both scripts",
            &["فشل الاتصال بالخادم 10.0.0.7 بعد 3 محاولات", "فشل الاتصال بالخادم 10.0.0.9 بعد 12 محاولات"],
            &[("فشل الاتصال بالخادم <*> بعد <*> محاولات", 2)],
        ),
        (
            "arabic names",
            &["دخول المستخدم علي", "دخول المستخدم سارة", "دخول المستخدم عمر", "دخول المستخدم ليلى"],
            &[("دخول المستخدم <*>", 4)],
        ),
        (
            "chinese names after =",
            &["登录失败 用户=张三", "登录失败 用户=李四", "登录失败 用户=王五"],
            &[("登录失败 用户=<*>", 3)],
        ),
    ] {
        let found = texts(messages);
        let found: Vec<(&str, u64)> = found.iter().map(|(text, n)| (text.as_str(), *n)).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn merges_keep_the_oldest_id_and_are_recorded() {
    let (templates, ids) =
        learn(&["login of ada", "login of bob", "login of eve", "login of zoe", "login of kim"]);
    assert_eq!(ids[..3], [TemplateId(0), TemplateId(1), TemplateId(2)]);
    assert_eq!(ids[3..], [TemplateId(0), TemplateId(0)], "the fourth name decides");
    let from: Vec<u32> = templates.merges().iter().map(|merge| merge.from.0).collect();
    assert_eq!(from, [1, 2, 3]);
    assert!(templates.merges().iter().all(|merge| merge.into == TemplateId(0) && merge.at_message == 4));
    assert!(ids.iter().all(|id| templates.resolve(*id) == TemplateId(0)));
    assert_eq!(templates.template(TemplateId(2)).unwrap().n_messages, 5);
    assert_eq!(templates.template(TemplateId(99)), None);
}

#[test]
fn parameters_are_what_stands_at_the_variables() {
    let (templates, ids) = learn(&["job 7 of ada, took 3 ms", "job 9 of root, took 4 ms"]);
    let template = templates.template(ids[0]).unwrap();
    assert_eq!(template.text, "job <*> of <*>, took <*> ms");
    assert_eq!(template.parameters("job 12 of  bob smith, took 8 ms"), Some(vec!["12", "bob smith", "8"]));
    assert_eq!(template.parameters("something else"), None);
    let bare = Template { id: TemplateId(0), text: "<*>".into(), n_messages: 1 };
    assert_eq!(bare.parameters(" all of it "), Some(vec!["all of it"]));
}

#[test]
fn beyond_the_limit_everything_is_one_template() {
    let config = TemplatesConfig { max_templates: 20, ..TemplatesConfig::default() };
    let mut templates = Templates::new(config).unwrap();
    let word =
        |n: usize| format!("{}{}", char::from(b'a' + (n / 26) as u8), char::from(b'a' + (n % 26) as u8));
    for n in 0..200 {
        templates.observe(&format!("{} x{} failed", word(n), word(199 - n)));
    }
    let (forms, slots, covered) = templates.sizes();
    assert!(forms <= 20 && slots <= 20 * 6 && covered <= 20, "{:?}", templates.sizes());
    assert!(templates.len() <= 21);
    assert_eq!(templates.iter().map(|template| template.n_messages).sum::<u64>(), 200);
    assert!(templates.iter().any(|template| template.text == "<*>"));
}

#[test]
fn memory_is_bounded_however_many_messages_come() {
    // Every message has words never seen, in places that cannot become variable together.
    let config = TemplatesConfig { max_templates: 50, ..TemplatesConfig::default() };
    let mut templates = Templates::new(config).unwrap();
    let word = |mut n: u64| -> String {
        let mut word = String::new();
        for _ in 0..6 {
            word.push(char::from(b'g' + (n % 20) as u8));
            n /= 20;
        }
        word
    };
    let (mut sizes, mut bytes) = (Vec::new(), Vec::new());
    for n in 0..30_000_u64 {
        let seed = n.wrapping_mul(6_364_136_223_846_793_005) >> 20;
        templates.observe(&format!(
            "{} {} {} متوقف {}",
            word(seed),
            word(seed / 7),
            word(seed / 11),
            word(seed / 3)
        ));
        if n % 10_000 == 9_999 {
            sizes.push(templates.sizes());
            bytes.push(serde_json::to_string(&templates).unwrap().len());
        }
    }
    assert_eq!(templates.iter().map(|template| template.n_messages).sum::<u64>(), 30_000);
    // A form of five chunks stands in one slot for each of them and each pair.
    let (forms, slots, cached) = sizes[2];
    assert!(forms <= 50 && slots <= 50 * 15 && cached <= 50, "{sizes:?}");
    // The saved state holds everything: it may only grow by the digits of its counts.
    assert!(bytes[2] <= bytes[0] + 200, "{bytes:?} bytes after 10, 20 and 30 thousand messages");
    // A message of a megabyte is not kept.
    let before = serde_json::to_string(&templates).unwrap().len();
    templates.observe(&"磁盘 ".repeat(200_000));
    assert!(serde_json::to_string(&templates).unwrap().len() < before + 200);
}

#[test]
fn settings_out_of_range_are_refused() {
    let config = TemplatesConfig { values: 1, ..TemplatesConfig::default() };
    assert_eq!(Templates::new(config).unwrap_err().to_string(), "`values` must be 2..=8, got 1");
}

#[test]
fn a_damaged_state_is_refused() {
    let (templates, _) = learn(&["a 1", "b 2"]);
    let text = serde_json::to_string(&templates).unwrap();
    for (from, to) in [("\"version\":1", "\"version\":9"), ("\"template\":1", "\"template\":7")] {
        assert!(text.contains(from), "{text}");
        assert!(serde_json::from_str::<Templates>(&text.replace(from, to)).is_err(), "{from}");
    }
}

/// Messages with few words in few places, so that merges of every kind happen.
fn small_world() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        "[a-d]{1,2}",
        "[a-c][0-9]",
        "[0-9]{1,3}",
        Just("=".to_owned()),
        "k=[a-e]",
        "\\([a-e]\\)",
        "[a-b],[0-9],[0-9]",
        Just("root".to_owned()),
        Just("磁盘1".to_owned()),
    ];
    let message = prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "));
    prop::collection::vec(message, 0..60)
}

proptest! {
    #[test]
    fn any_text_is_taken_in(messages in prop::collection::vec(any::<String>(), 0..20)) {
        let mut templates = Templates::default();
        for message in &messages {
            let id = templates.observe(message);
            prop_assert!(templates.template(id).is_some());
            prop_assert!(templates.find(message).is_some());
        }
        prop_assert_eq!(templates.iter().map(|template| template.n_messages).sum::<u64>(), messages.len() as u64);
    }

    #[test]
    fn punctuation_of_every_kind_is_taken_in(message in "[ -~]{0,80}") {
        let mut templates = Templates::default();
        let id = templates.observe(&message);
        let template = templates.template(id).unwrap();
        // One message alone always matches its own template.
        prop_assert!(template.parameters(&message).is_some(), "{:?} {:?}", message, template.text);
    }

    #[test]
    fn same_messages_same_templates_and_ids_never_leave(messages in small_world()) {
        let (mut one, mut other) = (Templates::default(), Templates::default());
        let mut given = Vec::new();
        for message in &messages {
            let id = one.observe(message);
            prop_assert_eq!(id, other.observe(message));
            given.push(id);
            // A resolved id only ever falls to an older one, and what was one template stays one.
            prop_assert!(given.iter().all(|id| one.resolve(*id) <= *id));
        }
        // The same message still has the template it was counted to.
        for (message, id) in messages.iter().zip(&given) {
            prop_assert_eq!(one.find(message), Some(one.resolve(*id)));
        }
        prop_assert_eq!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&other).unwrap());
    }

    #[test]
    fn saving_and_loading_in_between_changes_nothing(messages in small_world(), at in 0_usize..60) {
        let at = at.min(messages.len());
        let mut straight = Templates::default();
        messages.iter().for_each(|message| { straight.observe(message); });
        let mut before = Templates::default();
        messages[..at].iter().for_each(|message| { before.observe(message); });
        let text = serde_json::to_string(&before).unwrap();
        let mut after: Templates = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&serde_json::to_string(&after).unwrap(), &text);
        messages[at..].iter().for_each(|message| { after.observe(message); });
        prop_assert_eq!(serde_json::to_string(&after).unwrap(), serde_json::to_string(&straight).unwrap());
    }
}
