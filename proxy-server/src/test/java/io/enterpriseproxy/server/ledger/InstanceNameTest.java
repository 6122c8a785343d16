package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

import java.net.InetAddress;
import java.net.UnknownHostException;

import static org.assertj.core.api.Assertions.assertThat;

class InstanceNameTest {
    @Test
    void podIsCalledByItsNameAndNoStartIsCalledLikeAnother() {
        String name = InstanceName.next("ep-1");
        assertThat(name).startsWith("ep-1/" + ProcessHandle.current().pid() + "/");
        assertThat(InstanceName.next("ep-1")).isNotEqualTo(name);
        assertThat(InstanceName.next("h".repeat(80))).hasSizeLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void hostThatTheEnvironmentDoesNotNameIsAskedForItsName(@Nullable String hostname) throws UnknownHostException {
        String host = InetAddress.getLocalHost().getHostName();
        assertThat(InstanceName.next(hostname)).startsWith(host.substring(0, Math.min(40, host.length())) + "/");
    }
}
