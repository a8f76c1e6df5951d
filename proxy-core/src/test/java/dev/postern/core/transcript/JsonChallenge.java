package dev.postern.core.transcript;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An error challenge as a transcript describes it: base64 of a JSON object with certain members. */
final class JsonChallenge {
    private JsonChallenge() {}

    /** True where the object has each of the {@code key=value} members; further members do not matter. */
    static boolean contains(String base64, List<String> members) {
        Map<String, Object> object;
        try {
            object = JSONObjectUtils.parse(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (ParseException | IllegalArgumentException noObject) {
            return false;
        }
        return members.stream().allMatch(member -> {
            String[] pair = member.split("=", 2);
            return pair.length == 2 && pair[1].equals(String.valueOf(object.get(pair[0])));
        });
    }
}
