<?php

declare(strict_types=1);

namespace Errpredict;

use Errpredict\Wire\TemplatesListResponse;
use Errpredict\Wire\TemplatesObserveResponse;

/** Templates of messages, learnt as they come. */
final class Templates extends Handle
{
    public const KIND = 'templates';

    /**
     * Learns from messages and gives the template of each.
     *
     * @param list<string> $messages
     */
    public function observeMessages(array $messages): TemplatesObserveResponse
    {
        return new TemplatesObserveResponse($this->call('observe', ['messages' => $messages]));
    }

    /** The templates. */
    public function list(): TemplatesListResponse
    {
        return new TemplatesListResponse($this->call('list'));
    }
}
