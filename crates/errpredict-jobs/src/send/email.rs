//! Mail: the same message as text and as HTML, in which everything is escaped.

use std::time::Duration;

use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use super::Failure;
use crate::alerts::Message;
use crate::config::Email;

/// A way to a mail server.
#[derive(Debug, Clone)]
pub(crate) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// `ca` are certificates of authorities that are believed beside those of the system.
    pub(crate) fn new(email: &Email, ca: Option<&[u8]>, timeout: Duration) -> Result<Mailer, Failure> {
        let url = email.url.reveal();
        let wrong = |what: &str, error: String| {
            Failure::for_good(format!("alerts.email.{what} is not as it should be: {error}"))
        };
        // In the clear only where that is asked for.
        let (place, in_the_clear) = match url.strip_suffix("?tls=none") {
            Some(place) => (place.to_owned(), true),
            None if url.starts_with("smtp://") && !url.contains("tls=") => {
                (format!("{url}{}tls=required", if url.contains('?') { "&" } else { "?" }), false)
            }
            None => (url.to_owned(), false),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&place)
            .map_err(|error| wrong("url", error.to_string()))?
            .timeout(Some(timeout));
        if let Some(pem) = ca.filter(|_| !in_the_clear) {
            let host = place.split("://").nth(1).unwrap_or_default();
            let host = host.rsplit('@').next().unwrap_or_default();
            let host = host.split(['/', '?']).next().unwrap_or_default();
            let host = host.rsplit_once(':').map_or(host, |(host, _)| host).to_owned();
            let certificate =
                Certificate::from_pem(pem).map_err(|error| wrong("ca_file", error.to_string()))?;
            let parameters = TlsParameters::builder(host)
                .add_root_certificate(certificate)
                .build()
                .map_err(|error| wrong("ca_file", error.to_string()))?;
            let tls = if place.starts_with("smtps://") {
                Tls::Wrapper(parameters)
            } else {
                Tls::Required(parameters)
            };
            builder = builder.tls(tls);
        }
        let from = email
            .from
            .parse()
            .map_err(|error: lettre::address::AddressError| wrong("from", error.to_string()))?;
        Ok(Mailer { transport: builder.build(), from })
    }

    /// Hands a message over to the server. `id` makes the mail the same one where it is handed over twice.
    pub(crate) async fn send(&self, to: &str, id: &str, message: &Message) -> Result<(), Failure> {
        let to: Mailbox = to
            .parse()
            .map_err(|error| Failure::for_good(format!("`{to}` is no address of mail: {error}")))?;
        let domain = self.from.email.domain().to_owned();
        let mail = lettre::Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(message.subject())
            .message_id(Some(format!("<{id}@{domain}>")))
            // All of one alert is one conversation.
            .in_reply_to(format!("<{}@{domain}>", message.key))
            .references(format!("<{}@{domain}>", message.key))
            .multipart(MultiPart::alternative_plain_html(message.in_text(), html(message)))
            .map_err(|error| Failure::for_good(format!("the mail cannot be written: {error}")))?;
        match self.transport.send(mail).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => {
                Err(Failure::for_good(format!("the mail server refused it: {error}")))
            }
            Err(error) => {
                let cause =
                    std::error::Error::source(&error).map_or(String::new(), |cause| format!(": {cause}"));
                Err(Failure::again(format!("the mail could not be handed over: {error}{cause}")))
            }
        }
    }
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
}
