<?php

declare(strict_types=1);

use PHPUnit\Framework\Assert;

/** The shared cases: `tests/cases`, and what the C library answered to each of them (`bindings/tests/answers.py`). */
final class Cases
{
    public const ROOT = __DIR__ . '/../../..';

    private static ?array $answers = null;

    /** Objects stay objects, so that an empty one is not taken for a list. */
    public static function files(string $folder): array
    {
        return array_map(
            static fn ($path) => json_decode((string) file_get_contents($path), false, 512, JSON_THROW_ON_ERROR | JSON_BIGINT_AS_STRING),
            glob(self::ROOT . "/$folder/*.json"),
        );
    }

    /** Whether the bytes of an answer are those that the C library gave. */
    public static function same(string $place, string $answer): void
    {
        if (self::$answers === null) {
            self::$answers = [];
            foreach (file((string) getenv('ERRPREDICT_ANSWERS'), FILE_IGNORE_NEW_LINES) as $line) {
                [$at, $hash] = explode(' ', $line);
                self::$answers[$at] = $hash;
            }
        }
        Assert::assertSame(self::$answers[$place] ?? 'nothing', hash('sha256', $answer), "$place: " . substr($answer, 0, 300));
    }

    /** As the core's own test compares: objects may hold more than is expected. */
    public static function holds(mixed $expected, mixed $got, string $place): void
    {
        if ($expected instanceof stdClass) {
            Assert::assertInstanceOf(stdClass::class, $got, $place);
            foreach ((array) $expected as $key => $value) {
                Assert::assertTrue(property_exists($got, (string) $key), "$place: `$key` is missing");
                self::holds($value, $got->$key, "$place.$key");
            }
        } elseif (is_array($expected)) {
            Assert::assertIsArray($got, $place);
            Assert::assertCount(count($expected), $got, $place);
            foreach ($expected as $i => $value) {
                self::holds($value, $got[$i], "{$place}[$i]");
            }
        } elseif ((is_int($expected) || is_float($expected)) && (is_int($got) || is_float($got))) {
            Assert::assertLessThanOrEqual(1e-9 * max(abs($expected), abs($got)), abs($expected - $got), "$place: expected $expected, got $got");
        } else {
            Assert::assertSame($expected, $got, $place);
        }
    }
}
