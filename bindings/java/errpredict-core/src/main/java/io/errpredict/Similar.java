package io.errpredict;

import io.errpredict.wire.SimilarAddRequest;
import io.errpredict.wire.SimilarAddResponse;
import io.errpredict.wire.SimilarNearestRequest;
import io.errpredict.wire.SimilarNearestResponse;
import io.errpredict.wire.SimilarSettings;

/** Texts that are searched for those like a new one. */
public final class Similar extends Handle {
    /** No texts yet, with the default settings. */
    public Similar() {
        this(new SimilarSettings());
    }

    /** No texts yet, with settings. */
    public Similar(SimilarSettings settings) {
        super("similar", opened("similar", settings));
    }

    private Similar(long address) {
        super("similar", address);
    }

    /** Goes on where {@link #save} was called. */
    public static Similar load(byte[] saved) {
        return new Similar(loaded("similar", saved));
    }

    /** Adds texts. */
    public SimilarAddResponse add(SimilarAddRequest request) {
        return new SimilarAddResponse(ask("add", request, null));
    }

    /** The texts most like another. */
    public SimilarNearestResponse nearest(SimilarNearestRequest request) {
        return new SimilarNearestResponse(ask("nearest", request, null));
    }
}
