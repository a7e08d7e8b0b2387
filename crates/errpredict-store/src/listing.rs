//! Lists as they are asked for over HTTP: filters, a search, an order and a page, each by a name that stands in this crate. What a
//! caller gives becomes a value of a statement and never a part of its text.

use std::any::Any;
use std::fmt::Write as _;

use errpredict::time::HOUR_MS;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::de::DeserializeOwned;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use crate::row::unread;
use crate::store::Tenant;
use crate::times::{sql_time, timestamp};
use crate::weeks::{number, week};

/// What a value of a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Any text.
    Text,
    /// Who a user is; found under the hashes of the name as well, where names are encrypted.
    User,
    /// To whom a message went; found under its tokens as well, where names are encrypted.
    Recipient,
    /// One of these names.
    OneOf(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// `true` narrows the list; `false` does not.
    Only,
    /// So many hours back from now, 1 to 87,840 (ten years).
    Hours,
    /// A time (RFC 3339).
    Time,
    /// An id.
    Id,
}

/// A filter of a list.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it narrows the list to.
    pub about: &'static str,
    /// What its value is.
    pub wanted: Wanted,
    /// What holds where it is not given.
    pub default: Option<&'static str>,
    /// SQL with `$?` where the value stands, and `$!` for the hashes of a user.
    pub(crate) condition: &'static str,
}

impl Parameter {
    pub(crate) const fn new(
        name: &'static str,
        wanted: Wanted,
        condition: &'static str,
        about: &'static str,
    ) -> Parameter {
        Parameter { name, about, wanted, default: None, condition }
    }
}

/// A list: where it comes from, and what it can be asked for.
#[derive(Debug, Clone, Copy)]
pub struct Listing {
    /// What it is called.
    pub name: &'static str,
    /// Its filters.
    pub filters: &'static [Parameter],
    /// Names of orders with what is ordered by; the first is the order unless another is asked for, the highest first.
    pub(crate) orders: &'static [(&'static str, &'static str)],
    /// Texts that a search looks into.
    pub(crate) searched: &'static [&'static str],
    /// The columns of an item.
    pub(crate) select: &'static str,
    pub(crate) from: &'static str,
    /// How a row becomes an item.
    pub(crate) kept: Kept,
    /// What always holds.
    pub(crate) always: &'static str,
}

/// How the rows of a list are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// As they are told.
    AsTold,
    /// Predictions, what moved them by number.
    Predictions,
    /// Events, whose users may be encrypted.
    Events,
    /// Messages, whose recipients may be encrypted.
    Messages,
}

/// What was asked of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    filters: Vec<(usize, Value)>,
    search: Option<String>,
    order: usize,
    is_descending: bool,
    /// The page, from 1.
    pub page: u32,
    /// Rows on a page.
    pub page_size: u32,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed<T> {
    /// How many there are on all pages; 200 where there are as many or more and no later page was asked for.
    pub count: u64,
    /// Whether there may be more than `count`.
    pub is_at_least: bool,
    /// The rows of this page.
    pub results: Vec<T>,
}

#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    User(String),
    Recipient(String),
    Flag(bool),
    /// Nothing to compare with.
    Holds,
    Time(jiff::Timestamp),
    Id(Uuid),
}

/// Rows of a list that are counted: more would cost more than the page itself.
const MOST_COUNTED: u32 = 200;
/// Who asks, before anything is read: what follows it names `asking`, and so waits for it.
const ASKING: &str = " from (select set_config('app.tenant', $1, true) as tenant offset 0) asking";
/// Rows on a page unless another number is asked for, and at most.
const PAGE_SIZE: u32 = 20;
const MOST_ON_A_PAGE: u32 = 100;
/// Rows that can be leafed through; behind them a filter finds more.
pub const DEEPEST: u32 = 100_000;
const MOST_HOURS: i64 = 87_840;
/// Bytes of a text that is looked for.
const MOST_TEXT: usize = 1_024;

impl Listing {
    /// The names it can be ordered by.
    pub fn orders(&self) -> impl Iterator<Item = &'static str> {
        self.orders.iter().map(|(name, _)| *name)
    }

    /// Whether it can be searched.
    #[must_use]
    pub const fn is_searched(&self) -> bool {
        !self.searched.is_empty()
    }

    /// What parameters of a request ask for, at a time.
    ///
    /// # Errors
    /// `unknown_name` for a parameter or an order that is none, `invalid_argument` for a value that cannot be.
    pub fn selection(&self, parameters: &[(String, String)], now: Timestamp) -> Result<Selection> {
        let mut found = Selection {
            filters: Vec::new(),
            search: None,
            order: 0,
            is_descending: true,
            page: 1,
            page_size: PAGE_SIZE,
        };
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in parameters {
            if seen.contains(&name.as_str()) {
                return Err(wrong(name, "given once", "twice"));
            }
            seen.push(name);
            if value.len() > MOST_TEXT || value.contains('\0') {
                return Err(wrong(name, "a text of at most 1,024 bytes without a zero byte", "another"));
            }
            match name.as_str() {
                "page" => found.page = whole(name, value, 1, DEEPEST)?,
                "page_size" => found.page_size = whole(name, value, 1, MOST_ON_A_PAGE)?,
                "ordering" => self.order_by(value, &mut found)?,
                "search" if self.is_searched() => found.search = (!value.is_empty()).then(|| value.clone()),
                _ => self.filter_by(name, value, now, &mut found)?,
            }
        }
        for (place, filter) in self.filters.iter().enumerate() {
            if let Some(default) = filter.default
                && !seen.contains(&filter.name)
            {
                found.filters.push((place, filter.value(default, now)?));
            }
        }
        if u64::from(found.page) * u64::from(found.page_size) > u64::from(DEEPEST) {
            let message =
                format!("at most {DEEPEST} rows can be leafed through: a filter finds those behind");
            return Err(Error::new(ErrorKind::LimitExceeded, message));
        }
        Ok(found)
    }

    fn order_by(&self, value: &str, found: &mut Selection) -> Result<()> {
        let (name, is_descending) = value.strip_prefix('-').map_or((value, false), |name| (name, true));
        let place = self.orders.iter().position(|(known, _)| *known == name).ok_or_else(|| {
            let names: Vec<&str> = self.orders().collect();
            Error::unknown("order", name, &names)
        })?;
        (found.order, found.is_descending) = (place, is_descending);
        Ok(())
    }

    fn filter_by(&self, name: &str, value: &str, now: Timestamp, found: &mut Selection) -> Result<()> {
        let place = self.filters.iter().position(|filter| filter.name == name).ok_or_else(|| {
            let mut names: Vec<&str> = self.filters.iter().map(|filter| filter.name).collect();
            names.extend(["ordering", "page", "page_size"]);
            if self.is_searched() {
                names.push("search");
            }
            Error::unknown("parameter", name, &names)
        })?;
        let filter = &self.filters[place];
        if !(filter.wanted == Wanted::Only && flag(name, value)? == Value::Flag(false)) {
            found.filters.push((place, filter.value(value, now)?));
        }
        Ok(())
    }

    /// The statements of a selection: its page, each row with how many there are, and that number alone. Both say themselves for which
    /// tenant they ask, their first value, before anything else is read: see [`Tenant::ask_alone`].
    fn statements(
        &self,
        tenant: &str,
        asked: &Selection,
        names: &dyn Names,
    ) -> (String, String, Vec<Box<dyn ToSql + Sync + Send>>) {
        let mut values: Vec<Box<dyn ToSql + Sync + Send>> = vec![Box::new(tenant.to_owned())];
        let mut conditions: Vec<String> = Vec::new();
        if !self.always.is_empty() {
            conditions.push(self.always.to_owned());
        }
        for (place, value) in &asked.filters {
            let filter = &self.filters[*place];
            match value {
                Value::Holds => {}
                Value::Text(text) => values.push(Box::new(text.clone())),
                Value::Recipient(name) => values.push(Box::new(names.recipients_of(name))),
                Value::User(name) => {
                    values.push(Box::new(names.hashes_of(name)));
                    values.push(Box::new(name.clone()));
                }
                Value::Flag(flag) => values.push(Box::new(*flag)),
                Value::Time(time) => values.push(Box::new(*time)),
                Value::Id(id) => values.push(Box::new(*id)),
            }
            let condition = filter.condition.replace("$?", &format!("${}", values.len()));
            conditions.push(condition.replace("$!", &format!("${}", values.len().saturating_sub(1))));
            if let (Wanted::Hours, Value::Time(time), Some((column, _))) =
                (filter.wanted, value, filter.condition.split_once(' '))
            {
                // Parts that are older are not even planned: what a value leaves out is known only when it runs.
                let (monday, _) = week(number(timestamp(*time)));
                conditions.push(format!("{column} >= '{monday} 00:00Z'"));
            }
        }
        if let Some(search) = &asked.search {
            values.push(Box::new(pattern(search)));
            let place = values.len();
            let any: Vec<String> =
                self.searched.iter().map(|column| format!("{column} ilike ${place}")).collect();
            conditions.push(format!("({})", any.join(" or ")));
        }
        let mut rest = format!(" from {} where asking.tenant is not null", self.from);
        for condition in &conditions {
            let _ = write!(rest, " and {condition}");
        }
        let (_, by) = self.orders[asked.order];
        // Absent values come last either way.
        let way = if asked.is_descending { "desc nulls last" } else { "asc nulls last" };
        let tie = if asked.is_descending { "desc" } else { "asc" };
        let way = if asked.order == 0 { tie } else { way };
        let (limit, offset) = (values.len() + 1, values.len() + 2);
        let counted = |most: &str| {
            format!(
                "{ASKING} cross join lateral (select count(*) from (select 1{rest} limit {most}) one offset 0) counted(n)"
            )
        };
        let count = counted(&MOST_COUNTED.to_string());
        let page = format!(
            "select listed.*, counted.n as _count{count} cross join lateral \
             ({}{rest} order by {by} {way}, id {tie} limit ${limit} offset ${offset}) listed",
            self.select
        );
        (page, format!("select counted.n{}", counted(&format!("${limit}"))), values)
    }
}

impl Parameter {
    fn value(&self, value: &str, now: Timestamp) -> Result<Value> {
        let name = self.name;
        Ok(match self.wanted {
            Wanted::Text => Value::Text(value.to_owned()),
            Wanted::User => Value::User(value.to_owned()),
            Wanted::Recipient => Value::Recipient(value.to_owned()),
            Wanted::OneOf(names) if names.contains(&value) => Value::Text(value.to_owned()),
            Wanted::OneOf(names) => return Err(Error::unknown(name, value, names)),
            Wanted::Flag => flag(name, value)?,
            Wanted::Only => flag(name, value).map(|_| Value::Holds)?,
            Wanted::Hours => {
                let hours: i64 = value
                    .parse()
                    .ok()
                    .filter(|hours| (1..=MOST_HOURS).contains(hours))
                    .ok_or_else(|| wrong(name, "a whole number of hours from 1 to 87,840", value))?;
                Value::Time(sql_time(now.plus_ms(-hours * HOUR_MS)))
            }
            Wanted::Time => Value::Time(sql_time(value.parse()?)),
            Wanted::Id => Value::Id(Uuid::try_parse(value).map_err(|_| wrong(name, "an id", value))?),
        })
    }
}

fn flag(name: &str, value: &str) -> Result<Value> {
    match value {
        "true" | "True" | "1" => Ok(Value::Flag(true)),
        "false" | "False" | "0" => Ok(Value::Flag(false)),
        _ => Err(wrong(name, "true or false", value)),
    }
}

fn whole(name: &str, value: &str, least: u32, most: u32) -> Result<u32> {
    value
        .parse()
        .ok()
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| wrong(name, &format!("a whole number from {least} to {most}"), value))
}

#[cold]
fn wrong(name: &str, expected: &str, got: &str) -> Error {
    let got = &got[..got.floor_char_boundary(200)];
    let name = &name[..name.floor_char_boundary(100)];
    Error::new(ErrorKind::InvalidArgument, format!("`{name}` must be {expected}, got `{got}`"))
}

/// A text as a pattern that finds it anywhere.
fn pattern(text: &str) -> String {
    let mut out = String::from("%");
    for char in text.chars() {
        if matches!(char, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(char);
    }
    out.push('%');
    out
}

impl Tenant {
    /// A page of a list.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn list<T: DeserializeOwned + 'static>(
        &self,
        listing: &Listing,
        asked: &Selection,
    ) -> Result<Listed<T>> {
        let (page, count, values) = listing.statements(self.id(), asked, self);
        let offset = i64::from(asked.page - 1) * i64::from(asked.page_size);
        let limit = i64::from(asked.page_size);
        let mut all: Vec<&(dyn ToSql + Sync)> =
            values.iter().map(|value| &**value as &(dyn ToSql + Sync)).collect();
        let mut of_count = all.clone();
        all.push(&limit);
        all.push(&offset);
        let rows = self.ask_composed(listing.name, &page, &all).await?;
        let results: Vec<T> = self.told(listing.kept, &rows).await?;
        let seen = results.len() as u64;
        // A page that is not full is the last one, and says itself how many there are.
        if (seen > 0 || offset == 0) && seen < u64::from(asked.page_size) {
            return Ok(Listed { count: offset.unsigned_abs() + seen, is_at_least: false, results });
        }
        let Some(row) = rows.first() else {
            // Behind the last one: all of them are before it, however many.
            of_count.push(&offset);
            let rows = self.ask_composed(listing.name, &count, &of_count).await?;
            let count: i64 = rows.first().map_or(Ok(0), |row| row.try_get(0)).map_err(unread)?;
            return Ok(Listed { count: count.unsigned_abs(), is_at_least: false, results });
        };
        let counted: i64 = row.try_get(row.len() - 1).map_err(unread)?;
        let counted = counted.unsigned_abs().max(offset.unsigned_abs() + seen);
        Ok(Listed { count: counted, is_at_least: counted >= u64::from(MOST_COUNTED), results })
    }
}

impl Tenant {
    /// The items of rows.
    async fn told<T: DeserializeOwned + 'static>(&self, kept: Kept, rows: &[Row]) -> Result<Vec<T>> {
        let told: Vec<serde_json::Value> = match kept {
            Kept::AsTold => return rows.iter().map(crate::row::value).collect(),
            Kept::Predictions => {
                let mut found = Some(self.of_rows(rows).await?);
                // What is asked for is nearly always the very type, which nothing has to be made of.
                if let Some(same) = (&mut found as &mut dyn Any).downcast_mut::<Option<Vec<T>>>() {
                    return Ok(same.take().unwrap_or_default());
                }
                let values = found.iter().flatten().map(serde_json::to_value);
                values.collect::<std::result::Result<_, _>>().map_err(unread)?
            }
            Kept::Events => rows.iter().map(|row| self.event_told(row)).collect::<Result<_>>()?,
            Kept::Messages => rows.iter().map(|row| self.message_told(row)).collect::<Result<_>>()?,
        };
        told.into_iter().map(|told| serde_json::from_value(told).map_err(unread)).collect()
    }
}

/// Under what names of people are found.
trait Names {
    fn hashes_of(&self, user: &str) -> Vec<Vec<u8>>;
    fn recipients_of(&self, name: &str) -> Vec<String>;
}

impl Names for Tenant {
    fn hashes_of(&self, user: &str) -> Vec<Vec<u8>> {
        self.hashes(user)
    }

    fn recipients_of(&self, name: &str) -> Vec<String> {
        [self.recipients(name), self.recipients("everybody")].concat()
    }
}

#[cfg(test)]
mod tests;
