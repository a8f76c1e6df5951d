package dev.postern.admin.metrics;

import java.util.List;

/**
 * Every metric that there is, in the order in which they are shown; {@code docs/metrics.md} is written from it. Label values
 * come from closed lists of ours, from the configuration or from the Java runtime, never from a peer.
 */
public enum Metric {
    BUILD(
            Kind.GAUGE,
            "postern_build_info",
            "Always 1; the labels tell the build and its Java runtime.",
            "version",
            "java"),
    DRAINING(Kind.GAUGE, "postern_draining", "1 once nobody more is let in."),
    CONNECTIONS(Kind.GAUGE, "postern_connections", "Connections of clients that are open."),
    CONNECTION_LIMIT(Kind.GAUGE, "postern_connections_limit", "How many may be open: limits.connections."),
    AWAITING_HEADER(
            Kind.GAUGE,
            "postern_connections_awaiting_header",
            "Connections whose proxy has still to send its PROXY header; they are no sessions yet."),
    ACCEPTED(Kind.COUNTER, "postern_connections_accepted_total", "Connections that were let in at the door."),
    TURNED_AWAY(
            Kind.COUNTER,
            "postern_connections_turned_away_total",
            "Connections that were not let in at the door.",
            "reason"),
    SESSIONS(
            Kind.GAUGE,
            "postern_sessions",
            "Sessions that are live; state is prelude or logged_in.",
            "protocol",
            "state"),
    SESSIONS_CLOSED(Kind.COUNTER, "postern_sessions_closed_total", "Sessions that have ended.", "reason"),
    SESSION_SECONDS(
            Kind.HISTOGRAM,
            "postern_session_duration_seconds",
            "From accept to close, of sessions that had a backend or upstream.",
            "protocol"),
    RELAYED(
            Kind.COUNTER,
            "postern_relayed_bytes_total",
            "Octets passed on; direction is in (from clients) or out (to clients).",
            "protocol",
            "direction"),
    LOGINS(Kind.COUNTER, "postern_logins_total", "Logins that succeeded.", "protocol"),
    LOGIN_SECONDS(
            Kind.HISTOGRAM,
            "postern_login_duration_seconds",
            "From accept to the backend's yes, with the time that clients take.",
            "protocol"),
    UNREADABLE(Kind.COUNTER, "postern_attempts_unreadable_total", "Login attempts without a token to judge.", "reason"),
    TOKENS_REFUSED(Kind.COUNTER, "postern_tokens_refused_total", "Tokens that did not log in.", "reason"),
    VERIFICATION_SECONDS(
            Kind.HISTOGRAM,
            "postern_token_verification_duration_seconds",
            "From a token to its verdict, whatever the verdict."),
    BACKEND_FAILED(
            Kind.COUNTER,
            "postern_backend_logins_failed_total",
            "Logins of good tokens that failed at the backend.",
            "reason"),
    BACKEND_SECONDS(
            Kind.HISTOGRAM,
            "postern_backend_login_duration_seconds",
            "Connect, TLS and login at the backend, of those that succeeded; every backend in use has one.",
            "backend",
            "protocol"),
    FORGED(
            Kind.COUNTER,
            "postern_forged_claims_total",
            "Claims of clients that only a proxy may make: PROXY headers, ID fields, XCLIENT, XFORWARD."),
    HANDSHAKES(
            Kind.COUNTER,
            "postern_tls_handshakes_total",
            "Handshakes with clients that succeeded; resumed is yes or no.",
            "version",
            "resumed"),
    HANDSHAKES_FAILED(
            Kind.COUNTER, "postern_tls_handshakes_failed_total", "Handshakes with clients that failed.", "reason"),
    HANDSHAKE_SECONDS(
            Kind.HISTOGRAM,
            "postern_tls_handshake_duration_seconds",
            "Handshakes with clients that succeeded, from beginning to end."),
    HANDSHAKES_WAITING(
            Kind.GAUGE, "postern_tls_handshakes_waiting", "Handshakes that wait for a thread to compute on."),
    CERTIFICATE_EXPIRY(
            Kind.GAUGE,
            "postern_certificate_expiry_timestamp_seconds",
            "Until when the certificate in service is good, in seconds since 1970; the label is its file.",
            "file"),
    BACKEND_UP(
            Kind.GAUGE,
            "postern_backend_up",
            "1 where the backend answers, 0 where it is down.",
            "backend",
            "protocol"),
    KEYS(Kind.GAUGE, "postern_issuer_keys", "Usable keys of the issuer as last fetched.", "issuer"),
    KEY_AGE(
            Kind.GAUGE,
            "postern_issuer_key_age_seconds",
            "Since the issuer's keys were fetched; absent before the first time.",
            "issuer"),
    KEYS_USABLE(
            Kind.GAUGE,
            "postern_issuer_keys_usable",
            "1 where tokens are judged by these keys: there are some, and they are not too old.",
            "issuer"),
    KEYS_FAILING(Kind.GAUGE, "postern_issuer_key_fetch_failing", "1 where the latest fetch of keys failed.", "issuer"),
    LOOP_SECONDS(
            Kind.HISTOGRAM,
            "postern_loop_delay_seconds",
            "How long a thread that carries mail or lets clients in takes to answer, asked once a second."),
    LOOPS_SILENT(
            Kind.GAUGE,
            "postern_loops_silent",
            "Threads that carry mail or let clients in and have not answered for ten seconds."),
    MEMORY_USED(Kind.GAUGE, "jvm_memory_used_bytes", "Memory in use; area is heap or nonheap.", "area"),
    MEMORY_MAX(Kind.GAUGE, "jvm_memory_max_bytes", "The largest that the heap may become.", "area"),
    BUFFERS_USED(Kind.GAUGE, "jvm_buffer_pool_used_bytes", "Buffers outside the heap, by the runtime's pools.", "pool"),
    COLLECTIONS(Kind.COUNTER, "jvm_gc_collections_total", "Garbage collections, by the runtime's collectors.", "gc"),
    COLLECTION_SECONDS(Kind.COUNTER, "jvm_gc_collection_seconds_total", "Time spent in them.", "gc"),
    THREADS(Kind.GAUGE, "jvm_threads_current", "Threads that are live."),
    CPU_SECONDS(Kind.COUNTER, "process_cpu_seconds_total", "Processor time used."),
    OPEN_FILES(Kind.GAUGE, "process_open_fds", "Descriptors that are open."),
    MOST_FILES(Kind.GAUGE, "process_max_fds", "Descriptors that may be open."),
    START(Kind.GAUGE, "process_start_time_seconds", "When the process began, in seconds since 1970.");

    /** As Prometheus names its types. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private final Kind kind;
    private final String text;
    private final String help;

    // Of strings, and never changed.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> labels;

    Metric(Kind kind, String text, String help, String... labels) {
        this.kind = kind;
        this.text = text;
        this.help = help;
        this.labels = List.of(labels);
    }

    public Kind kind() {
        return kind;
    }

    /** As Prometheus sees it: {@code postern_logins_total}; a histogram has its own endings behind. */
    public String text() {
        return text;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }
}
