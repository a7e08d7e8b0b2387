package io.errpredict;

import io.errpredict.wire.TemplatesListResponse;
import io.errpredict.wire.TemplatesObserveResponse;
import io.errpredict.wire.TemplatesSettings;
import java.util.List;
import java.util.Map;

/** Templates of messages, learnt as they come. */
public final class Templates extends Handle {
    /** Templates with the default settings. */
    public Templates() {
        this(new TemplatesSettings());
    }

    /** Templates with settings. */
    public Templates(TemplatesSettings settings) {
        super("templates", opened("templates", settings));
    }

    private Templates(long address) {
        super("templates", address);
    }

    /** Goes on where {@link #save} was called. */
    public static Templates load(byte[] saved) {
        return new Templates(loaded("templates", saved));
    }

    /** Learns from messages and gives the template of each. */
    public TemplatesObserveResponse observe(List<String> messages) {
        return new TemplatesObserveResponse(ask("observe", Map.of("messages", messages), null));
    }

    /** The templates. */
    public TemplatesListResponse list() {
        return new TemplatesListResponse(ask("list", null, null));
    }
}
