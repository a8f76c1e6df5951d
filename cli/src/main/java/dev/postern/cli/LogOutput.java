package dev.postern.cli;

import dev.postern.admin.control.Verbosity;
import dev.postern.config.LogFile;
import dev.postern.config.LogSettings;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;

/** Brings Log4j up as configured: before the first event, since log4j2.xml reads these properties once. */
final class LogOutput {
    private static final String FORMAT = "postern.log.format";
    private static final String LOGGER = "postern";
    private static final String LEVEL = "postern.log.level";
    private static final String FILE = "postern.log.file";
    /** Says that there is a file, and in which format. */
    private static final String FILE_FORMAT = "postern.log.file.format";

    private static final String ROTATE_AT = "postern.log.file.rotate-at";
    private static final String KEEP = "postern.log.file.keep";

    /** Marks a property that comes from the configuration. */
    private static final String TAKEN = ".configured";

    private LogOutput() {}

    /** Takes the settings, unless a property on Java's command line says otherwise. */
    static void start(LogSettings settings) {
        offer(FORMAT, settings.format());
        offer(LEVEL, settings.level());
        place(settings.file());
    }

    /** Brings up Log4j as this file will probably have it, before it is known whether it does: {@link #change} follows. */
    static void prepare(Path file) {
        start(new LogSettings(ForetoldFormat.of(file), LogSettings.STANDARD.level(), Optional.empty()));
        verbosity();
    }

    /** Takes other settings, where {@link #start} took them. */
    static void change(LogSettings settings) {
        boolean other = taken(FORMAT) && set(FORMAT, Optional.of(text(settings.format())));
        other |= place(settings.file());
        if (taken(LEVEL)) {
            System.setProperty(LEVEL, text(settings.level()));
            verbosity(Verbosity.valueOf(settings.level().name()));
        }
        if (other) {
            Configurator.reconfigure();
            settings.file().filter(file -> !isWritten(file)).ifPresent(LogOutput::withoutFile);
        }
    }

    /** True where this is a change. */
    private static boolean place(Optional<LogFile> file) {
        boolean other = set(FILE, file.map(LogFile::path).map(Path::toString));
        other |= set(FILE_FORMAT, file.map(taken -> System.getProperty(FORMAT)));
        other |= set(ROTATE_AT, file.map(LogFile::rotateAt).map(String::valueOf));
        other |= set(KEEP, file.map(LogFile::keep).map(String::valueOf));
        return other;
    }

    private static boolean isWritten(LogFile file) {
        Configuration inForce = LoggerContext.getContext(false).getConfiguration();
        return inForce.getAppenders().values().stream()
                .anyMatch(appender -> appender instanceof RollingFileAppender rolling
                        && rolling.getFileName().equals(file.path().toString()));
    }

    /** It was good a moment ago, when the configuration was read. A log in another place is better than none. */
    private static void withoutFile(LogFile file) {
        place(Optional.empty());
        Configurator.reconfigure();
        EventLog.event(LogEvent.LOG_FILE_NOT_OPENED)
                .with(LogKey.FILE, file.path().toString())
                .write();
    }

    /** What is written at the moment. */
    static Verbosity verbosity() {
        Level level = LogManager.getLogger(LOGGER).getLevel();
        if (level.isMoreSpecificThan(Level.ERROR)) {
            return Verbosity.ERROR;
        }
        return level.isLessSpecificThan(Level.TRACE) ? Verbosity.TRACE : Verbosity.valueOf(level.name());
    }

    /** Writes more or less from now on; what libraries write stays as it is. */
    static void verbosity(Verbosity verbosity) {
        Configurator.setLevel(LOGGER, Level.valueOf(verbosity.name()));
    }

    /** For commands whose output is an answer: nothing, unless a property on Java's command line says otherwise. */
    static void silence() {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, "off");
        }
    }

    /** Writes what is still in memory. */
    static void stop() {
        LogManager.shutdown();
    }

    private static void offer(String property, Enum<?> value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, text(value));
            System.setProperty(property + TAKEN, "true");
        }
    }

    private static boolean set(String property, Optional<String> value) {
        boolean other = !value.equals(Optional.ofNullable(System.getProperty(property)));
        if (other) {
            value.ifPresentOrElse(text -> System.setProperty(property, text), () -> System.clearProperty(property));
        }
        return other;
    }

    private static boolean taken(String property) {
        return Boolean.getBoolean(property + TAKEN);
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
