package dev.postern.cli.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Two samples as a picture of what happens, for people or for programs. */
final class TopView {
    private TopView() {}

    /** The first line is a heading. */
    static List<String> lines(TopSample before, TopSample now) {
        Members status = now.status();
        String up = Ages.of(Duration.ofSeconds(status.number("up_seconds")));
        List<String> lines = new ArrayList<>();
        lines.add("postern " + status.text("version") + "  " + status.text("state") + "  up " + up);
        lines.add("");
        Members sessions = status.object("sessions");
        Table table = new Table();
        table.row(
                "sessions",
                sessions.text("total"),
                sessions.text("logged_in") + " logged in: "
                        + sessions.object("by_protocol").counts());
        rates(before, now).forEach((name, rate) -> table.row(name, text(name, rate), ""));
        lines.addAll(table.lines());
        refusals(before, now, lines);
        backends(status, lines);
        return lines;
    }

    /** For each second. */
    private static Map<String, Double> rates(TopSample before, TopSample now) {
        Map<String, Double> rates = new LinkedHashMap<>();
        rates.put("connections", number(before, now, "connections"));
        rates.put("logins", now.rate(before, now.sum("logins"), before.sum("logins")));
        rates.put("refusals", now.rate(before, total(now), total(before)));
        if (!now.sinceStart().text("bytes_in").isEmpty()) {
            rates.put("bytes_in", number(before, now, "bytes_in"));
            rates.put("bytes_out", number(before, now, "bytes_out"));
        }
        return rates;
    }

    private static double number(TopSample before, TopSample now, String name) {
        return now.rate(
                before, now.sinceStart().number(name), before.sinceStart().number(name));
    }

    private static long total(TopSample sample) {
        return sample.refusals().values().stream().mapToLong(Long::longValue).sum();
    }

    private static String text(String name, double rate) {
        return name.startsWith("bytes") ? Ages.octets(Math.round(rate)) + "/s" : perSecond(rate);
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%.1f/s", rate);
    }

    private static void refusals(TopSample before, TopSample now, List<String> lines) {
        Map<String, Long> earlier = before.refusals();
        Table table = new Table("REFUSED", "NOW", "SINCE START");
        now.refusals()
                .forEach((reason, count) -> table.row(
                        reason,
                        perSecond(now.rate(before, count, earlier.getOrDefault(reason, 0L))),
                        Long.toString(count)));
        lines.add("");
        lines.addAll(table.lines());
    }

    private static void backends(Members status, List<String> lines) {
        Table table = new Table("BACKEND", "PROTOCOL", "SERVER", "STATE");
        for (Members backend : status.objects("backends")) {
            table.row(backend.text("name"), backend.text("protocol"), backend.text("server"), backend.text("state"));
        }
        lines.add("");
        lines.addAll(table.lines());
    }

    static String json(TopSample before, TopSample now) {
        StringBuilder json = new StringBuilder("{\"interval_seconds\":");
        json.append(String.format(Locale.ROOT, "%.3f", (now.nanos() - before.nanos()) / 1e9))
                .append(",\"per_second\":");
        Map<String, Object> rates = new LinkedHashMap<>();
        rates(before, now).forEach((name, rate) -> rates.put(name, String.format(Locale.ROOT, "%.3f", rate)));
        json.append(Question.object(rates).replaceAll("\"([0-9.]+)\"", "$1"));
        return json.append(",\"status\":")
                .append(now.text().strip())
                .append('}')
                .toString();
    }
}
