//! The steps, as they stand in `schema/migrations` (here through a link, so that a published crate holds them).

/// One step: a number, a name, and how to go there and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Later steps have higher numbers; a number may be left out.
    pub version: i32,
    /// What it makes.
    pub name: &'static str,
    pub(super) up: &'static str,
    pub(super) down: &'static str,
}

macro_rules! steps {
    ($($version:literal $file:literal $name:literal),+ $(,)?) => {
        &[$(Step {
            version: $version,
            name: $name,
            up: include_str!(concat!("../../migrations/", $file, "_", $name, ".up.sql")),
            down: include_str!(concat!("../../migrations/", $file, "_", $name, ".down.sql")),
        }),+]
    };
}

/// Every step, in order.
pub const STEPS: &[Step] = steps!(
    1 "0001" "roles",
    2 "0002" "platform",
    3 "0003" "models",
    4 "0004" "events",
    5 "0005" "findings",
    6 "0006" "work",
    7 "0007" "partitions",
    8 "0008" "life_cycle",
    9 "0009" "tenants",
    10 "0010" "views",
    11 "0011" "comments",
    12 "0012" "retention",
    13 "0013" "lists_of_alerts",
    14 "0014" "act_as_the_application",
    15 "0015" "compact_factors",
    16 "0016" "people_encrypted",
    17 "0017" "floods",
    18 "0018" "access",
    20 "0020" "jobs",
    30 "0030" "ways_in",
    40 "0040" "groups",
    50 "0050" "configuration",
    51 "0051" "deliveries",
    52 "0052" "action_runs",
    53 "0053" "erase_parts",
    70 "0070" "uploads",
    71 "0071" "on_call_of_tenant",
    72 "0072" "factor_sums",
    73 "0073" "audit_whole",
    74 "0074" "erase_whole",
    75 "0075" "rows_of_a_position",
    76 "0076" "rows_of_tenant",
    77 "0077" "alerts_and_releases",
    80 "0080" "tenants_laid_aside",
    81 "0081" "what_came",
    82 "0082" "merged_groups",
);

impl Step {
    /// SHA-256 of the way there: a step that was run is never changed, a new one is written instead.
    pub(super) fn checksum(&self) -> String {
        crate::digest::hex(self.up.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_a_step_and_the_other_way_round() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let mut named: Vec<String> = STEPS
            .iter()
            .flat_map(|step| ["down", "up"].map(|way| format!("{:04}_{}.{way}.sql", step.version, step.name)))
            .collect();
        named.sort();
        assert_eq!(files, named);
        assert!(
            STEPS[0].version == 1 && STEPS.is_sorted_by(|a, b| a.version < b.version),
            "in order, each once"
        );
    }
}
