<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** A log, as text or as bytes; or a block of one for a handle, with whole records, for what is cut in two is read as two. */
final class ReadRequest extends Message
{
    /** The log as base64, packed (gzip, Zstandard, bzip2, xz) or not, in whatever encoding. */
    public function bytes(): ?string
    {
        return $this->fields['bytes'] ?? null;
    }

    /** Sets `bytes`. */
    public function withBytes(?string $value): self
    {
        return $this->put('bytes', $value);
    }

    /** The log as text; or else `bytes`. */
    public function log(): ?string
    {
        return $this->fields['log'] ?? null;
    }

    /** Sets `log`. */
    public function withLog(?string $value): self
    {
        return $this->put('log', $value);
    }

    /** What messages call the log. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }

    /** What the reader is told; `service` names that of lines which name none. For a block of a log say the format, the zone and the year, for each block is looked at by itself. */
    public function options(): ?ReadOptions
    {
        return isset($this->fields['options']) ? new ReadOptions($this->fields['options']) : null;
    }

    /** Sets `options`. */
    public function withOptions(?ReadOptions $value): self
    {
        return $this->put('options', $value);
    }
}

/** What was found. */
final class ReadResponse extends Message
{
    /**
     * The events, in the order of the log.
     *
     * @return list<Event>
     */
    public function events(): array
    {
        return array_map(static fn ($item) => new Event($item), $this->fields['events'] ?? []);
    }

    /** Sets `events`. */
    public function withEvents(array $value): self
    {
        return $this->put('events', $value);
    }

    /** What was read, what was left out and why, what was assumed. */
    public function report(): ?ReadReport
    {
        return isset($this->fields['report']) ? new ReadReport($this->fields['report']) : null;
    }

    /** Sets `report`. */
    public function withReport(?ReadReport $value): self
    {
        return $this->put('report', $value);
    }
}

/** The situation and what happened before. */
final class RecommendRequest extends Message
{
    /** Earlier actions; those whose outcome was known by then count. */
    public function history(): ?History
    {
        return isset($this->fields['history']) ? new History($this->fields['history']) : null;
    }

    /** Sets `history`. */
    public function withHistory(?History $value): self
    {
        return $this->put('history', $value);
    }

    /** Anomalies, predictions, forecasts, states and causes of one service. */
    public function situation(): ?Situation
    {
        return isset($this->fields['situation']) ? new Situation($this->fields['situation']) : null;
    }

    /** Sets `situation`. */
    public function withSituation(?Situation $value): self
    {
        return $this->put('situation', $value);
    }
}

/** The recommendations. */
final class RecommendResponse extends Message
{
    /**
     * What to do, most urgent first.
     *
     * @return list<PreventiveAction>
     */
    public function actions(): array
    {
        return array_map(static fn ($item) => new PreventiveAction($item), $this->fields['actions'] ?? []);
    }

    /** Sets `actions`. */
    public function withActions(array $value): self
    {
        return $this->put('actions', $value);
    }
}

/** What is taken out of events; see the [table](self). */
final class RedactConfig extends Message
{
    /** Card numbers. */
    public function card(): ?bool
    {
        return $this->fields['card'] ?? null;
    }

    /** Sets `card`. */
    public function withCard(?bool $value): self
    {
        return $this->put('card', $value);
    }

    /** IP addresses. */
    public function ip(): ?bool
    {
        return $this->fields['ip'] ?? null;
    }

    /** Sets `ip`. */
    public function withIp(?bool $value): self
    {
        return $this->put('ip', $value);
    }

    /**
     * More names of values that are secret, such as `customer_reference`; upper and lower case, `-`, `_` and `.` are one.
     *
     * @return list<string>
     */
    public function keys(): array
    {
        return $this->fields['keys'] ?? [];
    }

    /** Sets `keys`. */
    public function withKeys(array $value): self
    {
        return $this->put('keys', $value);
    }

    /** Mail addresses. */
    public function mail(): ?bool
    {
        return $this->fields['mail'] ?? null;
    }

    /** Sets `mail`. */
    public function withMail(?bool $value): self
    {
        return $this->put('mail', $value);
    }

    /** Names of people, where the name of a value says so. */
    public function name(): ?bool
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?bool $value): self
    {
        return $this->put('name', $value);
    }

    /**
     * Regular expressions; what they find becomes `<redacted>`.
     *
     * @return list<string>
     */
    public function patterns(): array
    {
        return $this->fields['patterns'] ?? [];
    }

    /** Sets `patterns`. */
    public function withPatterns(array $value): self
    {
        return $this->put('patterns', $value);
    }

    /** Makes pseudonyms of users' ids differ from those of others; a secret of the service, 0 where nobody else sees them. */
    public function pseudonymSeed(): int|float|null
    {
        return $this->fields['pseudonym_seed'] ?? null;
    }

    /** Sets `pseudonym_seed`. */
    public function withPseudonymSeed(int|float|null $value): self
    {
        return $this->put('pseudonym_seed', $value);
    }

    /** Passwords, keys and tokens. */
    public function secret(): ?bool
    {
        return $this->fields['secret'] ?? null;
    }

    /** Sets `secret`. */
    public function withSecret(?bool $value): self
    {
        return $this->put('secret', $value);
    }
}

/** One bin of a reliability curve. */
final class ReliabilityBin extends Message
{
    /** Lower edge of the probabilities in the bin. */
    public function from(): ?float
    {
        return isset($this->fields['from']) ? (float) $this->fields['from'] : null;
    }

    /** Sets `from`. */
    public function withFrom(float|null $value): self
    {
        return $this->put('from', $value);
    }

    /** Their mean; absent in an empty bin. */
    public function meanProbability(): ?float
    {
        return isset($this->fields['mean_probability']) ? (float) $this->fields['mean_probability'] : null;
    }

    /** Sets `mean_probability`. */
    public function withMeanProbability(float|null $value): self
    {
        return $this->put('mean_probability', $value);
    }

    /** Probabilities that fell into it. */
    public function n(): int|float|null
    {
        return $this->fields['n'] ?? null;
    }

    /** Sets `n`. */
    public function withN(int|float|null $value): self
    {
        return $this->put('n', $value);
    }

    /** Share of them that came true; absent in an empty bin. */
    public function shareOccurred(): ?float
    {
        return isset($this->fields['share_occurred']) ? (float) $this->fields['share_occurred'] : null;
    }

    /** Sets `share_occurred`. */
    public function withShareOccurred(float|null $value): self
    {
        return $this->put('share_occurred', $value);
    }

    /** Upper edge. */
    public function to(): ?float
    {
        return isset($this->fields['to']) ? (float) $this->fields['to'] : null;
    }

    /** Sets `to`. */
    public function withTo(float|null $value): self
    {
        return $this->put('to', $value);
    }
}

/** What to analyse and how to call it. */
final class ReportRequest extends Message
{
    /** The time to analyse; nothing after it is read. The end of the newest event's minute when absent. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** How. */
    public function config(): ?AnalysisConfig
    {
        return isset($this->fields['config']) ? new AnalysisConfig($this->fields['config']) : null;
    }

    /** Sets `config`. */
    public function withConfig(?AnalysisConfig $value): self
    {
        return $this->put('config', $value);
    }

    /**
     * The events, in any order.
     *
     * @return list<Event>
     */
    public function events(): array
    {
        return array_map(static fn ($item) => new Event($item), $this->fields['events'] ?? []);
    }

    /** Sets `events`. */
    public function withEvents(array $value): self
    {
        return $this->put('events', $value);
    }

    /** Earlier incidents, actions and decisions; those known at the time analysed count. */
    public function history(): ?History
    {
        return isset($this->fields['history']) ? new History($this->fields['history']) : null;
    }

    /** Sets `history`. */
    public function withHistory(?History $value): self
    {
        return $this->put('history', $value);
    }

    /** Tell as well what the words used for probabilities were worth before. */
    public function past(): ?bool
    {
        return $this->fields['past'] ?? null;
    }

    /** Sets `past`. */
    public function withPast(?bool $value): self
    {
        return $this->put('past', $value);
    }

    /** Caps and retention of the counts. */
    public function rollup(): ?RollupConfig
    {
        return isset($this->fields['rollup']) ? new RollupConfig($this->fields['rollup']) : null;
    }

    /** Sets `rollup`. */
    public function withRollup(?RollupConfig $value): self
    {
        return $this->put('rollup', $value);
    }

    /** The heading of the page. */
    public function title(): ?string
    {
        return $this->fields['title'] ?? null;
    }

    /** Sets `title`. */
    public function withTitle(?string $value): self
    {
        return $this->put('title', $value);
    }
}

/** The page. */
final class ReportResponse extends Message
{
    /** HTML, with everything in it: no script, no address outside. */
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
