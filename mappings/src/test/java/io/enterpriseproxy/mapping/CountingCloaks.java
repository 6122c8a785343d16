package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.privacy.CloakSource;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Other bytes each time, and a wrapped key that is the key itself. */
final class CountingCloaks implements CloakSource {
    private final AtomicInteger next = new AtomicInteger(1);

    @Override
    public Set<String> keys() {
        return Set.of("privacy-2026");
    }

    @Override
    public byte[] random(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) next.getAndIncrement());
        return bytes;
    }

    @Override
    public byte[] wrap(String key, byte[] dataKey) {
        return dataKey;
    }
}
