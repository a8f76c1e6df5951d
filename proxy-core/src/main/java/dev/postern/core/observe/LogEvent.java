package dev.postern.core.observe;

import org.apache.logging.log4j.Level;

/** Every event that the log can name, with its level and constant message. */
public enum LogEvent {
    STARTED(Level.INFO, "started"),
    LISTENING(Level.INFO, "listening"),
    STOPPING(Level.INFO, "stopping"),
    STOPPED(Level.INFO, "stopped"),
    CONNECTION_REFUSED(Level.INFO, "connection refused"),
    LOGIN_ACCEPTED(Level.INFO, "login"),
    LOGIN_REFUSED(Level.INFO, "login refused"),
    FORGERY_IGNORED(Level.INFO, "forged claim ignored"),
    SESSION_CLOSED(Level.INFO, "closed"),
    UPSTREAM_FAILED(Level.WARN, "upstream not reached"),
    LEFT_BEFORE_LOGIN(Level.DEBUG, "left before login"),
    BACKEND_FAILED(Level.WARN, "backend login failed"),
    BACKEND_ALARM(Level.ERROR, "backend needs the administrator"),
    BACKEND_PROBED(Level.INFO, "backend probed"),
    BACKEND_PROBE_FAILED(Level.WARN, "backend probe failed"),
    BACKEND_DOWN(Level.ERROR, "backend is down"),
    BACKEND_UP(Level.INFO, "backend is up again"),
    MAILBOX_FILE_LOADED(Level.INFO, "mailbox file loaded"),
    MAILBOX_FILE_REJECTED(Level.ERROR, "mailbox file not loaded, the old content stays in force"),
    KEYS_FETCHED(Level.INFO, "keys fetched"),
    KEYS_UNAVAILABLE(Level.WARN, "keys not fetched"),
    STANDING_UNKNOWN(Level.WARN, "live sessions not checked, the provider does not answer"),
    LOGOUT_HEARD(Level.INFO, "logout at the provider"),
    LOGOUT_REFUSED(Level.WARN, "logout token refused"),
    LOGOUT_NOT_PASSED_ON(Level.WARN, "logout not passed on to a Postern that drains"),
    DELEGATION_LOADED(Level.INFO, "delegation file loaded"),
    DELEGATION_REJECTED(Level.ERROR, "delegation file not loaded, the old content stays in force"),
    CERTIFICATE_LOADED(Level.INFO, "certificate loaded"),
    CERTIFICATE_OUT_OF_DATE(Level.WARN, "certificate is out of date"),
    CERTIFICATE_REJECTED(Level.ERROR, "certificate not loaded, the old one stays in service"),
    ACCEPT_PAUSED(Level.ERROR, "accepting paused"),
    ACCEPT_RESUMED(Level.INFO, "accepting resumed"),
    SESSIONS_ENDED(Level.WARN, "sessions ended by an operator"),
    DRAINING(Level.WARN, "draining, nobody more is let in"),
    TAKEN_OVER(Level.WARN, "taken over from a Postern that drains now"),
    DRAINED(Level.INFO, "drained"),
    RELOADED(Level.WARN, "settings reloaded"),
    RELOAD_REFUSED(Level.ERROR, "settings not reloaded, the old ones stay in force"),
    CONTROL_SOCKET_LOST(Level.ERROR, "control socket is gone"),
    OPERATORS_SHUT_OUT(Level.ERROR, "control socket is for Postern's user alone"),
    LOG_LEVEL_SET(Level.WARN, "log level set"),
    LOG_FILE_NOT_OPENED(Level.ERROR, "log file not opened, the log goes elsewhere"),
    DESCRIPTORS_FEW(Level.WARN, "fewer descriptors than limits.connections may need"),
    SYSTEMD_NOT_TOLD(Level.WARN, "systemd not told"),
    THREAD_STUCK(Level.ERROR, "no answer from a thread that carries mail"),
    PEER_ODDITY(Level.DEBUG, "peer oddity"),
    INTERNAL_ERROR(Level.ERROR, "internal error");

    // Log4j's Level is immutable, but does not say so in a way that the compiler's check could read.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Level level;

    private final String message;

    LogEvent(Level level, String message) {
        this.level = level;
        this.message = message;
    }

    public Level level() {
        return level;
    }

    public String message() {
        return message;
    }
}
