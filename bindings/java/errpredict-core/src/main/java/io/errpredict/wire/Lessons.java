// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What earlier incidents say about one answer. */
public final class Lessons extends Message {
    /** Without any field. */
    public Lessons() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Lessons(Map<String, Object> fields) {
        super(fields);
    }

    /** Prior and belief of every kind of cause named in the answer; empty without feedback. */
    public List<Belief> beliefs() {
        return listAt("beliefs", value -> view(value, Belief::new));
    }

    /** Sets beliefs. */
    public Lessons beliefs(List<Belief> value) {
        set("beliefs", value);
        return this;
    }

    /** The kind of cause by a decision tree over the confirmed incidents. */
    public Classified classified() {
        return messageAt("classified", Classified::new);
    }

    /** Sets classified. */
    public Lessons classified(Classified value) {
        set("classified", value);
        return this;
    }

    /** What this incident looks like, to be recorded once its cause is known. */
    public Signature signature() {
        return messageAt("signature", Signature::new);
    }

    /** Sets signature. */
    public Lessons signature(Signature value) {
        set("signature", value);
        return this;
    }

    /** Earlier incidents that looked like it, most alike first. */
    public List<SimilarCase> similar() {
        return listAt("similar", value -> view(value, SimilarCase::new));
    }

    /** Sets similar. */
    public Lessons similar(List<SimilarCase> value) {
        set("similar", value);
        return this;
    }

    /** Every update that led to those beliefs, oldest first. */
    public List<Update> updates() {
        return listAt("updates", value -> view(value, Update::new));
    }

    /** Sets updates. */
    public Lessons updates(List<Update> value) {
        set("updates", value);
        return this;
    }
}
