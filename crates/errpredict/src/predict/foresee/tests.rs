//! Tests of the whole.

use super::*;
