package io.enterpriseproxy.server.security;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

import java.time.Clock;
import java.util.List;

/** The one filter chain: who is not known gets 401 on every path but health, who may not gets 403. */
@Configuration(proxyBeanMethods = false)
class SecurityBeans {
    private static final Problem NOBODY = Problem.of(ProblemCode.UNAUTHORIZED, "the request names no known client");
    private static final Problem NOT_ALLOWED = Problem.of(ProblemCode.FORBIDDEN,
            "the client has not the role for this");

    @Bean
    ApiClients apiClients(ProxyConfig config, StoredClients rows, LedgerTransactions transactions,
            AuditTrail audit, Clock clock) {
        List<ApiClients.Known> known = config.security().knowsAnybody()
                ? config.security().apiClients().stream().flatMap(ApiClients.Known::of).toList()
                : new FirstAdmin(rows, transactions, audit, clock, System.out).load();
        return new ApiClients(known, clock);
    }

    @Bean
    Identities identities(ApiClients keys, ProxyConfig config) {
        return new Identities(keys, new TokenClients(config.security().tokenIssuers()),
                new CertificateClients(config.security().certificateClients()));
    }

    @Bean
    EventRates eventRates(ProxyConfig config) {
        return new EventRates(config.security());
    }

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, Identities identities, ProxyConfig config,
            ProblemWriter problems) {
        FailedLogIns failures = new FailedLogIns(config.security().limits().failedLogIns());
        return http.csrf(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable).requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new IdentityFilter(identities, failures, problems),
                        AnonymousAuthenticationFilter.class)
                .addFilterAfter(new BodyLimitFilter(config.server().maxBodyBytes(), problems),
                        AuthorizationFilter.class)
                .authorizeHttpRequests(SecurityBeans::rules)
                .headers(headers -> headers
                        .contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthorized(problems))
                        .accessDeniedHandler(forbidden(problems)))
                .build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                .requestMatchers(AccessRules.OPEN).permitAll();
        for (AccessRule rule : AccessRules.all()) {
            requests.requestMatchers(rule.method(), rule.pattern()).hasAnyRole(rule.roleNames());
        }
    }

    /** What the firewall refuses before the chain: a path that no client may send. Who is nobody still gets 401. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(Identities identities, ProblemWriter problems) {
        return (request, response, rejection) -> {
            if (!isKnown(identities, request)) {
                unauthorized(problems).commence(request, response,
                        new InsufficientAuthenticationException("no identity", rejection));
            } else {
                problems.write(response, Problem.of(ProblemCode.INVALID_REQUEST,
                        "the request's path, method or headers are malformed"));
            }
        };
    }

    private static boolean isKnown(Identities identities, HttpServletRequest request) {
        try {
            return identities.of(request).isPresent();
        } catch (IdentityUnavailableException e) {
            return false;
        }
    }

    private static AuthenticationEntryPoint unauthorized(ProblemWriter problems) {
        return (request, response, e) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(response, NOBODY);
        };
    }

    private static AccessDeniedHandler forbidden(ProblemWriter problems) {
        return (request, response, e) -> problems.write(response, NOT_ALLOWED);
    }
}
