package io.enterpriseproxy.server.intake;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Call ids: UUID version 7 (RFC 9562), which rise with time and so keep their index compact. */
final class CallIds {
    private CallIds() {}

    static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | random.nextLong(0x1000);
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
