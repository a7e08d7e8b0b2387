//! Made-up logs of the formats that are read: seeded, so that every run reads the same.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use errpredict::Timestamp;
use errpredict_io::Format;

use crate::SplitMix;

/// Writes an NDJSON log of at least so many bytes; gives back its lines and bytes.
///
/// # Panics
/// When it cannot be written.
#[allow(clippy::expect_used, reason = "a bench that cannot write its log has failed")]
pub fn write_made_log(path: &Path, bytes: u64) -> (u64, u64) {
    let file = std::fs::File::create(path).expect("the log");
    let mut file = std::io::BufWriter::with_capacity(1 << 20, file);
    let (mut random, mut written, mut line, mut n) = (SplitMix(3), 0, String::new(), 0);
    while written < bytes {
        line.clear();
        made_record(Format::Ndjson, n, &mut random, &mut line);
        file.write_all(line.as_bytes()).expect("room for the log");
        written += line.len() as u64;
        n += 1;
    }
    file.into_inner().expect("room for the log").sync_all().expect("room for the log");
    (n, written)
}

const TYPES: [&str; 6] =
    ["TimeoutError", "ConnectionError", "DatabaseError", "ValidationError", "KeyError", "PaymentError"];
const WORDS: [&str; 8] =
    ["checkout", "cart", "search", "login", "payment", "inventory", "profile", "shipping"];
const LEVELS: [&str; 8] = ["info", "info", "warning", "error", "error", "error", "info", "critical"];

/// Appends the `n`-th record of a format; nothing for a format that is not made up here.
///
/// # Panics
/// Never before the year 9999.
#[allow(clippy::expect_used, reason = "the times are in range")]
pub fn made_record(format: Format, n: u64, random: &mut SplitMix, log: &mut String) {
    let at =
        Timestamp::from_ms(1_767_225_600_000 + (n * 40 + random.below(40)) as i64).expect("a time in range");
    let word = WORDS[random.below(8) as usize];
    let service = format!("{word}-{:02}", random.below(5));
    let level = LEVELS[random.below(8) as usize];
    let error_type = TYPES[random.below(6) as usize];
    let id = random.below(1_000_000);
    let user = random.below(50_000);
    let status = [200, 200, 200, 404, 500, 503][random.below(6) as usize];
    let ms = 1.0 + random.below(9000) as f64 / 10.0;
    let message =
        format!("could not load order {id} for user {user}: upstream {word} answered after {ms} ms");
    let has_trace = n.is_multiple_of(20);
    match format {
        Format::Ndjson | Format::Json => {
            let lead = if format == Format::Ndjson {
                ""
            } else if n == 0 {
                "[\n"
            } else {
                ",\n"
            };
            let _ = write!(
                log,
                "{lead}{{\"timestamp\":\"{at}\",\"service\":\"{service}\",\"severity\":\"{level}\",\"error_type\":\"{error_type}\",\"message\":\"{message}\",\"endpoint\":\"/api/v1/{word}/{id}\",\"user_id\":\"u{user}\",\"request_id\":\"{:016x}\",\"status_code\":{status},\"response_time_ms\":{ms},\"environment\":\"production\"",
                random.next_u64()
            );
            if has_trace {
                log.push_str(",\"stack_trace\":\"Traceback (most recent call last):");
                for depth in 0..12 {
                    let _ = write!(
                        log,
                        "\\n  File \\\"/srv/app/{word}/handlers_{depth}.py\\\", line {}, in handle_{depth}\\n    return self.next(request)",
                        depth * 7 + 3
                    );
                }
                let _ = write!(log, "\\n{error_type}: {message}\"");
            }
            log.push_str(if format == Format::Ndjson { "}\n" } else { "}" });
        }
        Format::Csv => {
            let _ = writeln!(log, "{},{service},{level},{error_type},\"{message}\",{ms}", at.ms() / 1000);
        }
        Format::Logfmt => {
            let _ = writeln!(
                log,
                "ts={at} level={level} service={service} error_type={error_type} msg=\"{message}\" status={status} path=/api/v1/{word}/{id} user_id=u{user} duration_ms={ms}"
            );
        }
        Format::Syslog => {
            let _ = writeln!(
                log,
                "<{}>1 {at} host-{} {service} {} ID{} - {message}",
                8 + id % 8,
                id % 9,
                id % 30_000,
                id % 50
            );
        }
        Format::Plain => {
            let _ = writeln!(log, "{at} {} [{word}-{}] {message}", level.to_uppercase(), id % 8);
            if has_trace {
                log.push_str("Traceback (most recent call last):\n");
                for depth in 0..12 {
                    let _ = writeln!(
                        log,
                        "  File \"/srv/app/{word}/handlers_{depth}.py\", line {}, in handle_{depth}\n    return self.next(request)",
                        depth * 7 + 3
                    );
                }
                let _ = writeln!(log, "{error_type}: {message}");
            }
        }
        Format::Access => {
            let _ = writeln!(
                log,
                "10.0.{}.{} - - [{:02}/Jan/2026:{:02}:{:02}:{:02} +0000] \"GET /api/v1/{word}/{id}?page=2 HTTP/1.1\" {status} {} \"https://shop.example/{word}\" \"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\"",
                id % 256,
                user % 256,
                1 + n / 2_160_000 % 28,
                n / 90_000 % 24,
                n / 1500 % 60,
                n / 25 % 60,
                id % 90_000
            );
        }
        Format::NginxError => {
            let text = at.to_string();
            let (date, clock) = (text[..10].replace('-', "/"), &text[11..19]);
            let _ = writeln!(
                log,
                "{date} {clock} [error] {}#{}: *{id} connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.{}, server: shop.example, request: \"GET /api/v1/{word}/{id} HTTP/1.1\", upstream: \"http://10.1.0.{}:8080/api/v1/{word}/{id}\", host: \"shop.example\"",
                id % 100,
                id % 100,
                id % 256,
                id % 256
            );
        }
        Format::ApacheError => {
            let text = at.to_string();
            let _ = writeln!(
                log,
                "[Thu Jan {} {}.123456 2026] [proxy:error] [pid {}:tid {}] (111)Connection refused: AH00957: HTTP: attempt to connect to 10.1.0.{}:8080 ({word}) failed",
                &text[8..10],
                &text[11..19],
                id % 9000,
                user,
                id % 256
            );
        }
        _ => {}
    }
}
