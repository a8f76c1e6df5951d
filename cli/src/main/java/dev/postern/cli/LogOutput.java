package dev.postern.cli;

import dev.postern.admin.control.Verbosity;
import dev.postern.config.LogSettings;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** Brings Log4j up as configured: before the first event, since log4j2.xml reads these properties once. */
final class LogOutput {
    private static final String FORMAT = "postern.log.format";
    private static final String LOGGER = "postern";
    private static final String LEVEL = "postern.log.level";

    /** Marks a property that comes from the configuration. */
    private static final String TAKEN = ".configured";

    private LogOutput() {}

    /** Takes the settings, unless a property on Java's command line says otherwise. */
    static void start(LogSettings settings) {
        offer(FORMAT, settings.format());
        offer(LEVEL, settings.level());
    }

    /** Brings up Log4j as this file will probably have it, before it is known whether it does: {@link #change} follows. */
    static void prepare(Path file) {
        start(new LogSettings(ForetoldFormat.of(file), LogSettings.STANDARD.level()));
        verbosity();
    }

    /** Takes other settings, where {@link #start} took them. */
    static void change(LogSettings settings) {
        String format = text(settings.format());
        boolean other = taken(FORMAT) && !format.equals(System.getProperty(FORMAT));
        if (other) {
            System.setProperty(FORMAT, format);
        }
        if (taken(LEVEL)) {
            System.setProperty(LEVEL, text(settings.level()));
            verbosity(Verbosity.valueOf(settings.level().name()));
        }
        if (other) {
            Configurator.reconfigure();
        }
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

    private static boolean taken(String property) {
        return Boolean.getBoolean(property + TAKEN);
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
