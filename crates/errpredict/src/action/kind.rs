//! The fifteen types of action and what each may do (specification 4.8).

use serde::{Deserialize, Serialize};

use crate::named::named;

/// Whether an action can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reversibility {
    /// Yes.
    Yes,
    /// Yes, and it ends by itself after a stated time.
    TimeBoxed,
    /// Only a part of it.
    Partly,
    /// By reverting the change in the code.
    ByRevert,
    /// No.
    No,
    /// It changes nothing that could be taken back.
    NothingToRevert,
}

named!(Reversibility, "reversibility":
    Yes "yes",
    TimeBoxed "time_boxed",
    Partly "partly",
    ByRevert "by_revert",
    No "no",
    NothingToRevert "nothing_to_revert",
);

impl Reversibility {
    /// Whether there is something to roll back and a way to do it.
    #[must_use]
    pub const fn can_roll_back(self) -> bool {
        !matches!(self, Reversibility::No | Reversibility::NothingToRevert)
    }
}

/// Whether an action may run without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unattended {
    /// It may run by itself.
    Yes,
    /// It may run by itself once a person has approved it.
    AfterApproval,
    /// A person approves it and a person does it.
    No,
}

named!(Unattended, "way of running":
    Yes "yes",
    AfterApproval "after_approval",
    No "no",
);

/// How soon an action matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// When there is time.
    Low,
    /// This week.
    Medium,
    /// Today.
    High,
    /// Now.
    Critical,
}

named!(Priority, "priority":
    Low "low",
    Medium "medium",
    High "high",
    Critical "critical",
);

/// How much work an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// A setting or a message.
    Easy,
    /// Needs care or preparation.
    Medium,
    /// Needs design, code or a migration.
    Hard,
}

named!(Difficulty, "difficulty":
    Easy "easy",
    Medium "medium",
    Hard "hard",
);

/// Writes the enum of action types and its table: one line per type.
macro_rules! action_types {
    ($( $(#[$doc:meta])* $name:literal $variant:ident: $reversibility:ident, $unattended:ident, $difficulty:ident,
        $seconds:literal s, [$($shown:literal),+]; )+) => {
        /// A type of preventive action.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum ActionType { $( $(#[$doc])* $variant, )+ }

        named!(ActionType, "type of action": $($variant $name),+);

        impl ActionType {
            /// Whether it can be taken back.
            #[must_use]
            pub const fn reversibility(self) -> Reversibility {
                match self { $( ActionType::$variant => Reversibility::$reversibility, )+ }
            }

            /// Whether it may run without a person.
            #[must_use]
            pub const fn unattended(self) -> Unattended {
                match self { $( ActionType::$variant => Unattended::$unattended, )+ }
            }

            /// How much work it usually is.
            #[must_use]
            pub const fn difficulty(self) -> Difficulty {
                match self { $( ActionType::$variant => Difficulty::$difficulty, )+ }
            }

            /// A planning figure for how long it takes, in seconds: an order of magnitude, not a measurement.
            #[must_use]
            pub const fn planned_seconds(self) -> u32 {
                match self { $( ActionType::$variant => $seconds, )+ }
            }

            /// What its dry run shows before anything is changed.
            #[must_use]
            pub const fn dry_run_shows(self) -> &'static [&'static str] {
                match self { $( ActionType::$variant => &[$($shown),+], )+ }
            }
        }
    };
}

action_types! {
    /// More replicas, processor or memory.
    "scale_up_resources" ScaleUpResources: Yes, AfterApproval, Easy, 300 s, ["replicas", "cost"];
    /// Restart before it fails by itself.
    "preemptive_restart" PreemptiveRestart: No, AfterApproval, Easy, 120 s, ["instances", "drain time"];
    /// More connections to a database or service.
    "connection_pool_increase" ConnectionPoolIncrease: Yes, AfterApproval, Easy, 120 s,
        ["old and new size", "database limit"];
    /// Empty a cache.
    "cache_clear" CacheClear: No, AfterApproval, Easy, 60 s, ["keys", "warm-up load"];
    /// Index, statement or maintenance work in a database.
    "database_optimization" DatabaseOptimization: Partly, No, Hard, 14400 s, ["statements", "locks"];
    /// A change of the program.
    "code_patch" CodePatch: ByRevert, No, Hard, 14400 s, ["diff"];
    /// Send traffic elsewhere.
    "traffic_reroute" TrafficReroute: Yes, AfterApproval, Medium, 300 s, ["shares"];
    /// Look more often whether it is alive.
    "health_check_increase" HealthCheckIncrease: Yes, Yes, Easy, 30 s, ["interval", "load"];
    /// An alert for those who watch.
    "monitoring_alert" MonitoringAlert: NothingToRevert, Yes, Easy, 10 s, ["recipients"];
    /// A message to the people in charge.
    "notify_team" NotifyTeam: NothingToRevert, Yes, Easy, 10 s, ["recipients"];
    /// Go back to the release before.
    "rollback_deployment" RollbackDeployment: Yes, AfterApproval, Medium, 600 s, ["versions"];
    /// Stop calling what does not answer, for a stated time.
    "circuit_breaker_enable" CircuitBreakerEnable: TimeBoxed, AfterApproval, Medium, 60 s, ["callers"];
    /// Refuse a share of the requests, for a stated time.
    "request_throttling" RequestThrottling: TimeBoxed, AfterApproval, Medium, 60 s, ["refused share"];
    /// Switch off what is not essential.
    "graceful_degradation" GracefulDegradation: Yes, AfterApproval, Medium, 300 s, ["features off"];
    /// A person looks at it.
    "manual_review" ManualReview: NothingToRevert, Yes, Medium, 1800 s, ["ticket"];
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of specification 4.8, written down a second time.
    #[test]
    fn the_table_is_the_specification() {
        use {Reversibility as R, Unattended as U};
        let wanted = [
            ("scale_up_resources", R::Yes, U::AfterApproval, "replicas, cost"),
            ("preemptive_restart", R::No, U::AfterApproval, "instances, drain time"),
            ("connection_pool_increase", R::Yes, U::AfterApproval, "old and new size, database limit"),
            ("cache_clear", R::No, U::AfterApproval, "keys, warm-up load"),
            ("database_optimization", R::Partly, U::No, "statements, locks"),
            ("code_patch", R::ByRevert, U::No, "diff"),
            ("traffic_reroute", R::Yes, U::AfterApproval, "shares"),
            ("health_check_increase", R::Yes, U::Yes, "interval, load"),
            ("monitoring_alert", R::NothingToRevert, U::Yes, "recipients"),
            ("notify_team", R::NothingToRevert, U::Yes, "recipients"),
            ("rollback_deployment", R::Yes, U::AfterApproval, "versions"),
            ("circuit_breaker_enable", R::TimeBoxed, U::AfterApproval, "callers"),
            ("request_throttling", R::TimeBoxed, U::AfterApproval, "refused share"),
            ("graceful_degradation", R::Yes, U::AfterApproval, "features off"),
            ("manual_review", R::NothingToRevert, U::Yes, "ticket"),
        ];
        for (kind, (name, reversibility, unattended, shown)) in ActionType::ALL.iter().zip(wanted) {
            assert_eq!(kind.name(), name);
            assert_eq!(kind.reversibility(), reversibility, "{name}");
            assert_eq!(kind.unattended(), unattended, "{name}");
            assert_eq!(kind.dry_run_shows().join(", "), shown, "{name}");
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{name}\""));
        }
    }
}
