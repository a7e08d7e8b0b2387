//! Mail over SMTP (RFC 5321) with STARTTLS (RFC 3207): the same message as text and as HTML, in which everything is escaped.
//!
//! Written out here because it is two hundred lines, where a crate for it would bring forty others and build its own TLS.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use errpredict::Timestamp;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};

use super::connect::{Connector, Place, Stream};
use super::failure::Failure;
use crate::alerts::{Message, line};
use crate::config::Email;

/// Lines of one answer at most, and bytes of one; RFC 5321 (4.5.3.1.5) has 512.
const MOST_LINES: usize = 100;
const MOST_LINE: u64 = 4_096;

/// A way to a mail server. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Mailer {
    connector: Connector,
    place: Place,
    /// How it is kept private.
    privacy: Privacy,
    from: String,
    timeout: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Privacy {
    /// From the first byte on.
    Tls,
    /// Once it was asked for, and not without.
    StartTls,
    /// Not at all, where that is asked for.
    Clear,
}

impl Mailer {
    pub(crate) fn new(email: &Email, connector: &Connector, timeout: Duration) -> Result<Mailer, Failure> {
        let expected = "`alerts.email.url` must be such as smtp://user:password@mail.example:587 or smtps://mail.example";
        let place = Place::parse(email.url.reveal()).ok_or_else(|| Failure::for_good(expected))?;
        let privacy = match (place.scheme.as_str(), place.path.as_str()) {
            ("smtps", _) => Privacy::Tls,
            ("smtp", "/?tls=none") => Privacy::Clear,
            ("smtp", "/" | "/?tls=required") => Privacy::StartTls,
            _ => return Err(Failure::for_good(expected)),
        };
        address_of(&email.from).ok_or_else(|| {
            Failure::for_good(format!("`alerts.email.from` is no address: `{}`", email.from))
        })?;
        // A mail server is one's own, and often in one's own network.
        Ok(Mailer { connector: connector.anywhere(), place, privacy, from: email.from.clone(), timeout })
    }

    /// Hands a message over to the server. `id` makes the mail the same one where it is handed over twice.
    pub(crate) async fn send(
        &self,
        to: &str,
        id: &str,
        at: Timestamp,
        message: &Message,
    ) -> Result<(), Failure> {
        let to = address_of(to).ok_or_else(|| Failure::for_good(format!("`{to}` is no address of mail")))?;
        let from = address_of(&self.from).unwrap_or_default();
        let mail = mail(&self.from, &from, &to, id, at, message);
        match tokio::time::timeout(self.timeout, self.hand_over(&from, &to, &mail)).await {
            Ok(done) => done,
            Err(_) => Err(Failure::again(format!("no answer within {} s", self.timeout.as_secs_f64()))),
        }
    }

    async fn hand_over(&self, from: &str, to: &str, mail: &str) -> Result<(), Failure> {
        let host = &self.place.host;
        let port = self.place.port.unwrap_or(if self.privacy == Privacy::Tls { 465 } else { 587 });
        let stream = self.connector.connect(host, port).await?;
        let stream: Box<dyn Stream> = match self.privacy {
            Privacy::Tls => self.connector.encrypt(host, stream).await?,
            _ => Box::new(stream),
        };
        let mut talk = Talk { stream: BufReader::new(stream) };
        talk.expect("", 220).await?;
        let mut offers = talk.expect("EHLO errpredict", 250).await?;
        if self.privacy == Privacy::StartTls {
            if !offers.iter().any(|offer| offer.eq_ignore_ascii_case("STARTTLS")) {
                let text = format!(
                    "{host} offers no STARTTLS, without which no mail is sent: `?tls=none` asks for that"
                );
                return Err(Failure::for_good(text));
            }
            talk.expect("STARTTLS", 220).await?;
            // What came after that in the clear was put there by somebody else (CVE-2011-0411).
            if !talk.stream.buffer().is_empty() {
                return Err(Failure::again(format!(
                    "{host} said more in the clear after STARTTLS than it should"
                )));
            }
            let stream = self.connector.encrypt(host, talk.stream.into_inner()).await?;
            talk = Talk { stream: BufReader::new(stream) };
            offers = talk.expect("EHLO errpredict", 250).await?;
        }
        if let Some((user, password)) = &self.place.user {
            let has_plain = offers.iter().any(|offer| {
                let offer = offer.to_ascii_uppercase();
                offer.starts_with("AUTH") && offer.split([' ', '=']).any(|way| way == "PLAIN")
            });
            if has_plain {
                let token = STANDARD.encode(format!("\0{user}\0{password}"));
                talk.expect(&format!("AUTH PLAIN {token}"), 235).await?;
            } else {
                talk.expect("AUTH LOGIN", 334).await?;
                talk.expect(&STANDARD.encode(user), 334).await?;
                talk.expect(&STANDARD.encode(password), 235).await?;
            }
        }
        talk.expect(&format!("MAIL FROM:<{from}>"), 250).await?;
        talk.expect(&format!("RCPT TO:<{to}>"), 250).await?;
        talk.expect("DATA", 354).await?;
        talk.expect(&format!("{}\r\n.", stuffed(mail)), 250).await?;
        // It is taken; how the server says good-bye is no matter.
        let _ = talk.stream.write_all(b"QUIT\r\n").await;
        Ok(())
    }
}

/// A conversation.
struct Talk {
    stream: BufReader<Box<dyn Stream>>,
}

impl Talk {
    /// Says something (nothing where empty) and hears the answer, which must be that code; gives its lines.
    async fn expect(&mut self, said: &str, code: u16) -> Result<Vec<String>, Failure> {
        let gone = |error: std::io::Error| Failure::again(format!("the mail server went away: {error}"));
        if !said.is_empty() {
            self.stream.write_all(format!("{said}\r\n").as_bytes()).await.map_err(gone)?;
            self.stream.flush().await.map_err(gone)?;
        }
        let mut lines = Vec::new();
        loop {
            let mut heard = String::new();
            let n = (&mut self.stream).take(MOST_LINE).read_line(&mut heard).await.map_err(gone)?;
            if n == 0 || lines.len() >= MOST_LINES {
                return Err(Failure::again("the mail server went away, or speaks no SMTP"));
            }
            if !heard.ends_with('\n') {
                return Err(Failure::again(format!(
                    "a line of the mail server has no end within {MOST_LINE} bytes, or it went away in the middle"
                )));
            }
            let heard = heard.trim_end();
            let (number, rest) = heard.split_at_checked(3).unwrap_or(("", ""));
            let got: u16 =
                number.parse().map_err(|_| Failure::again("the mail server does not speak SMTP"))?;
            lines.push(rest.get(1..).unwrap_or_default().to_owned());
            if rest.starts_with('-') {
                continue;
            }
            // RFC 5321 lets a server forward: 251 and 252 are as good as 250.
            if got == code || (code == 250 && (251..=252).contains(&got)) {
                return Ok(lines);
            }
            let text = format!("the mail server answered {got}: {}", line(&lines.join(" "), 200));
            return Err(if got >= 500 { Failure::for_good(text) } else { Failure::again(text) });
        }
    }
}

/// The address in `Name <address>` or alone; none for what is none.
fn address_of(text: &str) -> Option<String> {
    let inside = text.split_once('<').map_or(Some(text), |(_, rest)| rest.strip_suffix('>'))?.trim();
    let (local, domain) = inside.rsplit_once('@')?;
    let is_word = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| !c.is_control() && !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | ',' | '@'))
    };
    (is_word(local) && is_word(domain)).then(|| inside.to_owned())
}

/// A line that begins with a dot has another one before it.
fn stuffed(mail: &str) -> String {
    mail.split("\r\n")
        .map(|line| if line.starts_with('.') { format!(".{line}") } else { line.to_owned() })
        .collect::<Vec<_>>()
        .join("\r\n")
}

/// All of a mail: its parts in base 64, so that nothing in them is too long or out of place.
fn mail(sender: &str, from: &str, to: &str, id: &str, at: Timestamp, message: &Message) -> String {
    let domain = from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let name = sender.split_once('<').map_or("", |(name, _)| name.trim());
    let sender = if name.is_empty() { from.to_owned() } else { format!("{} <{from}>", word(name)) };
    let date = jiff::Timestamp::from_millisecond(at.ms())
        .map(|at| at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string())
        .unwrap_or_default();
    let boundary = format!("errpredict-{id}");
    // All of one alert is one conversation.
    format!(
        "From: {sender}\r\nTo: {to}\r\nSubject: {}\r\nDate: {date}\r\nMessage-ID: <{id}@{domain}>\r\n\
         In-Reply-To: <{key}@{domain}>\r\nReferences: <{key}@{domain}>\r\nAuto-Submitted: auto-generated\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"{boundary}\"\r\n\r\n\
         --{boundary}\r\n{}--{boundary}\r\n{}--{boundary}--\r\n",
        word(&message.subject()),
        part("text/plain", &message.in_text()),
        part("text/html", &html(message)),
        key = line(&message.key, 64).replace(['<', '>', ' '], ""),
    )
}

fn part(kind: &str, text: &str) -> String {
    let encoded = STANDARD.encode(text.replace("\r\n", "\n").replace('\n', "\r\n"));
    let mut page =
        format!("Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(rest.len().min(76));
        page.push_str(now);
        page.push_str("\r\n");
        rest = later;
    }
    page
}

/// A text as part of a header: as it is where it is short and plain, else in encoded words (RFC 2047).
fn word(text: &str) -> String {
    let text = line(text, 250);
    let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" .,:;/+-_%()".contains(&byte));
    if is_plain && text.len() <= 60 {
        return text;
    }
    let mut words = Vec::new();
    let mut part = String::new();
    for c in text.chars() {
        if part.len() + c.len_utf8() > 42 {
            words.push(std::mem::take(&mut part));
        }
        part.push(c);
    }
    words.push(part);
    words
        .iter()
        .map(|part| format!("=?utf-8?B?{}?=", STANDARD.encode(part)))
        .collect::<Vec<_>>()
        .join("\r\n ")
}

/// A page without styles from elsewhere, scripts or pictures.
fn html(message: &Message) -> String {
    let mut page = format!(
        "<!doctype html><html><body><h1 style=\"font-size:18px\">{}</h1><p>{}, {}</p>",
        escaped(&message.subject()),
        message.severity,
        message.when()
    );
    for (name, lines) in message.parts() {
        page.push_str(&format!("<h2 style=\"font-size:15px\">{name}</h2><ul>"));
        lines.iter().for_each(|line| page.push_str(&format!("<li>{}</li>", escaped(line))));
        page.push_str("</ul>");
    }
    if !message.links.is_empty() {
        page.push_str("<p>");
        for link in &message.links {
            page.push_str(&format!("<a href=\"{}\">{}</a> ", escaped(&link.url), escaped(&link.label)));
        }
        page.push_str("</p>");
    }
    page.push_str(&format!(
        "<p style=\"color:#666\">Key {}, as of {}</p></body></html>",
        escaped(&message.key),
        message.at
    ));
    page
}

fn escaped(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            c => page.push(c),
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::example;

    #[test]
    fn text_from_logs_is_no_markup() {
        let page = html(&example());
        assert!(page.contains("&lt;b&gt;payment&lt;/b&gt;") && !page.contains("<b>"), "{page}");
        assert!(page.contains("href=\"https://e.example/x?t=true_positive\""));
        assert_eq!(escaped("\"><script>'&"), "&quot;&gt;&lt;script&gt;&#39;&amp;");
    }

    #[test]
    fn a_mail_is_seven_bits_in_short_lines_and_no_header_is_left() {
        let mut message = example();
        message.title = "größer\r\nBcc: eve@m.example".to_owned() + &"é".repeat(300);
        message.what = vec![".".to_owned(), "x".repeat(2_000)];
        let mail = mail("Wächter <e@m.example>", "e@m.example", "ada@m.example", "id1", message.at, &message);
        assert!(mail.is_ascii() && mail.split("\r\n").all(|line| line.len() <= 78), "{mail}");
        assert!(!mail.contains("\nBcc:") && !mail.replace("\r\n", "").contains('\n'), "{mail}");
        assert!(mail.contains("Date: Fri, 27 Nov 2026 14:20:00 +0000\r\n"), "{mail}");
        assert_eq!(stuffed("a\r\n.\r\n..b"), "a\r\n..\r\n...b");
        assert_eq!(word("critical shop: down"), "critical shop: down");
    }

    #[test]
    fn addresses_are_addresses() {
        for (text, expected) in [
            ("a@b.example", Some("a@b.example")),
            ("Ada L <a@b.example>", Some("a@b.example")),
            ("a@b.example>\r\nRCPT TO:<c@d", None),
            ("a b@c", None),
            ("a@", None),
            ("no address", None),
        ] {
            assert_eq!(address_of(text).as_deref(), expected, "{text}");
        }
    }
}
