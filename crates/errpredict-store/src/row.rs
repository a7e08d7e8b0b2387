//! Rows as types of the core: each column is a field of its name, read from what PostgreSQL sends and not through JSON. An absent
//! value is an absent field. A row of one column of JSON is that JSON. Columns whose names begin with `_` stand beside it.

use std::error::Error as StdError;

use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::de::value::{Error as Unread, SeqDeserializer, StringDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, Type};
use uuid::Uuid;

/// What the name of a column begins with that is no part of the value and read apart.
const BESIDE: char = '_';

/// A row as a value.
pub(crate) fn value<T: DeserializeOwned>(row: &Row) -> Result<T> {
    if let [first, rest @ ..] = row.columns()
        && matches!(*first.type_(), Type::JSON | Type::JSONB)
        && rest.iter().all(|column| column.name().starts_with(BESIDE))
    {
        return json(row);
    }
    T::deserialize(Fields { row }).map_err(unread)
}

/// The JSON of the first column, whatever stands beside it.
pub(crate) fn json<T: DeserializeOwned>(row: &Row) -> Result<T> {
    let text = Cell { row, place: 0 }.json().map_err(unread)?;
    serde_json::from_slice(text).map_err(unread)
}

#[cold]
pub(crate) fn unread(error: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Corrupt, format!("a row of the store does not read back: {error}"))
}

/// A row as a map of its columns.
struct Fields<'a> {
    row: &'a Row,
}

impl<'de> Deserializer<'de> for Fields<'de> {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Unread> {
        visitor.visit_map(Columns { row: self.row, place: 0 })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Columns<'a> {
    row: &'a Row,
    /// The column that comes next.
    place: usize,
}

impl<'de> MapAccess<'de> for Columns<'de> {
    type Error = Unread;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> std::result::Result<Option<K::Value>, Unread> {
        while let Some(column) = self.row.columns().get(self.place) {
            let is_part = !column.name().starts_with(BESIDE);
            if is_part && (Cell { row: self.row, place: self.place }).bytes()?.is_some() {
                return seed.deserialize(column.name().into_deserializer()).map(Some);
            }
            self.place += 1;
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> std::result::Result<V::Value, Unread> {
        self.place += 1;
        seed.deserialize(Cell { row: self.row, place: self.place - 1 })
    }
}

/// What PostgreSQL sent, whatever the type.
struct Bytes<'a>(&'a [u8]);

impl<'a> FromSql<'a> for Bytes<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Bytes(raw))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// One value of a row.
#[derive(Clone, Copy)]
struct Cell<'a> {
    row: &'a Row,
    place: usize,
}

impl<'de> Cell<'de> {
    fn get<T: FromSql<'de>>(self) -> std::result::Result<T, Unread> {
        self.row.try_get(self.place).map_err(serde::de::Error::custom)
    }

    fn bytes(self) -> std::result::Result<Option<&'de [u8]>, Unread> {
        Ok(self.get::<Option<Bytes<'de>>>()?.map(|bytes| bytes.0))
    }

    /// The text of JSON; `jsonb` comes with the number of its version in front.
    fn json(self) -> std::result::Result<&'de [u8], Unread> {
        let bytes = self.bytes()?.unwrap_or(b"null");
        Ok(if self.kind() == &Type::JSONB { bytes.strip_prefix(b"\x01").unwrap_or(bytes) } else { bytes })
    }

    fn kind(self) -> &'de Type {
        self.row.columns()[self.place].type_()
    }

    /// Read by `visit`, which is told the deserializer of JSON where it is that.
    fn of_json<T>(
        self,
        visit: impl FnOnce(&mut serde_json::Deserializer<serde_json::de::SliceRead<'de>>) -> serde_json::Result<T>,
    ) -> std::result::Result<T, Unread> {
        visit(&mut serde_json::Deserializer::from_slice(self.json()?)).map_err(serde::de::Error::custom)
    }
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Unread> {
        match *self.kind() {
            Type::BOOL => visitor.visit_bool(self.get()?),
            Type::INT2 => visitor.visit_i16(self.get()?),
            Type::INT4 => visitor.visit_i32(self.get()?),
            Type::INT8 => visitor.visit_i64(self.get()?),
            Type::FLOAT8 => visitor.visit_f64(self.get()?),
            Type::TEXT | Type::VARCHAR => visitor.visit_borrowed_str(self.get()?),
            Type::UUID => {
                let mut text = Uuid::encode_buffer();
                visitor.visit_str(self.get::<Uuid>()?.hyphenated().encode_lower(&mut text))
            }
            Type::TIMESTAMPTZ => visitor.visit_string(self.time()?.to_string()),
            Type::DATE => visitor.visit_string(self.get::<jiff::civil::Date>()?.to_string()),
            Type::TEXT_ARRAY => visitor.visit_seq(SeqDeserializer::new(self.get::<Vec<&str>>()?.into_iter())),
            Type::FLOAT8_ARRAY => {
                visitor.visit_seq(SeqDeserializer::new(self.get::<Vec<f64>>()?.into_iter()))
            }
            Type::JSON | Type::JSONB => self.of_json(|json| json.deserialize_any(visitor)),
            ref other => Err(serde::de::Error::custom(format!("a column of type {other} is not read"))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Unread> {
        // Absent ones are passed over before.
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> std::result::Result<V::Value, Unread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> std::result::Result<V::Value, Unread> {
        if matches!(*self.kind(), Type::JSON | Type::JSONB) {
            return self.of_json(|json| json.deserialize_enum(name, variants, visitor));
        }
        let text: StringDeserializer<Unread> = self.get::<String>()?.into_deserializer();
        text.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        struct identifier ignored_any
    }
}

impl Cell<'_> {
    fn time(self) -> std::result::Result<Timestamp, Unread> {
        Ok(crate::times::timestamp(self.get()?))
    }
}
