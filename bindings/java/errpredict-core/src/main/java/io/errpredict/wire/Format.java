// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** The formats that are read. */
public final class Format {
    private Format() {}

    /** One JSON object a line. */
    public static final String NDJSON = "ndjson";

    /** JSON objects in an array, or one after the other, over any number of lines. */
    public static final String JSON = "json";

    /** A table with a header. */
    public static final String CSV = "csv";

    /** key=value pairs. */
    public static final String LOGFMT = "logfmt";

    /** syslog, RFC 5424 or RFC 3164. */
    public static final String SYSLOG = "syslog";

    /** Lines that begin with a time, or have one in a fixed place. */
    public static final String PLAIN = "plain";

    /** Access log of nginx or Apache. */
    public static final String ACCESS = "access";

    /** nginx's error log. */
    public static final String NGINX_ERROR = "nginx_error";

    /** Apache's error log. */
    public static final String APACHE_ERROR = "apache_error";

    /** Tables whose #Fields line names the columns: W3C (IIS, CloudFront), Zeek. */
    public static final String W3C = "w3c";

    /** Lines with the name of a container in front: docker compose logs, kubectl logs --prefix. */
    public static final String COMPOSE = "compose";

    /** Lines of a form that --pattern describes. */
    public static final String OWN = "own";

    /** Docker's JSON files, with a log of another format inside. */
    public static final String DOCKER = "docker";

    /** Kubernetes' container logs (CRI), with a log of another format inside. */
    public static final String CRI = "cri";

    /** journalctl -o json. */
    public static final String JOURNALD = "journald";

    /** OpenTelemetry logs and traces as JSON. */
    public static final String OTLP = "otlp";

    /** Events and envelopes of Sentry's clients. */
    public static final String SENTRY = "sentry";

    /** Parquet files; needs the cargo feature parquet. */
    public static final String PARQUET = "parquet";

    /** Arrow files (Feather version 2) and streams; needs the cargo feature parquet. */
    public static final String ARROW = "arrow";
}
