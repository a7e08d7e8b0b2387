//! The forecasts as CSV, as JSON lines, as a page.

use std::io::{self, Write};
use std::path::Path;

use errpredict::forecast::TimeSeriesForecast;
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::create;

use crate::tables::field;

/// Writes all forecasts; `metrics`: with a column that names the metric.
pub(super) fn forecasts(
    path: &Path,
    json: bool,
    level: f64,
    metrics: bool,
    forecasts: &[TimeSeriesForecast],
) -> Result<()> {
    let mut output = create(path)?;
    let written = if json {
        write_json(&mut output, forecasts)
    } else {
        write_csv(&mut output, level, metrics, forecasts)
    };
    written.map_err(|error| cannot_write(path, &error))?;
    output.finish()
}

/// Writes a page.
pub(super) fn page(path: &Path, page: &str) -> Result<()> {
    let mut output = create(path)?;
    output.write_all(page.as_bytes()).map_err(|error| cannot_write(path, &error))?;
    output.finish()
}

fn cannot_write(path: &Path, error: &io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display()))
}

fn write_csv(
    output: &mut impl Write,
    level: f64,
    metrics: bool,
    forecasts: &[TimeSeriesForecast],
) -> io::Result<()> {
    writeln!(output, "unique_id,{}h,yhat,lo{level},hi{level}", if metrics { "metric," } else { "" })?;
    for forecast in forecasts {
        let mut id = field(forecast.scope.service().unwrap_or("system")).into_owned();
        if metrics {
            id = format!("{id},{}", field(&forecast.metric));
        }
        let text = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
        for (step, value) in forecast.values.iter().enumerate() {
            let (lower, upper) = (text(value.lower), text(value.upper));
            writeln!(output, "{id},{},{},{lower},{upper}", step + 1, value.value)?;
        }
    }
    Ok(())
}

fn write_json(output: &mut impl Write, forecasts: &[TimeSeriesForecast]) -> io::Result<()> {
    for forecast in forecasts {
        serde_json::to_writer(&mut *output, forecast).map_err(io::Error::from)?;
        writeln!(output)?;
    }
    Ok(())
}
