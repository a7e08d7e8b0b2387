<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Settings of logistic regression; the table is in the module docs. ``` use errpredict::ndarray::Array2; use errpredict::predict::{Fitted, Logistic, Method, Sample, Samples}; // Trouble came where the last hour had more than five errors. let names = vec!["errors_1h".to_owned()]; let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as f64); let labels: Vec<bool> = rows.iter().map(|errors| *errors > 5.0).collect(); let samples = Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None }; let model = Logistic::default().fit(&samples, 0)?; let [calm, busy] = [[1.0], [9.0]].map(|values| model.probability(&Sample::new(&values))); assert!(calm < 0.3 && busy > 0.7, "{calm}, {busy}"); # Ok::<(), errpredict::Error>(()) ``` */
final class Logistic extends Message
{
    /** Which features it sees. */
    public function features(): ?string
    {
        return $this->fields['features'] ?? null;
    }

    /** Sets `features`. */
    public function withFeatures(?string $value): self
    {
        return $this->put('features', $value);
    }

    /**
     * Penalties to choose from, each above 0.
     *
     * @return list<float>
     */
    public function l2(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['l2'] ?? []);
    }

    /** Sets `l2`. */
    public function withL2(array $value): self
    {
        return $this->put('l2', $value);
    }

    /** L-BFGS steps a penalty, at least 1. */
    public function maxSteps(): int|float|null
    {
        return $this->fields['max_steps'] ?? null;
    }

    /** Sets `max_steps`. */
    public function withMaxSteps(int|float|null $value): self
    {
        return $this->put('max_steps', $value);
    }

    /** Last part of the rows that chooses the penalty, between 0 and 1. */
    public function validationShare(): ?float
    {
        return isset($this->fields['validation_share']) ? (float) $this->fields['validation_share'] : null;
    }

    /** Sets `validation_share`. */
    public function withValidationShare(float|null $value): self
    {
        return $this->put('validation_share', $value);
    }
}

/** Log lines as (time, index of the statement). */
final class Logs extends Message
{
    /**
     * Lines around the incident.
     *
     * @return list<mixed>
     */
    public function lines(): array
    {
        return $this->fields['lines'] ?? [];
    }

    /** Sets `lines`. */
    public function withLines(array $value): self
    {
        return $this->put('lines', $value);
    }

    /**
     * Lines of a time without fault.
     *
     * @return list<mixed>
     */
    public function reference(): array
    {
        return $this->fields['reference'] ?? [];
    }

    /** Sets `reference`. */
    public function withReference(array $value): self
    {
        return $this->put('reference', $value);
    }

    /**
     * All statements that occur.
     *
     * @return list<Statement>
     */
    public function statements(): array
    {
        return array_map(static fn ($item) => new Statement($item), $this->fields['statements'] ?? []);
    }

    /** Sets `statements`. */
    public function withStatements(array $value): self
    {
        return $this->put('statements', $value);
    }
}

/** A method with its weight. */
final class Member extends Message
{
    /** The method and its settings. */
    public function detector(): ?Detector
    {
        return isset($this->fields['detector']) ? new Detector($this->fields['detector']) : null;
    }

    /** Sets `detector`. */
    public function withDetector(?Detector $value): self
    {
        return $this->put('detector', $value);
    }

    /** Its weight, above 0. */
    public function weight(): ?float
    {
        return isset($this->fields['weight']) ? (float) $this->fields['weight'] : null;
    }

    /** Sets `weight`. */
    public function withWeight(float|null $value): self
    {
        return $this->put('weight', $value);
    }
}

/** Two templates that turned out to be one. */
final class Merge extends Message
{
    /** Number of messages observed when it happened, the deciding one included. */
    public function atMessage(): int|float|null
    {
        return $this->fields['at_message'] ?? null;
    }

    /** Sets `at_message`. */
    public function withAtMessage(int|float|null $value): self
    {
        return $this->put('at_message', $value);
    }

    /** The id that no longer stands alone. */
    public function from(): int|float|null
    {
        return $this->fields['from'] ?? null;
    }

    /** Sets `from`. */
    public function withFrom(int|float|null $value): self
    {
        return $this->put('from', $value);
    }

    /** The id that stays. */
    public function into(): int|float|null
    {
        return $this->fields['into'] ?? null;
    }

    /** Sets `into`. */
    public function withInto(int|float|null $value): self
    {
        return $this->put('into', $value);
    }
}

/** One method. */
final class Method extends Message
{
    /** What it is, in one line. */
    public function about(): ?string
    {
        return $this->fields['about'] ?? null;
    }

    /** Sets `about`. */
    public function withAbout(?string $value): self
    {
        return $this->put('about', $value);
    }

    /** Its settings as they are when not given. */
    public function defaults(): mixed
    {
        return $this->fields['defaults'] ?? null;
    }

    /** Sets `defaults`. */
    public function withDefaults(mixed $value): self
    {
        return $this->put('defaults', $value);
    }

    /** `detect`, `predict` or `forecast`. */
    public function family(): ?string
    {
        return $this->fields['family'] ?? null;
    }

    /** Sets `family`. */
    public function withFamily(?string $value): self
    {
        return $this->put('family', $value);
    }

    /** The name it is chosen by. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }
}

/** Nothing to ask. */
final class MethodsRequest extends Message
{
}

/** Every method. */
final class MethodsResponse extends Message
{
    /**
     * Family by family, in the order of its list.
     *
     * @return list<Method>
     */
    public function methods(): array
    {
        return array_map(static fn ($item) => new Method($item), $this->fields['methods'] ?? []);
    }

    /** Sets `methods`. */
    public function withMethods(array $value): self
    {
        return $this->put('methods', $value);
    }
}

/** One metric of one service, a value per row; a gap is NaN. */
final class MetricColumn extends Message
{
    /** The metric's name without the service. Its words say what it measures, as [`MetricKind::of`](super::MetricKind::of) reads them: a time (`latency_p95`, `duration_ms`), successes, failures (`errors`, `failed`), traffic (`requests`, `rps`), bytes that follow the traffic (`network`, `disk`); anything else is a resource (`cpu`, `memory`). */
    public function metric(): ?string
    {
        return $this->fields['metric'] ?? null;
    }

    /** Sets `metric`. */
    public function withMetric(?string $value): self
    {
        return $this->put('metric', $value);
    }

    /** The input's own column name. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }

    /** Index into [`Incident::services`]. */
    public function service(): int|float|null
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(int|float|null $value): self
    {
        return $this->put('service', $value);
    }

    /**
     * One value per row of [`Incident::times`]; a gap is NaN (null in JSON).
     *
     * @return list<float|null>
     */
    public function values(): array
    {
        return array_map(static fn ($item) => $item === null ? null : (float) $item, $this->fields['values'] ?? []);
    }

    /** Sets `values`. */
    public function withValues(array $value): self
    {
        return $this->put('values', $value);
    }
}
