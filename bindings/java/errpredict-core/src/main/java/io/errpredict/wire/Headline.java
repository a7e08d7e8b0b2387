// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first sentence of a report, and what it is made of. */
public final class Headline extends Message {
    /** Without any field. */
    public Headline() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Headline(Map<String, Object> fields) {
        super(fields);
    }

    /** Key of the action to begin with. */
    public String action() {
        return textAt("action");
    }

    /** Sets action. */
    public Headline action(String value) {
        set("action", value);
        return this;
    }

    /** The services that follow. */
    public List<String> followedBy() {
        return listAt("followed_by", String.class::cast);
    }

    /** Sets followed_by. */
    public Headline followedBy(List<String> value) {
        set("followed_by", value);
        return this;
    }

    /** The release that was deployed before, where one is recorded. */
    public String release() {
        return textAt("release");
    }

    /** Sets release. */
    public Headline release(String value) {
        set("release", value);
        return this;
    }

    /** Where it began, or is worst; absent where nothing goes on. */
    public Scope scope() {
        return messageAt("scope", Scope::new);
    }

    /** Sets scope. */
    public Headline scope(Scope value) {
        set("scope", value);
        return this;
    }

    /** Since when. */
    public String since() {
        return textAt("since");
    }

    /** Sets since. */
    public Headline since(String value) {
        set("since", value);
        return this;
    }

    /** The sentence. */
    public String text() {
        return textAt("text");
    }

    /** Sets text. */
    public Headline text(String value) {
        set("text", value);
        return this;
    }

    /** Whether anything goes on now. */
    public Boolean trouble() {
        return flagAt("trouble");
    }

    /** Sets trouble. */
    public Headline trouble(Boolean value) {
        set("trouble", value);
        return this;
    }

    /**
     * Whether most of a log could not be read, which the sentence says first: a calm that rests on little is none. Set
     * by whoever read the log.
     */
    public Boolean unread() {
        return flagAt("unread");
    }

    /** Sets unread. */
    public Headline unread(Boolean value) {
        set("unread", value);
        return this;
    }
}
