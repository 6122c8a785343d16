package io.enterpriseproxy.chain;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class Keccak256Test {
    @Test
    void hashIsEthereumsAndNotThatOfSha3() {
        assertThat(hash("")).isEqualTo("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        assertThat(hash("Transfer(address,address,uint256)"))
                .isEqualTo("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
    }

    private static String hash(String text) {
        return Hex.encode(Keccak256.hash(text.getBytes(StandardCharsets.UTF_8)));
    }
}
