package io.enterpriseproxy.server.security;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Gives a request the identity of its sender; one that claims to be somebody, wrongly and too often, is told to wait. */
final class IdentityFilter extends OncePerRequestFilter {
    /** Attribute of a request: a failed log-in that is told of if the request is refused for want of an identity. */
    static final String FAILED = FailedLogIn.class.getName();

    private static final Problem TOO_OFTEN = Problem.of(ProblemCode.TOO_MANY_REQUESTS,
            "too many log-ins from this address have failed");

    private static final Problem UNAVAILABLE = Problem.of(ProblemCode.IDENTITY_UNAVAILABLE,
            "the keys of the token's issuer are not to be had now");
    private static final Logger LOG = LoggerFactory.getLogger(IdentityFilter.class);

    /** After that much quiet it is another outage. */
    private static final long OUTAGE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Identities identities;
    private final FailedLogIns failures;
    private final FailedLogInTrail trail;
    private final ProblemWriter problems;
    private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - OUTAGE_NANOS);

    IdentityFilter(Identities identities, FailedLogIns failures, FailedLogInTrail trail,
            ProblemWriter problems) {
        this.identities = identities;
        this.failures = failures;
        this.trail = trail;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Identity identity;
        try {
            identity = identities.of(request);
        } catch (IdentityUnavailableException e) {
            say(e);
            problems.write(response, UNAVAILABLE);
            return;
        }
        switch (identity) {
            case Identity.Known known -> authenticate(known.client());
            case Identity.Nobody nobody -> {
                // What is open needs nobody; the rest answers 401.
            }
            case Identity.Refused refused -> {
                if (isOverTheLimit(request, refused.logIn())) {
                    problems.write(response, TOO_OFTEN);
                    return;
                }
            }
        }
        chain.doFilter(request, response);
    }

    /**
     * Counts a failed log-in. A connection shows its certificate with every request, also for what is open: that is told of
     * only where the request is refused.
     */
    private boolean isOverTheLimit(HttpServletRequest request, FailedLogIn failed) {
        if (failed.shown() == Shown.CERTIFICATE) {
            request.setAttribute(FAILED, failed);
            return false;
        }
        trail.note(request.getRemoteAddr(), failed);
        return failures.isTooMany(request.getRemoteAddr());
    }

    private void say(IdentityUnavailableException e) {
        long now = System.nanoTime();
        boolean first = now - saidAt.getAndSet(now) >= OUTAGE_NANOS;
        LOG.atLevel(first ? Level.WARN : Level.DEBUG).addKeyValue("code", ProblemCode.IDENTITY_UNAVAILABLE.slug())
                .setCause(e).log("It cannot be found out who sends a request");
    }

    private static void authenticate(ApiClient client) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(client, null,
                client.roles().stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role.name())).toList()));
        SecurityContextHolder.setContext(context);
    }
}
