<?php

declare(strict_types=1);

namespace Errpredict;

use Errpredict\Wire\SimilarNearestResponse;

/** Texts that are searched for those like a new one. */
final class Similar extends Handle
{
    public const KIND = 'similar';

    /**
     * Adds texts by their ids, and says how many there are.
     *
     * @param array<string, string> $texts
     */
    public function add(array $texts, string $partition = ''): int
    {
        $given = [];
        foreach ($texts as $id => $text) {
            $given[] = ['id' => (string) $id, 'text' => $text, 'partition' => $partition];
        }

        return $this->call('add', ['texts' => $given])['n_texts'];
    }

    /** The texts most like another; how is `partition`, `top` and the least similarity. */
    public function nearest(string $text, array $how = []): SimilarNearestResponse
    {
        return new SimilarNearestResponse($this->call('nearest', ['text' => $text] + $how));
    }
}
