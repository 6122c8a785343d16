package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts the body of a batch into the bytes of its events. The bytes are not changed; each event is read later by itself. */
final class EventSlices {
    private static final JsonFactory JSON = new JsonFactory();

    private EventSlices() {}

    /**
     * The elements of a JSON array.
     *
     * @throws RequestRefusedException if the body is anything else, or has more than so many
     */
    static List<byte[]> ofJsonArray(byte[] body, int most) {
        if (!startsInUtf8(body)) {
            throw malformed("the body is not in UTF-8", null);
        }
        List<byte[]> events = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw malformed("the body is no JSON array", null);
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                add(events, Arrays.copyOfRange(body, start, (int) parser.currentLocation().getByteOffset()), most);
            }
            if (parser.nextToken() != null) {
                throw malformed("something follows the JSON array", null);
            }
        } catch (JacksonException e) {
            throw malformed("the body is no JSON array: " + e.getOriginalMessage(), place(e.getLocation()));
        }
        return events;
    }

    /** The parser reads UTF-16 and UTF-32 too, but cannot tell where in their bytes an element is. */
    private static boolean startsInUtf8(byte[] body) {
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0 || body[i] == (byte) 0xfe || body[i] == (byte) 0xff) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String place(@Nullable TokenStreamLocation location) {
        return location == null ? null : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /**
     * The lines of NDJSON; empty lines are left out.
     *
     * @throws RequestRefusedException if there are more than so many
     */
    static List<byte[]> ofLines(byte[] body, int most) {
        List<byte[]> events = new ArrayList<>();
        for (int start = 0; start < body.length;) {
            int end = indexOf(body, (byte) '\n', start);
            int last = end > start && body[end - 1] == '\r' ? end - 1 : end;
            if (last > start) {
                add(events, Arrays.copyOfRange(body, start, last), most);
            }
            start = end + 1;
        }
        return events;
    }

    private static void add(List<byte[]> events, byte[] event, int most) {
        if (events.size() == most) {
            throw new RequestRefusedException(new Problem(ProblemCode.EVENT_TOO_LARGE, "the batch has too many events",
                    null, "more than " + most, "at most " + most));
        }
        events.add(event);
    }

    private static int indexOf(byte[] body, byte wanted, int from) {
        for (int i = from; i < body.length; i++) {
            if (body[i] == wanted) {
                return i;
            }
        }
        return body.length;
    }

    private static RequestRefusedException malformed(String detail, @Nullable String place) {
        return new RequestRefusedException(new Problem(ProblemCode.MALFORMED_EVENT, detail, place, null, null));
    }
}
