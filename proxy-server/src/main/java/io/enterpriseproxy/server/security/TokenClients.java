package io.enterpriseproxy.server.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.enterpriseproxy.server.config.Role;
import io.enterpriseproxy.server.config.TokenIssuerConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The clients that show tokens of known issuers: signed JWTs, by asymmetric keys only. */
final class TokenClients {
    private static final Logger LOG = LoggerFactory.getLogger(TokenClients.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
    private static final Duration OUTAGE = Duration.ofHours(4);
    private static final int LONGEST_NAME = 128;

    private final Map<String, Issuer> byIssuer = new HashMap<>();

    TokenClients(List<TokenIssuerConfig> issuers) {
        issuers.forEach(issuer -> byIssuer.put(issuer.issuer().toString(), new Issuer(issuer, decoder(issuer))));
    }

    private record Issuer(TokenIssuerConfig config, JwtDecoder decoder) {}

    /** The issuer's keys are asked for when the first token comes, not when the server starts. */
    private static JwtDecoder decoder(TokenIssuerConfig issuer) {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys(issuer))
                    .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values()))).build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    new JwtTimestampValidator(issuer.clockSkew()),
                    new JwtClaimValidator<>("exp", Objects::nonNull),
                    new JwtIssuerValidator(issuer.issuer().toString()),
                    new JwtClaimValidator<Collection<String>>("aud",
                            audience -> audience != null && audience.contains(issuer.audience()))));
            return decoder;
        });
    }

    /** Tokens with keys that nobody knows do not make us ask the issuer again and again; while it is away its keys stay good. */
    private static JWKSource<SecurityContext> keys(TokenIssuerConfig issuer) {
        IssuerWeb web = new IssuerWeb();
        try {
            URL keys = (issuer.keys() == null ? discovered(issuer, web) : issuer.keys()).toURL();
            return JWKSourceBuilder.<SecurityContext>create(keys, web).rateLimited(BETWEEN_LOOKS.toMillis())
                    .outageTolerant(OUTAGE.toMillis()).build();
        } catch (IOException | IllegalArgumentException | JacksonException e) {
            throw new IllegalStateException("the keys of " + issuer.issuer() + " are not to be had (" + e.getMessage()
                    + ")", e);
        }
    }

    private static URI discovered(TokenIssuerConfig issuer, IssuerWeb web) throws IOException {
        String about = issuer.issuer().toString().replaceAll("/$", "") + "/.well-known/openid-configuration";
        JsonNode found = JsonMapper.shared().readTree(web.retrieveResource(URI.create(about).toURL()).getContent());
        if (!found.path("issuer").asString("").equals(issuer.issuer().toString())) {
            throw new IOException(about + " is that of another issuer");
        }
        return URI.create(found.path("jwks_uri").asString(""));
    }

    /**
     * The client of a token that is good; who has no role here is nobody.
     *
     * @throws IdentityUnavailableException if the issuer's keys cannot be asked for
     */
    Identity withToken(String token) {
        String who = "unreadable";
        try {
            JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
            who = claims == null ? "unreadable" : "subject " + claims.getSubject() + ", issuer " + claims.getIssuer();
            String named = claims == null ? null : claims.getIssuer();
            Issuer issuer = named == null ? null : byIssuer.get(named);
            return issuer == null
                    ? Identity.refused(Shown.TOKEN, who, "no issuer of this name is known")
                    : client(issuer.config(), issuer.decoder().decode(token), who);
        } catch (ParseException e) {
            return refused(who, "it is no signed JWT", e);
        } catch (BadJwtException e) {
            return refused(who, String.valueOf(e.getMessage()), e);
        } catch (JwtException | JwtDecoderInitializationException e) {
            throw new IdentityUnavailableException(e);
        }
    }

    private static Identity refused(String who, String why, Exception e) {
        LOG.atDebug().log("A token is not good: {}", e.getMessage());
        return Identity.refused(Shown.TOKEN, who, why);
    }

    private static Identity client(TokenIssuerConfig issuer, Jwt token, String who) {
        String name = token.getClaimAsString(issuer.nameClaim());
        Set<Role> roles = EnumSet.noneOf(Role.class);
        texts(claim(token, issuer.rolesClaim())).forEach(value -> {
            Role role = issuer.roles().get(value);
            if (role != null) {
                roles.add(role);
            }
        });
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            return Identity.refused(Shown.TOKEN, who, "its claim " + issuer.nameClaim() + " is no name");
        }
        if (roles.isEmpty()) {
            return Identity.refused(Shown.TOKEN, who, "its claim " + issuer.rolesClaim() + " gives no role");
        }
        return new Identity.Known(new ApiClient(name, roles, issuer.mappingsClaim() == null
                ? null
                : new HashSet<>(texts(claim(token, issuer.mappingsClaim())))));
    }

    private static @Nullable Object claim(Jwt token, String path) {
        Object value = token.getClaims();
        for (String step : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> tree ? tree.get(step) : null;
        }
        return value;
    }

    /** The items of a list, or the words of a text. */
    private static List<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case Collection<?> items -> items.stream().map(String::valueOf).toList();
            case String words -> List.of(words.split(" ", -1));
            case null, default -> List.of();
        };
    }
}
