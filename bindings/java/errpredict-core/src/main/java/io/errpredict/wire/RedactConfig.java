// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is taken out of events; see the [table](self). */
public final class RedactConfig extends Message {
    /** Without any field. */
    public RedactConfig() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RedactConfig(Map<String, Object> fields) {
        super(fields);
    }

    /** Card numbers. */
    public Boolean card() {
        return flagAt("card");
    }

    /** Sets card. */
    public RedactConfig card(Boolean value) {
        set("card", value);
        return this;
    }

    /** IP addresses. */
    public Boolean ip() {
        return flagAt("ip");
    }

    /** Sets ip. */
    public RedactConfig ip(Boolean value) {
        set("ip", value);
        return this;
    }

    /** More names of values that are secret, such as customer_reference; upper and lower case, -, _ and . are one. */
    public List<String> keys() {
        return listAt("keys", String.class::cast);
    }

    /** Sets keys. */
    public RedactConfig keys(List<String> value) {
        set("keys", value);
        return this;
    }

    /** Mail addresses. */
    public Boolean mail() {
        return flagAt("mail");
    }

    /** Sets mail. */
    public RedactConfig mail(Boolean value) {
        set("mail", value);
        return this;
    }

    /** Names of people, where the name of a value says so. */
    public Boolean name() {
        return flagAt("name");
    }

    /** Sets name. */
    public RedactConfig name(Boolean value) {
        set("name", value);
        return this;
    }

    /** Regular expressions; what they find becomes &lt;redacted&gt;. */
    public List<String> patterns() {
        return listAt("patterns", String.class::cast);
    }

    /** Sets patterns. */
    public RedactConfig patterns(List<String> value) {
        set("patterns", value);
        return this;
    }

    /**
     * Makes pseudonyms of users' ids differ from those of others; a secret of the service, 0 where nobody else sees
     * them.
     */
    public Long pseudonymSeed() {
        return wholeAt("pseudonym_seed");
    }

    /** Sets pseudonym_seed. */
    public RedactConfig pseudonymSeed(Long value) {
        set("pseudonym_seed", value);
        return this;
    }

    /** Passwords, keys and tokens. */
    public Boolean secret() {
        return flagAt("secret");
    }

    /** Sets secret. */
    public RedactConfig secret(Boolean value) {
        set("secret", value);
        return this;
    }
}
