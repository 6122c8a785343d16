package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import java.util.List;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** A client of the HTTP API, which shows a certificate that the server trusts. */
public record CertificateClientConfig(
        @JsonPropertyDescription("name in the audit trail") String name,
        @JsonPropertyDescription("subject of its certificate, whole, such as CN=warehouse,O=Example") String subject,
        @JsonPropertyDescription("what it may do") List<Role> roles,
        @Nullable @JsonPropertyDescription("the only mappings it may call and see; all if absent") List<String> mappings,
        @Nullable @JsonPropertyDescription("most events a second, on each instance; instead of limits.events-per-second") Integer eventsPerSecond) {

    public CertificateClientConfig {
        try {
            new LdapName(subject);
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException("found the subject " + subject
                    + "; expected a distinguished name such as CN=warehouse,O=Example", e);
        }
        ClientChecks.check(roles, eventsPerSecond);
    }
}
