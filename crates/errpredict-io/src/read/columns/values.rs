//! One column of a batch, cell by cell.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType};
use arrow_schema::{DataType, TimeUnit};

/// A column made ready for its type.
pub(super) enum Cells<'a> {
    Text(Box<dyn Fn(usize) -> &'a str + 'a>),
    Bytes(Box<dyn Fn(usize) -> &'a [u8] + 'a>),
    Whole(Box<dyn Fn(usize) -> i128 + 'a>),
    Float(Box<dyn Fn(usize) -> f64 + 'a>),
    /// Milliseconds since 1970, and whether that is an instant or a time of some zone.
    Time(Box<dyn Fn(usize) -> i64 + 'a>, bool),
    /// Keys into another column.
    Keys(Box<dyn Fn(usize) -> Option<usize> + 'a>, &'a dyn Array, Box<Cells<'a>>),
    /// `true`, `false`, a list, a map: present, but neither text nor number.
    Other,
}

impl<'a> Cells<'a> {
    pub(super) fn new(array: &'a dyn Array) -> Cells<'a> {
        match array.data_type() {
            DataType::Utf8View => Cells::Text(text(array.as_string_view_opt(), |a, i| a.value(i))),
            DataType::Utf8 => Cells::Text(text(array.as_string_opt::<i32>(), |a, i| a.value(i))),
            DataType::LargeUtf8 => Cells::Text(text(array.as_string_opt::<i64>(), |a, i| a.value(i))),
            DataType::BinaryView => Cells::Bytes(bytes(array.as_binary_view_opt(), |a, i| a.value(i))),
            DataType::Binary => Cells::Bytes(bytes(array.as_binary_opt::<i32>(), |a, i| a.value(i))),
            DataType::LargeBinary => Cells::Bytes(bytes(array.as_binary_opt::<i64>(), |a, i| a.value(i))),
            DataType::Int8 => whole::<Int8Type>(array),
            DataType::Int16 => whole::<Int16Type>(array),
            DataType::Int32 => whole::<Int32Type>(array),
            DataType::Int64 => whole::<Int64Type>(array),
            DataType::UInt8 => whole::<UInt8Type>(array),
            DataType::UInt16 => whole::<UInt16Type>(array),
            DataType::UInt32 => whole::<UInt32Type>(array),
            DataType::UInt64 => whole::<UInt64Type>(array),
            DataType::Float16 => float::<Float16Type>(array, f64::from),
            DataType::Float32 => float::<Float32Type>(array, f64::from),
            DataType::Float64 => float::<Float64Type>(array, |value| value),
            DataType::Timestamp(unit, zone) => match unit {
                TimeUnit::Second => {
                    time::<TimestampSecondType>(array, zone.is_some(), |t| t.saturating_mul(1000))
                }
                TimeUnit::Millisecond => time::<TimestampMillisecondType>(array, zone.is_some(), |t| t),
                TimeUnit::Microsecond => {
                    time::<TimestampMicrosecondType>(array, zone.is_some(), |t| t.div_euclid(1000))
                }
                TimeUnit::Nanosecond => {
                    time::<TimestampNanosecondType>(array, zone.is_some(), |t| t.div_euclid(1_000_000))
                }
            },
            DataType::Dictionary(..) => match array.as_any_dictionary_opt() {
                Some(dictionary) => {
                    let values = dictionary.values().as_ref();
                    let keys = dictionary.keys();
                    // A key of a null is any number; whoever asks has looked at the nulls first.
                    let key = key(keys);
                    Cells::Keys(key, values, Box::new(Cells::new(values)))
                }
                None => Cells::Other,
            },
            _ => Cells::Other,
        }
    }
}

fn text<'a, A: ?Sized>(
    array: Option<&'a A>,
    value: impl Fn(&'a A, usize) -> &'a str + 'a,
) -> Box<dyn Fn(usize) -> &'a str + 'a> {
    Box::new(move |row| array.map_or("", |array| value(array, row)))
}

fn bytes<'a, A: ?Sized>(
    array: Option<&'a A>,
    value: impl Fn(&'a A, usize) -> &'a [u8] + 'a,
) -> Box<dyn Fn(usize) -> &'a [u8] + 'a> {
    Box::new(move |row| array.map_or(&[], |array| value(array, row)))
}

fn whole<'a, T: ArrowPrimitiveType>(array: &'a dyn Array) -> Cells<'a>
where
    T::Native: Into<i128>,
{
    match array.as_primitive_opt::<T>() {
        Some(array) => Cells::Whole(Box::new(move |row| array.value(row).into())),
        None => Cells::Other,
    }
}

fn float<'a, T: ArrowPrimitiveType>(array: &'a dyn Array, wide: fn(T::Native) -> f64) -> Cells<'a> {
    match array.as_primitive_opt::<T>() {
        Some(array) => Cells::Float(Box::new(move |row| wide(array.value(row)))),
        None => Cells::Other,
    }
}

fn time<'a, T: ArrowPrimitiveType<Native = i64>>(
    array: &'a dyn Array,
    is_instant: bool,
    ms: fn(i64) -> i64,
) -> Cells<'a> {
    match array.as_primitive_opt::<T>() {
        Some(array) => Cells::Time(Box::new(move |row| ms(array.value(row))), is_instant),
        None => Cells::Other,
    }
}

fn key<'a>(keys: &'a dyn Array) -> Box<dyn Fn(usize) -> Option<usize> + 'a> {
    match Cells::new(keys) {
        Cells::Whole(key) => Box::new(move |row| usize::try_from(key(row)).ok()),
        _ => Box::new(|_| None),
    }
}
