// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of the tree: the trouble of a service at the root, a cause everywhere else. */
public final class CauseNode extends Message {
    /** Without any field. */
    public CauseNode() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public CauseNode(Map<String, Object> fields) {
        super(fields);
    }

    /** Its causes, strongest first. */
    public List<CauseNode> because() {
        return listAt("because", value -> view(value, CauseNode::new));
    }

    /** Sets because. */
    public CauseNode because(List<CauseNode> value) {
        set("because", value);
        return this;
    }

    /** The kind of cause; absent at the root. One of CauseKind. */
    public String kind() {
        return textAt("kind");
    }

    /** Sets kind. */
    public CauseNode kind(String value) {
        set("kind", value);
        return this;
    }

    /** When the errors of the service rose, where they did. */
    public String onset() {
        return textAt("onset");
    }

    /** Sets onset. */
    public CauseNode onset(String value) {
        set("onset", value);
        return this;
    }

    /** The service in trouble, or the service at fault. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public CauseNode service(String value) {
        set("service", value);
        return this;
    }

    /**
     * How much of the evidence says that it is why the node above is in trouble (see [Cause::share]); at the root, that
     * one of the branches is.
     */
    public Double share() {
        return numberAt("share");
    }

    /** Sets share. */
    public CauseNode share(Double value) {
        set("share", value);
        return this;
    }

    /** The strongest line of evidence. */
    public String statement() {
        return textAt("statement");
    }

    /** Sets statement. */
    public CauseNode statement(String value) {
        set("statement", value);
        return this;
    }

    /** What exactly: a release, a fingerprint. */
    public String subject() {
        return textAt("subject");
    }

    /** Sets subject. */
    public CauseNode subject(String value) {
        set("subject", value);
        return this;
    }
}
