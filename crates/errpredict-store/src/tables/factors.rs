//! What moved a prediction, by number: a feature is named once for its tenant (`ai_platform.feature_names`), and a prediction holds
//! numbers, values and parts. The rest of a factor follows from them as the core makes it: which features tell of the same, and the words;
//! what a factor adds is the sum of its parts, or stands beside them where a prediction names only the first of its features. Factors that do not follow so (of another version of the core, of nobody's registry) stay whole as JSON.

use std::collections::BTreeSet;
use std::sync::Arc;

use errpredict::features::{factor_of, in_words};
use errpredict::predict::{ErrorPrediction, Factor, FeaturePart};
use errpredict::{Error, ErrorKind, Result};
use tokio_postgres::Row;

use crate::feature_names::FeatureNames;
use crate::store::{Plan, Query, Tenant};

const ALL: Query =
    Query { name: "features by number", text: "select id, feature from ai_platform.feature_names" };
/// Two writers may give the same number to two names: one of them is not taken, and asks again. Beyond the last number there is none.
const ADD: Query = Query {
    name: "number features",
    text: "insert into ai_platform.feature_names (tenant_id, id, feature, factor) \
           select ai_platform.current_tenant(), x.id, x.feature, x.factor from (select n.feature, n.factor, \
           (select coalesce(max(id), 0) from ai_platform.feature_names) + row_number() over (order by n.feature) as id \
           from unnest($1::text[], $2::text[]) as n(feature, factor) \
           where not exists (select 1 from ai_platform.feature_names f where f.feature = n.feature)) x \
           where x.id <= 32767 on conflict do nothing returning id",
};

pub(super) const QUERIES: &[Query] = &[ALL, ADD];

/// How often names are asked for that another writer numbers at the same time.
const ATTEMPTS: usize = 8;

/// Factors by number.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ByNumber {
    pub(super) ids: Vec<i16>,
    pub(super) values: Vec<Option<f64>>,
    pub(super) parts: Vec<f64>,
    /// What each factor adds; none where that is the sum of its parts, in all of them.
    pub(super) sums: Option<Vec<f64>>,
}

impl ByNumber {
    /// Factors by number; none where they would not come back as they are.
    pub(super) fn of(factors: &[Factor], names: &FeatureNames) -> Option<ByNumber> {
        let mut found = ByNumber::default();
        for part in factors.iter().flat_map(|factor| &factor.features) {
            found.ids.push(names.id(&part.feature)?);
            found.values.push(part.value);
            found.parts.push(part.contribution);
        }
        // To the bit: a zero with a sign is another number.
        let bits = |factors: &[Factor]| -> Vec<u64> {
            factors.iter().map(|factor| factor.contribution.to_bits()).collect()
        };
        let mut back = found.factors(names).ok()?;
        if back.len() == factors.len() && bits(&back) != bits(factors) {
            let sums: Vec<f64> = factors.iter().map(|factor| factor.contribution).collect();
            // The numbers of jsonb know no zero with a sign.
            if sums.iter().any(|sum| sum.to_bits() == (-0.0_f64).to_bits()) {
                return None;
            }
            found.sums = Some(sums);
            back = found.factors(names).ok()?;
        }
        (back == factors && bits(&back) == bits(factors)).then_some(found)
    }

    /// The factors: neighbours that tell of the same are one.
    pub(super) fn factors(&self, names: &FeatureNames) -> Result<Vec<Factor>> {
        let mut factors: Vec<Factor> = Vec::new();
        for ((id, value), contribution) in self.ids.iter().zip(&self.values).zip(&self.parts) {
            let (feature, factor) = names.named(*id).ok_or_else(|| {
                Error::new(ErrorKind::Corrupt, format!("a prediction names a feature {id} that has no name"))
            })?;
            let part =
                FeaturePart { feature: feature.to_owned(), value: *value, contribution: *contribution };
            match factors.last_mut() {
                Some(last) if last.factor == factor => last.features.push(part),
                _ => factors.push(Factor {
                    factor: factor.to_owned(),
                    contribution: 0.0,
                    words: String::new(),
                    features: vec![part],
                }),
            }
        }
        if self.sums.as_ref().is_some_and(|sums| sums.len() != factors.len()) {
            let message = format!("a prediction has {} factors and other sums of them", factors.len());
            return Err(Error::new(ErrorKind::Corrupt, message));
        }
        for (i, factor) in factors.iter_mut().enumerate() {
            let of_parts = || factor.features.iter().map(|part| part.contribution).sum();
            factor.contribution = self.sums.as_ref().map_or_else(of_parts, |sums| sums[i]);
            let same_way = |part: &&FeaturePart| (part.contribution > 0.0) == (factor.contribution > 0.0);
            let told = factor.features.iter().find(same_way);
            factor.words = told.map_or(String::new(), |part| in_words(&part.feature, part.value));
        }
        Ok(factors)
    }

    /// Of four columns of a row, the first of which stands there; none where it has none. By their names they would be looked for among
    /// all columns of every row.
    pub(super) fn of_row(row: &Row, first: usize) -> Result<Option<ByNumber>> {
        let unread = |error: tokio_postgres::Error| Error::new(ErrorKind::Corrupt, error.to_string());
        let Some(ids) = row.try_get::<_, Option<Vec<i16>>>(first).map_err(unread)? else {
            return Ok(None);
        };
        let values = row.try_get(first + 1).map_err(unread)?;
        let parts = row.try_get(first + 2).map_err(unread)?;
        let sums = row.try_get(first + 3).map_err(unread)?;
        Ok(Some(ByNumber { ids, values, parts, sums }))
    }
}

impl Tenant {
    async fn read_names(&self) -> Result<Arc<FeatureNames>> {
        let mut found = FeatureNames::default();
        // What was numbered a moment ago is on the server that takes what is written, and perhaps not on others.
        for row in self.on_primary().rows(&ALL, Plan::Kept, &[]).await? {
            found.insert(row.get(0), row.get(1));
        }
        let found = Arc::new(found);
        self.store.names.keep(&self.id, found.clone());
        Ok(found)
    }

    /// The names that some rows need.
    async fn names_for(&self, of_rows: &[Option<ByNumber>]) -> Result<Arc<FeatureNames>> {
        let known = self.store.names.of(&self.id);
        if of_rows.iter().flatten().flat_map(|one| &one.ids).all(|id| known.named(*id).is_some()) {
            return Ok(known);
        }
        self.read_names().await
    }

    /// The factors of rows that hold them by number, in four columns of which the first stands there; none for the others.
    pub(crate) async fn factors_of(&self, rows: &[Row], first: usize) -> Result<Vec<Option<Vec<Factor>>>> {
        let by_number: Vec<_> = rows.iter().map(|row| ByNumber::of_row(row, first)).collect::<Result<_>>()?;
        let names = self.names_for(&by_number).await?;
        by_number.iter().map(|one| one.as_ref().map(|one| one.factors(&names)).transpose()).collect()
    }

    /// The names of all features of some predictions, each with its number; those beyond the last number are left out.
    pub(crate) async fn numbered(&self, predictions: &[&ErrorPrediction]) -> Result<Arc<FeatureNames>> {
        let parts = predictions.iter().flat_map(|one| &one.factors).flat_map(|factor| &factor.features);
        let wanted: BTreeSet<&str> =
            parts.map(|part| part.feature.as_str()).filter(|name| !name.is_empty()).collect();
        let mut names = self.store.names.of(&self.id);
        for attempt in 0..ATTEMPTS {
            let missing: Vec<&str> = wanted.iter().copied().filter(|name| names.id(name).is_none()).collect();
            if missing.is_empty() {
                break;
            }
            if attempt > 0 {
                let factors: Vec<String> = missing.iter().map(|name| factor_of(name)).collect();
                self.change(&ADD, &[&missing, &factors]).await?;
            }
            names = self.read_names().await?;
        }
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> FeatureNames {
        let mut names = FeatureNames::default();
        for (id, name) in (1..).zip(all) {
            names.insert(id, name);
        }
        names
    }

    fn part(feature: &str, value: Option<f64>, contribution: f64) -> FeaturePart {
        FeaturePart { feature: feature.to_owned(), value, contribution }
    }

    fn factor(features: Vec<FeaturePart>) -> Factor {
        let contribution: f64 = features.iter().map(|part| part.contribution).sum();
        let told = features.iter().find(|part| (part.contribution > 0.0) == (contribution > 0.0));
        let words = told.map_or(String::new(), |part| in_words(&part.feature, part.value));
        Factor { factor: factor_of(&features[0].feature), contribution, words, features }
    }

    #[test]
    fn factors_of_the_core_come_back_and_others_stay_as_they_are() {
        let names = names(&["hour_of_day", "errors_24h", "errors_6h", "hours_since_critical"]);
        let usual = vec![
            factor(vec![part("errors_24h", Some(0.1 + 0.2), 0.7), part("errors_6h", None, -0.1)]),
            factor(vec![part("hours_since_critical", Some(2.8), -0.2)]),
            factor(vec![part("hour_of_day", Some(3.0), 0.01)]),
        ];
        let changed = |change: &dyn Fn(&mut Vec<Factor>)| {
            let mut factors = usual.clone();
            change(&mut factors);
            factors
        };
        for (what, factors, is_by_number) in [
            ("as the core makes them", usual.clone(), true),
            ("none", vec![], true),
            ("other words", changed(&|all| all[0].words = "as it was once said".to_owned()), false),
            ("another name", changed(&|all| all[1].factor = "mood".to_owned()), false),
            ("a sum of more features than are named", changed(&|all| all[2].contribution = 0.02), true),
            ("a zero with a sign", changed(&|all| all[2].contribution = -0.0), false),
            (
                "a feature without a number",
                changed(&|all| all[2].features[0].feature = "x".to_owned()),
                false,
            ),
            ("a factor without features", changed(&|all| all[2].features.clear()), false),
            ("one factor in two pieces", vec![usual[2].clone(), usual[2].clone()], false),
        ] {
            let by_number = ByNumber::of(&factors, &names);
            assert_eq!(by_number.is_some(), is_by_number, "{what}");
            if let Some(by_number) = by_number {
                assert_eq!(by_number.factors(&names).unwrap(), factors, "{what}");
            }
        }
        let unknown = ByNumber { ids: vec![9], values: vec![None], parts: vec![1.0], sums: None };
        assert_eq!(unknown.factors(&names).unwrap_err().code(), "corrupt");
        let sums_of_others = ByNumber { ids: vec![1], sums: Some(vec![1.0, 2.0]), ..unknown };
        assert_eq!(sums_of_others.factors(&names).unwrap_err().code(), "corrupt");
    }
}
