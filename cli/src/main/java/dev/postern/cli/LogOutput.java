package dev.postern.cli;

import dev.postern.config.LogSettings;
import java.util.Locale;
import org.apache.logging.log4j.LogManager;

/** Brings Log4j up as configured: before the first event, since log4j2.xml reads these properties once. */
final class LogOutput {
    private static final String FORMAT = "postern.log.format";
    private static final String LEVEL = "postern.log.level";

    private LogOutput() {}

    /** Takes the settings, unless a property on Java's command line says otherwise. */
    static void start(LogSettings settings) {
        offer(FORMAT, settings.format());
        offer(LEVEL, settings.level());
    }

    /** Writes what is still in memory. */
    static void stop() {
        LogManager.shutdown();
    }

    private static void offer(String property, Enum<?> value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value.name().toLowerCase(Locale.ROOT));
        }
    }
}
