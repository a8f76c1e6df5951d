package dev.postern.cli.control;

import java.time.Duration;

/** Spans of time and sizes as people read them: two units, no more. */
final class Ages {
    private Ages() {}

    static String of(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        return seconds < 86_400
                ? seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m"
                : seconds / 86_400 + "d " + seconds % 86_400 / 3_600 + "h";
    }

    static String octets(long octets) {
        if (octets < 1_024) {
            return octets + "B";
        }
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        double size = octets / 1_024.0;
        int unit = 0;
        while (size >= 1_024 && unit < units.length - 1) {
            size /= 1_024;
            unit++;
        }
        return String.format("%.1f%s", size, units[unit]);
    }
}
