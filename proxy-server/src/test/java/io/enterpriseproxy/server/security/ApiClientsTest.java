package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.ApiClientConfig;
import io.enterpriseproxy.server.config.ApiKeyConfig;
import io.enterpriseproxy.server.config.Expiry;
import io.enterpriseproxy.server.config.LimitsConfig;
import io.enterpriseproxy.server.config.Role;
import io.enterpriseproxy.server.config.SecurityConfig;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiClientsTest {
    private static final String OLD = "ep_old" + "0".repeat(40);
    private static final String NEW = "ep_new" + "0".repeat(40);

    private static final Identity ERP = new Identity.Known(new ApiClient("erp", Set.of(Role.CALLER), null));

    private static ApiClients at(String now) {
        ApiClientConfig erp = new ApiClientConfig("erp", null, null,
                List.of(key(OLD, Expiry.parse("2027-01-31")), key(NEW, Expiry.parse("2027-06-30T12:00:00Z"))),
                List.of(Role.CALLER), null, null);
        return new ApiClients(
                new SecurityConfig(List.of(erp), List.of(), List.of(), new LimitsConfig(null, Map.of(), 20), false),
                new KeyUses(), Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private static ApiKeyConfig key(String key, Expiry expires) {
        return new ApiKeyConfig(null, HexFormat.of().formatHex(ApiKeyHash.ofKey(key).bytes()), expires);
    }

    @Test
    void whileTheKeyChangesBothAreGood() {
        assertThat(at("2027-01-31T23:59:59Z").withKey(OLD)).isEqualTo(ERP);
        assertThat(at("2027-01-31T23:59:59Z").withKey(NEW)).isEqualTo(ERP);
    }

    @Test
    void keyIsWorthNothingAfterItsLastDay() {
        assertThat(at("2027-02-01T00:00:00Z").withKey(OLD)).isInstanceOf(Identity.Refused.class);
        assertThat(at("2027-06-30T11:59:59Z").withKey(NEW)).isEqualTo(ERP);
        assertThat(at("2027-06-30T12:00:00Z").withKey(NEW)).isInstanceOf(Identity.Refused.class);
    }

    @Test
    void ofAKeyThatNobodyHasItsBeginningIsTold() {
        assertThat(at("2027-01-31T00:00:00Z").withKey("ep_AbCdEfGh" + "0".repeat(40)))
                .isEqualTo(Identity.refused(Shown.API_KEY, "ep_AbCdEf…", "no client has it"));
    }

    @Test
    void ofWhatIsNoKeyNothingIsTold() {
        assertThat(at("2027-01-31T00:00:00Z").withKey("ep_hunter2"))
                .isEqualTo(Identity.refused(Shown.API_KEY, "malformed", "no client has it"));
    }

    @Test
    void expiryThatIsNoDayIsRefused() {
        assertThatThrownBy(() -> Expiry.parse("soon")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2027-01-31");
    }
}
