package dev.postern.core.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How the octets of a bare run arrive, and how soon its answers.
 *
 * @param name for the test's name
 * @param cut where octets are cut
 * @param seed of the random cuts
 * @param delayed whether verdicts and logins are answered later instead of during the call
 */
record Delivery(String name, Cut cut, long seed, boolean delayed) {
    private static final int RANDOM_RUNS = 6;

    enum Cut {
        NOWHERE,
        EVERYWHERE,
        RANDOMLY
    }

    static List<Delivery> all() {
        List<Delivery> all = new ArrayList<>();
        for (boolean delayed : new boolean[] {false, true}) {
            String answers = delayed ? ", delayed answers" : ", immediate answers";
            all.add(new Delivery("whole" + answers, Cut.NOWHERE, 0, delayed));
            all.add(new Delivery("byte by byte" + answers, Cut.EVERYWHERE, 0, delayed));
            for (long seed = 1; seed <= RANDOM_RUNS; seed++) {
                all.add(new Delivery("chunks of seed " + seed + answers, Cut.RANDOMLY, seed, delayed));
            }
        }
        return all;
    }

    Random random() {
        return new Random(seed);
    }

    /** The octets in pieces, in order. */
    List<String> pieces(String octets, Random random) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < octets.length(); ) {
            int size = switch (cut) {
                case NOWHERE -> octets.length();
                case EVERYWHERE -> 1;
                case RANDOMLY -> 1 + random.nextInt(random.nextBoolean() ? 7 : 200);
            };
            int end = Math.min(octets.length(), at + size);
            pieces.add(octets.substring(at, end));
            at = end;
        }
        return pieces;
    }
}
