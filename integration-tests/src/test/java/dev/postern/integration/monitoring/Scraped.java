package dev.postern.integration.monitoring;

import dev.postern.cli.ProxyAssembly;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one scrape of a running Postern has told. */
record Scraped(String text) {
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    /** A scrape is up to a second old: who wants to see what has just happened waits for the next. */
    private static final long AGE_MILLIS = 1_100;

    static HttpResponse<String> ask(ProxyAssembly postern, String path) throws IOException, InterruptedException {
        URI uri = URI.create(
                "http://127.0.0.1:" + postern.monitoringAddress().orElseThrow().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    static Scraped of(ProxyAssembly postern) throws IOException, InterruptedException {
        Thread.sleep(AGE_MILLIS);
        return new Scraped(ask(postern, "/metrics").body());
    }

    /** @param series name and labels as shown: {@code postern_logins_total{protocol="imap"}} */
    double value(String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0.0);
    }

    /** As declared, without the endings of histograms. */
    List<String> names() {
        return text.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", 4)[2])
                .toList();
    }

    /** Every value of every label. */
    Map<String, Set<String>> labels() {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher label = LABEL.matcher(line);
            while (label.find()) {
                values.computeIfAbsent(label.group(1), first -> new TreeSet<>()).add(label.group(2));
            }
        });
        return values;
    }
}
