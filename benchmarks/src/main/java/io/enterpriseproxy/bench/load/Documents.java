package io.enterpriseproxy.bench.load;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Events: about as much as an ERP says of a posted document. */
public final class Documents {
    private static final String REST = "\",\"company\":\"1000\",\"fiscalYear\":2026,\"type\":\"RE\","
            + "\"supplier\":{\"id\":\"100042\",\"name\":\"Nordwind Metallbau GmbH\"},\"currency\":\"EUR\","
            + "\"total\":1190.00,\"tax\":190.00,\"postedAt\":\"2026-11-02T08:15:00Z\",\"lines\":["
            + "{\"no\":1,\"material\":\"MAT-4711\",\"quantity\":12,\"price\":50.00},"
            + "{\"no\":2,\"material\":\"MAT-4712\",\"quantity\":8,\"price\":50.00}]}";

    private Documents() {}

    /** The number that the document carries, which is its idempotency key. */
    public static String number(long sequence) {
        return "RE-" + (1_000_000_000L + sequence);
    }

    /** One document as JSON. */
    public static String json(long sequence) {
        return "{\"no\":\"" + number(sequence) + REST;
    }

    /** Documents in a JSON array. */
    public static String array(long from, int count) {
        return LongStream.range(from, from + count).mapToObj(Documents::json)
                .collect(Collectors.joining(",", "[", "]"));
    }
}
