//! OTLP in protocol buffers written as the JSON that OTLP itself defines, so that both forms have one reader.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use errpredict::{Error, ErrorKind, Result};

use super::schema::{Field, Kind, Message};
use crate::ingest::protobuf::{Fields, Wire};

/// Messages inside messages: values of attributes may hold values. JSON needs two levels for each.
const MAX_DEPTH: usize = 40;
/// Fields of all open messages: 32 bytes each, where a field may be of two.
const MAX_FIELDS: usize = 1 << 22;

/// The message as JSON of at most `most` bytes.
///
/// # Errors
/// `invalid_input` for what is no such message; `limit_exceeded` for one that is nested too deeply or grows too large.
pub(super) fn to_json(bytes: &[u8], message: &'static Message, most: usize) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len().saturating_mul(2).min(most));
    let mut transcoder = Transcoder { out: &mut out, fields: Vec::new(), most };
    transcoder.message(bytes, message, MAX_DEPTH)?;
    Ok(out)
}

struct Transcoder<'a, 'o> {
    out: &'o mut Vec<u8>,
    /// The fields of the messages that are open, one after the other.
    fields: Vec<(u32, Wire<'a>)>,
    most: usize,
}

impl<'a> Transcoder<'a, '_> {
    fn message(&mut self, bytes: &'a [u8], message: &'static Message, depth: usize) -> Result<()> {
        let depth = depth.checked_sub(1).ok_or_else(|| {
            Error::new(
                ErrorKind::LimitExceeded,
                format!("values are nested deeper than {MAX_DEPTH} messages"),
            )
        })?;
        let begin = self.fields.len();
        let mut fields = Fields::of(bytes);
        while let Some(field) = fields.next_field()? {
            if self.fields.len() == MAX_FIELDS {
                let message = format!("a message holds at most {MAX_FIELDS} fields: send it in parts");
                return Err(Error::new(ErrorKind::LimitExceeded, message));
            }
            self.fields.push(field);
        }
        let end = self.fields.len();
        self.out.push(b'{');
        let mut is_first = true;
        for field in message.fields {
            let is_it = |found: &(u32, Wire<'_>)| found.0 == field.number;
            if field.is_list {
                let mut n = 0;
                for place in begin..end {
                    if is_it(&self.fields[place]) {
                        if n == 0 {
                            self.name(field, &mut is_first);
                            self.out.push(b'[');
                        } else {
                            self.out.push(b',');
                        }
                        n += 1;
                        self.value(self.fields[place].1, field, depth)?;
                    }
                }
                if n > 0 {
                    self.out.push(b']');
                }
            } else if let Some(place) = (begin..end).rfind(|place| is_it(&self.fields[*place])) {
                // Of a field that stands twice the last counts.
                self.name(field, &mut is_first);
                self.value(self.fields[place].1, field, depth)?;
            }
        }
        self.out.push(b'}');
        self.fields.truncate(begin);
        if self.out.len() > self.most {
            let message = format!("the message grows to more than {} bytes: send it in parts", self.most);
            return Err(Error::new(ErrorKind::LimitExceeded, message));
        }
        Ok(())
    }

    fn name(&mut self, field: &Field, is_first: &mut bool) {
        if !std::mem::take(is_first) {
            self.out.push(b',');
        }
        self.out.push(b'"');
        self.out.extend_from_slice(field.name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    fn value(&mut self, wire: Wire<'a>, field: &Field, depth: usize) -> Result<()> {
        match (field.kind, wire) {
            (Kind::Message(message), Wire::Bytes(bytes)) => return self.message(bytes, message, depth),
            (Kind::Text, Wire::Bytes(bytes)) => self.json(&String::from_utf8_lossy(bytes))?,
            (Kind::Base64, Wire::Bytes(bytes)) => self.json(&STANDARD.encode(bytes))?,
            (Kind::Hex, Wire::Bytes(bytes)) => {
                self.out.push(b'"');
                for byte in bytes {
                    self.out
                        .extend([byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]));
                }
                self.out.push(b'"');
            }
            (Kind::Long, Wire::Fixed64(number) | Wire::Varint(number)) => {
                self.print(format_args!("\"{number}\""))
            }
            (Kind::Signed, Wire::Varint(number) | Wire::Fixed64(number)) => {
                self.print(format_args!("\"{}\"", number.cast_signed()));
            }
            (Kind::Number, Wire::Varint(number)) => self.print(format_args!("{number}")),
            (Kind::Number, Wire::Fixed32(number)) => self.print(format_args!("{number}")),
            (Kind::Bool, Wire::Varint(number)) => self.print(format_args!("{}", number != 0)),
            (Kind::Double, Wire::Fixed64(bits)) => {
                let number = f64::from_bits(bits);
                // Protobuf's JSON has these three as texts.
                match number {
                    _ if number.is_finite() => self.json(&number)?,
                    _ if number.is_nan() => self.json("NaN")?,
                    _ => self.json(if number > 0.0 { "Infinity" } else { "-Infinity" })?,
                }
            }
            _ => {
                let message = format!(
                    "the body is no message of OTLP: `{}` is of another kind on the wire",
                    field.name
                );
                return Err(Error::new(ErrorKind::InvalidInput, message));
            }
        }
        Ok(())
    }

    fn print(&mut self, text: std::fmt::Arguments<'_>) {
        // A vector takes whatever is written.
        let _ = self.out.write_fmt(text);
    }

    fn json<T: serde::Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        serde_json::to_writer(&mut *self.out, value)
            .map_err(|error| Error::new(ErrorKind::Internal, format!("cannot write JSON: {error}")))
    }
}
