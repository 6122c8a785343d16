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
import org.springframework.jdbc.core.JdbcTemplate;
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

/** The one filter chain: who is not known gets 401 on every path but health, who may not gets 403. */
@Configuration(proxyBeanMethods = false)
class SecurityBeans {
    private static final Problem NOBODY = Problem.of(ProblemCode.UNAUTHORIZED, "the request names no known client");
    private static final Problem NOT_ALLOWED = Problem.of(ProblemCode.FORBIDDEN,
            "the client has not the role for this");

    @Bean
    ClientRows clientRows(JdbcTemplate jdbc) {
        return new ClientRows(jdbc);
    }

    @Bean
    KeyUses keyUses() {
        return new KeyUses();
    }

    @Bean
    ApiClients apiClients(ProxyConfig config, ClientRows rows, KeyUses uses, LedgerTransactions transactions,
            AuditTrail audit, Clock clock) {
        if (!config.security().knowsAnybody()) {
            new FirstAdmin(rows, transactions, audit, clock, System.out).makeIfMissing();
        }
        ApiClients clients = new ApiClients(config.security(), uses, clock);
        clients.follow(rows.all());
        return clients;
    }

    @Bean
    ClientRefresh clientRefresh(ClientRows rows, ApiClients clients, KeyUses uses, LedgerTransactions transactions) {
        return new ClientRefresh(rows, clients, uses, transactions);
    }

    @Bean
    ClientAdmin clientAdmin(ProxyConfig config, ApiClients clients, ClientRows rows, AuditTrail audit,
            LedgerTransactions transactions, Clock clock) {
        return new ClientAdmin(config.security(), clients, rows, audit, transactions, clock);
    }

    @Bean
    Identities identities(ApiClients keys, ProxyConfig config) {
        return new Identities(keys, new TokenClients(config.security().tokenIssuers()),
                new CertificateClients(config.security().certificateClients()));
    }

    @Bean
    FailedLogInTrail failedLogInTrail(AuditTrail audit, LedgerTransactions transactions, Clock clock) {
        return new FailedLogInTrail(clock, entries -> transactions.commit(
                () -> entries.forEach(entry -> audit.record("nobody", "log-in.fail", entry.address(),
                        entry.detail()))));
    }

    @Bean
    EventRates eventRates(ProxyConfig config) {
        return new EventRates(config.security());
    }

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, Identities identities, FailedLogInTrail trail,
            ProxyConfig config, ProblemWriter problems) {
        FailedLogIns failures = new FailedLogIns(config.security().limits().failedLogIns());
        return http.csrf(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable).requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new IdentityFilter(identities, failures, trail, problems),
                        AnonymousAuthenticationFilter.class)
                .addFilterAfter(new OtherSitesFilter(problems), AuthorizationFilter.class)
                .addFilterAfter(new BodyLimitFilter(config.server().maxBodyBytes(),
                        BodyRoom.ofThisProcess(config.server().maxBodyBytes()), problems), OtherSitesFilter.class)
                .authorizeHttpRequests(requests -> rules(requests, config.security().secondPerson()))
                .headers(headers -> headers
                        .contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthorized(problems, trail))
                        .accessDeniedHandler(forbidden(problems)))
                .build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            boolean secondPerson) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                .requestMatchers(AccessRules.OPEN).permitAll();
        for (AccessRule rule : AccessRules.all()) {
            requests.requestMatchers(rule.method(), rule.pattern()).hasAnyRole(rule.roleNames(secondPerson));
        }
    }

    /** What the firewall refuses before the chain: a path that no client may send. Who is nobody still gets 401. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(Identities identities, FailedLogInTrail trail,
            ProblemWriter problems) {
        return (request, response, rejection) -> {
            if (!isKnown(identities, request)) {
                unauthorized(problems, trail).commence(request, response,
                        new InsufficientAuthenticationException("no identity", rejection));
            } else {
                problems.write(response, Problem.of(ProblemCode.INVALID_REQUEST,
                        "the request's path, method or headers are malformed"));
            }
        };
    }

    private static boolean isKnown(Identities identities, HttpServletRequest request) {
        try {
            Identity identity = identities.of(request);
            if (identity instanceof Identity.Refused refused) {
                request.setAttribute(IdentityFilter.FAILED, refused.logIn());
            }
            return identity instanceof Identity.Known;
        } catch (IdentityUnavailableException e) {
            return false;
        }
    }

    private static AuthenticationEntryPoint unauthorized(ProblemWriter problems, FailedLogInTrail trail) {
        return (request, response, e) -> {
            if (request.getAttribute(IdentityFilter.FAILED) instanceof FailedLogIn failed) {
                trail.note(request.getRemoteAddr(), failed);
            }
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(response, NOBODY);
        };
    }

    private static AccessDeniedHandler forbidden(ProblemWriter problems) {
        return (request, response, e) -> problems.write(response, NOT_ALLOWED);
    }
}
