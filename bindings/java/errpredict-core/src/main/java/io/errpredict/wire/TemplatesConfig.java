// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of templates; the table of the module says what each does. */
public final class TemplatesConfig extends Message {
    /** Without any field. */
    public TemplatesConfig() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TemplatesConfig(Map<String, Object> fields) {
        super(fields);
    }

    /** The same after =, a quote or an opening bracket. */
    public Long enclosedValues() {
        return wholeAt("enclosed_values");
    }

    /** Sets enclosed_values. */
    public TemplatesConfig enclosedValues(Long value) {
        set("enclosed_values", value);
        return this;
    }

    /** The same in the first chunk. */
    public Long firstValues() {
        return wholeAt("first_values");
    }

    /** Sets first_values. */
    public TemplatesConfig firstValues(Long value) {
        set("first_values", value);
        return this;
    }

    /** Chunks with words needed elsewhere before the first may vary. */
    public Long firstWords() {
        return wholeAt("first_words");
    }

    /** Sets first_words. */
    public TemplatesConfig firstWords(Long value) {
        set("first_words", value);
        return this;
    }

    /** A longer message is cut there, in bytes. */
    public Long maxMessageBytes() {
        return wholeAt("max_message_bytes");
    }

    /** Sets max_message_bytes. */
    public TemplatesConfig maxMessageBytes(Long value) {
        set("max_message_bytes", value);
        return this;
    }

    /** Most forms kept; beyond, unknown messages count to one template &lt;*&gt;. */
    public Long maxTemplates() {
        return wholeAt("max_templates");
    }

    /** Sets max_templates. */
    public TemplatesConfig maxTemplates(Long value) {
        set("max_templates", value);
        return this;
    }

    /** Different words at each of two places that make both variable, where never one alone differs. */
    public Long pairedValues() {
        return wholeAt("paired_values");
    }

    /** Sets paired_values. */
    public TemplatesConfig pairedValues(Long value) {
        set("paired_values", value);
        return this;
    }

    /** Different words that make a chunk a variable. */
    public Long values() {
        return wholeAt("values");
    }

    /** Sets values. */
    public TemplatesConfig values(Long value) {
        set("values", value);
        return this;
    }
}
