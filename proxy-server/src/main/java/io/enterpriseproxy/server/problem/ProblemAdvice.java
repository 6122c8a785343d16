package io.enterpriseproxy.server.problem;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.document.NearestName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.BindException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Turns what controllers end with into problems. What nobody expected is logged under an id that the answer names. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    /** After that much quiet it is another outage. */
    private static final long OUTAGE_NANOS = Duration.ofMinutes(1).toNanos();

    private final AtomicLong lastLoss = new AtomicLong(System.nanoTime() - OUTAGE_NANOS);

    @ExceptionHandler
    ResponseEntity<ProblemBody> refused(RequestRefusedException refusal) {
        return answer(ProblemBody.of(refusal.problems()), refusal.retryAfter());
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> bodyRefused(BodyRefusedException e) {
        return answer(ProblemBody.of(e.problem()), null);
    }

    /** A header that nobody may send, found when it was asked for. */
    @ExceptionHandler
    ResponseEntity<ProblemBody> headerRefused(RequestRejectedException e) {
        return answer(ProblemBody.of(Problem.of(ProblemCode.INVALID_REQUEST,
                "a header has a name or value that is not allowed")), null);
    }

    /** The client is gone, or sent less than it said: nobody of ours has to act. */
    @ExceptionHandler
    ResponseEntity<ProblemBody> bodyBroken(IOException e) {
        LOG.atDebug().setCause(e).log("the body of a request ended early");
        return answer(ProblemBody.of(
                Problem.of(ProblemCode.INVALID_REQUEST, "the body of the request ended before it was whole")), null);
    }

    /** Reads and commits that failed for want of a connection, of time, or of a lock. */
    @ExceptionHandler({NonTransientDataAccessResourceException.class, TransientDataAccessException.class,
            RecoverableDataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemBody> ledgerGone(Exception e) {
        long now = System.nanoTime();
        boolean first = now - lastLoss.getAndSet(now) >= OUTAGE_NANOS;
        LOG.atLevel(first ? Level.WARN : Level.DEBUG).setCause(e)
                .addKeyValue("code", ProblemCode.LEDGER_UNAVAILABLE.slug())
                .log("the ledger does not answer; callers are told to come back");
        return answer(ProblemBody.of(Problem.of(ProblemCode.LEDGER_UNAVAILABLE, "the ledger does not answer")),
                null);
    }

    @ExceptionHandler(OptimisticLockingFailureException.class)
    ResponseEntity<ProblemBody> changedMeanwhile(Exception e) {
        LOG.atInfo().setCause(e).addKeyValue("code", ProblemCode.NOT_IN_THIS_STATE.slug())
                .log("two changed the same row at once; the second is told");
        return answer(
                ProblemBody.of(Problem.of(ProblemCode.NOT_IN_THIS_STATE, "somebody else changed it at the same time")),
                null);
    }

    /**
     * SQL states of class 23 speak of other rows: a key that is there already. Those of class 22 speak of a value: too long,
     * or with a character that the database does not keep. Anything else is a fault of ours.
     */
    @ExceptionHandler
    ResponseEntity<ProblemBody> refusedByTheDatabase(DataIntegrityViolationException e) {
        String state = e.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : null;
        if (state != null && state.startsWith("23")) {
            return changedMeanwhile(e);
        }
        if (state == null || !state.startsWith("22")) {
            return unexpected(e);
        }
        LOG.atInfo().setCause(e).addKeyValue("code", ProblemCode.INVALID_REQUEST.slug())
                .log("the database refuses a value of a request");
        return answer(ProblemBody.of(new Problem(ProblemCode.INVALID_REQUEST,
                "a value of the request cannot be kept or looked for", null, null,
                "shorter texts, without control characters")), null);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> unexpected(Exception e) {
        UUID id = UUID.randomUUID();
        LOG.atError().setCause(e).addKeyValue("code", ProblemCode.INTERNAL_ERROR.slug())
                .log("a request failed by a fault of the proxy; problem {}", id);
        return answer(ProblemBody.of(Problem.of(ProblemCode.INTERNAL_ERROR,
                "the request failed by a fault of the proxy; the log has it under " + id)), null);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        BodyRefusedException refused = causeOf(e);
        Problem problem = refused != null
                ? refused.problem()
                : parameter(e).orElseGet(() -> StatusProblems.of(status.value(), detail(e, body, status)));
        if (status.is5xxServerError()) {
            LOG.atError().setCause(e).addKeyValue("code", problem.code().slug()).log("a request failed");
        }
        HttpHeaders answer = new HttpHeaders(headers);
        answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        RetryAfter.seconds(problem.code().httpStatus(), null)
                .ifPresent(seconds -> answer.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        return new ResponseEntity<>(ProblemBody.of(problem), answer, problem.code().httpStatus());
    }

    /** A parameter that cannot be read. */
    private static Optional<Problem> parameter(Exception e) {
        return switch (e) {
            case MethodArgumentTypeMismatchException mismatch -> Optional
                    .of(parameter(mismatch.getName(), mismatch.getValue(), mismatch.getRequiredType()));
            case BindException binding -> Optional.ofNullable(binding.getFieldError()).map(error -> parameter(
                    error.getField(), error.getRejectedValue(), binding.getFieldType(error.getField())));
            case HttpMessageNotReadableException unreadable -> field(unreadable);
            default -> Optional.empty();
        };
    }

    /** A field of a JSON body that cannot be read, or that there is not. */
    private static Optional<Problem> field(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException unknown -> Optional.of(new Problem(ProblemCode.INVALID_REQUEST,
                    "there is no field " + unknown.getPropertyName() + " here" + NearestName.hint(
                            unknown.getPropertyName(),
                            unknown.getKnownPropertyIds().stream().map(String::valueOf).toList()),
                    path(unknown), unknown.getPropertyName(), null));
            case MismatchedInputException other -> Optional.of(Problem.at(ProblemCode.INVALID_REQUEST, path(other),
                    "the body cannot be read: " + other.getOriginalMessage().replaceAll("`[^`]*\\.([^`.]*)`", "$1")));
            case null, default -> Optional.empty();
        };
    }

    private static String path(MismatchedInputException e) {
        String path = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "body" : path;
    }

    private static Problem parameter(String name, @Nullable Object found, @Nullable Class<?> type) {
        String expected = switch (type == null ? "" : type.getSimpleName()) {
            case "Instant" -> "a time such as 2026-01-31T08:00:00Z";
            case "Integer", "Long", "int", "long" -> "a whole number";
            case "UUID" -> "an id such as 01a1fc2e-d2c3-71cb-8a52-40a9a0b8a47d";
            default -> "another value";
        };
        return new Problem(ProblemCode.INVALID_REQUEST, "the parameter " + name + " cannot be used", name,
                String.valueOf(found), expected);
    }

    private static String detail(Exception e, @Nullable Object body, HttpStatusCode status) {
        return switch (e) {
            case TypeMismatchException mismatch -> "a parameter has another type: found " + mismatch.getValue();
            default -> body instanceof ProblemDetail detail && detail.getDetail() != null
                    ? detail.getDetail()
                    : "the request was answered with status " + status.value();
        };
    }

    private static @Nullable BodyRefusedException causeOf(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyRefusedException refused) {
                return refused;
            }
        }
        return null;
    }

    private static ResponseEntity<ProblemBody> answer(ProblemBody body, @Nullable Duration retryAfter) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        RetryAfter.seconds(body.status(), retryAfter)
                .ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        if (body.status() == 413) {
            headers.put(HttpHeaders.CONNECTION, List.of("close"));
        }
        return new ResponseEntity<>(body, headers, body.status());
    }
}
