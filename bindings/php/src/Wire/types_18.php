<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** What a person said of a prediction, or of one that was missing (table `prediction_feedback`). */
final class Feedback extends Message
{
    /** When the prediction was made; of a `false_negative` when it came. */
    public function about(): ?string
    {
        return $this->fields['about'] ?? null;
    }

    /** Sets `about`. */
    public function withAbout(?string $value): self
    {
        return $this->put('about', $value);
    }

    /** When it was said; it teaches nothing about times before. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** The key of the prediction, where there was one. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
    }

    /** How strongly, 1 to 5. */
    public function score(): int|float|null
    {
        return $this->fields['score'] ?? null;
    }

    /** Sets `score`. */
    public function withScore(int|float|null $value): self
    {
        return $this->put('score', $value);
    }

    /** The service it is about. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** In words. */
    public function text(): ?string
    {
        return $this->fields['text'] ?? null;
    }

    /** Sets `text`. */
    public function withText(?string $value): self
    {
        return $this->put('text', $value);
    }

    /** What was said. */
    public function type(): ?string
    {
        return $this->fields['type'] ?? null;
    }

    /** Sets `type`. */
    public function withType(?string $value): self
    {
        return $this->put('type', $value);
    }
}

/** The history so far and what to add. */
final class FeedbackRequest extends Message
{
    /**
     * What came of actions.
     *
     * @return list<PastAction>
     */
    public function actions(): array
    {
        return array_map(static fn ($item) => new PastAction($item), $this->fields['actions'] ?? []);
    }

    /** Sets `actions`. */
    public function withActions(array $value): self
    {
        return $this->put('actions', $value);
    }

    /**
     * Which errors are the same, or are not.
     *
     * @return list<ErrorDecision>
     */
    public function errors(): array
    {
        return array_map(static fn ($item) => new ErrorDecision($item), $this->fields['errors'] ?? []);
    }

    /** Sets `errors`. */
    public function withErrors(array $value): self
    {
        return $this->put('errors', $value);
    }

    /**
     * What was said of predictions.
     *
     * @return list<Feedback>
     */
    public function feedback(): array
    {
        return array_map(static fn ($item) => new Feedback($item), $this->fields['feedback'] ?? []);
    }

    /** Sets `feedback`. */
    public function withFeedback(array $value): self
    {
        return $this->put('feedback', $value);
    }

    /** What is known already; empty when absent. */
    public function history(): ?History
    {
        return isset($this->fields['history']) ? new History($this->fields['history']) : null;
    }

    /** Sets `history`. */
    public function withHistory(?History $value): self
    {
        return $this->put('history', $value);
    }

    /**
     * What the causes of incidents turned out to be.
     *
     * @return list<PastIncident>
     */
    public function incidents(): array
    {
        return array_map(static fn ($item) => new PastIncident($item), $this->fields['incidents'] ?? []);
    }

    /** Sets `incidents`. */
    public function withIncidents(array $value): self
    {
        return $this->put('incidents', $value);
    }

    /**
     * Which insights were seen, solved or set aside.
     *
     * @return list<InsightMark>
     */
    public function insights(): array
    {
        return array_map(static fn ($item) => new InsightMark($item), $this->fields['insights'] ?? []);
    }

    /** Sets `insights`. */
    public function withInsights(array $value): self
    {
        return $this->put('insights', $value);
    }

    /**
     * Times of the day at which so many errors of a service are normal.
     *
     * @return list<NormalTime>
     */
    public function normal(): array
    {
        return array_map(static fn ($item) => new NormalTime($item), $this->fields['normal'] ?? []);
    }

    /** Sets `normal`. */
    public function withNormal(array $value): self
    {
        return $this->put('normal', $value);
    }
}

/** The event. */
final class FingerprintRequest extends Message
{
    /** The event whose type, message and stack trace are read. */
    public function event(): ?Event
    {
        return isset($this->fields['event']) ? new Event($this->fields['event']) : null;
    }

    /** Sets `event`. */
    public function withEvent(?Event $value): self
    {
        return $this->put('event', $value);
    }
}

/** Its id. */
final class FingerprintResponse extends Message
{
    /** 16 hexadecimal digits. */
    public function fingerprint(): ?string
    {
        return $this->fields['fingerprint'] ?? null;
    }

    /** Sets `fingerprint`. */
    public function withFingerprint(?string $value): self
    {
        return $this->put('fingerprint', $value);
    }
}

/** The series and how to forecast them. */
final class ForecastAllRequest extends Message
{
    /** What is forecast, for the answers. */
    public function metric(): ?string
    {
        return $this->fields['metric'] ?? null;
    }

    /** Sets `metric`. */
    public function withMetric(?string $value): self
    {
        return $this->put('metric', $value);
    }

    /** The heading of a page with fan charts and decompositions, which then is in the answer. */
    public function page(): ?string
    {
        return $this->fields['page'] ?? null;
    }

    /** Sets `page`. */
    public function withPage(?string $value): self
    {
        return $this->put('page', $value);
    }

    /**
     * One history a service.
     *
     * @return list<NamedSeries>
     */
    public function series(): array
    {
        return array_map(static fn ($item) => new NamedSeries($item), $this->fields['series'] ?? []);
    }

    /** Sets `series`. */
    public function withSeries(array $value): self
    {
        return $this->put('series', $value);
    }

    /** Method, horizon, level and the rest. */
    public function settings(): ?ForecastSettings
    {
        return isset($this->fields['settings']) ? new ForecastSettings($this->fields['settings']) : null;
    }

    /** Sets `settings`. */
    public function withSettings(?ForecastSettings $value): self
    {
        return $this->put('settings', $value);
    }

    /** Forecast the sum of all series too and make the forecasts add up; the series then have one step and end together. */
    public function system(): ?bool
    {
        return $this->fields['system'] ?? null;
    }

    /** Sets `system`. */
    public function withSystem(?bool $value): self
    {
        return $this->put('system', $value);
    }
}

/** The forecasts. */
final class ForecastAllResponse extends Message
{
    /**
     * In the order of the series, then that of the sum, where there is one.
     *
     * @return list<TimeSeriesForecast>
     */
    public function forecasts(): array
    {
        return array_map(static fn ($item) => new TimeSeriesForecast($item), $this->fields['forecasts'] ?? []);
    }

    /** Sets `forecasts`. */
    public function withForecasts(array $value): self
    {
        return $this->put('forecasts', $value);
    }

    /** The page, where one was asked for: HTML with everything in it. */
    public function html(): ?string
    {
        return $this->fields['html'] ?? null;
    }

    /** Sets `html`. */
    public function withHtml(?string $value): self
    {
        return $this->put('html', $value);
    }
}

/** How to run a backtest. */
final class ForecastBacktest extends Message
{
    /** At most this many origins, the newest ones. */
    public function maxOrigins(): int|float|null
    {
        return $this->fields['max_origins'] ?? null;
    }

    /** Sets `max_origins`. */
    public function withMaxOrigins(int|float|null $value): self
    {
        return $this->put('max_origins', $value);
    }

    /** Origins between two fits; the model is only updated in between. */
    public function refitEvery(): int|float|null
    {
        return $this->fields['refit_every'] ?? null;
    }

    /** Sets `refit_every`. */
    public function withRefitEvery(int|float|null $value): self
    {
        return $this->put('refit_every', $value);
    }

    /** Steps between origins; one that shares no factor with the season meets every hour of the day. */
    public function stride(): int|float|null
    {
        return $this->fields['stride'] ?? null;
    }

    /** Sets `stride`. */
    public function withStride(int|float|null $value): self
    {
        return $this->put('stride', $value);
    }
}

/** What is unusual in a history, with the numbers. */
final class ForecastNote extends Message
{
    /** How many values it concerns. */
    public function count(): int|float|null
    {
        return $this->fields['count'] ?? null;
    }

    /** Sets `count`. */
    public function withCount(int|float|null $value): self
    {
        return $this->put('count', $value);
    }

    /** What it is. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** Place of the newest of them in the history (0 is the oldest value). */
    public function newest(): int|float|null
    {
        return $this->fields['newest'] ?? null;
    }

    /** Sets `newest`. */
    public function withNewest(int|float|null $value): self
    {
        return $this->put('newest', $value);
    }

    /** In words, with the numbers. */
    public function text(): ?string
    {
        return $this->fields['text'] ?? null;
    }

    /** Sets `text`. */
    public function withText(?string $value): self
    {
        return $this->put('text', $value);
    }
}
