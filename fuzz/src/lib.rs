//! What the fuzz targets share: the checks, and the limit on memory.

pub mod checks;
pub mod limit;
