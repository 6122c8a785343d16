package io.enterpriseproxy.server.security;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.List;

/** The one filter chain: who is not known gets 401 on every path but health, who may not gets 403. */
@Configuration(proxyBeanMethods = false)
class SecurityBeans {
    private static final Problem NOBODY = Problem.of(ProblemCode.UNAUTHORIZED, "the request names no known API client");
    private static final Problem NOT_ALLOWED = Problem.of(ProblemCode.FORBIDDEN,
            "the API client has not the role for this");

    @Bean
    ApiClients apiClients(ProxyConfig config, StoredClients rows, PlatformTransactionManager transactions,
            AuditTrail audit, Clock clock) {
        List<ApiClients.Known> configured = config.security().apiClients().stream().map(ApiClients.Known::of).toList();
        return new ApiClients(configured.isEmpty()
                ? new FirstAdmin(rows, new TransactionTemplate(transactions), audit, clock, System.out).load()
                : configured);
    }

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, ApiClients clients, ProxyConfig config,
            ProblemWriter problems) {
        return http.csrf(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new ApiKeyFilter(clients), AnonymousAuthenticationFilter.class)
                .addFilterAfter(new BodyLimitFilter(config.server().maxBodyBytes(), problems),
                        AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                        .requestMatchers("/actuator/health/**").permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/v1/calls/{mapping}", "/api/v1/calls/{mapping}/batch",
                                "/api/v1/contracts/{name}/read/{function}")
                        .hasAnyRole("CALLER", "ADMIN")
                        .requestMatchers(HttpMethod.GET, "/api/v1/calls", "/api/v1/calls/{id}")
                        .hasAnyRole("CALLER", "ADMIN")
                        .requestMatchers(HttpMethod.GET, "/actuator/**").hasAnyRole("MONITOR", "ADMIN")
                        .requestMatchers("/api/**", "/actuator/**").hasRole("ADMIN")
                        .anyRequest().hasAnyRole("CALLER", "ADMIN"))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthorized(problems))
                        .accessDeniedHandler(forbidden(problems)))
                .build();
    }

    /** What the firewall refuses before the chain: a path that no client may send. Who is nobody still gets 401. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(ApiClients clients, ProblemWriter problems) {
        ApiKeyFilter identity = new ApiKeyFilter(clients);
        return (request, response, rejection) -> {
            if (identity.identify(request).isEmpty()) {
                unauthorized(problems).commence(request, response,
                        new InsufficientAuthenticationException("no identity", rejection));
            } else {
                problems.write(response, Problem.of(ProblemCode.INVALID_REQUEST,
                        "the request's path, method or headers are malformed"));
            }
        };
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
