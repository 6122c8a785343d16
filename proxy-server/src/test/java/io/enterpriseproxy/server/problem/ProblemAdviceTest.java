package io.enterpriseproxy.server.problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;

import java.io.EOFException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemAdviceTest {
    private final ProblemAdvice advice = new ProblemAdvice();

    static Stream<Exception> lostLedger() {
        return Stream.of(new CannotCreateTransactionException("no connection"),
                new TransactionSystemException("the commit failed"), new QueryTimeoutException("too slow"),
                new DataAccessResourceFailureException("connection lost"));
    }

    @ParameterizedTest
    @MethodSource("lostLedger")
    void whatTheLedgerCannotDoNowMayBeTriedAgain(Exception e) throws Exception {
        ResponseEntity<?> answer = answer(e);
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("5");
    }

    @Test
    void valueThatTheDatabaseRefusesIsTheCallersFault() throws Exception {
        for (String state : new String[]{"22001", "22021"}) {
            ResponseEntity<?> answer = answer(
                    new DataIntegrityViolationException("refused", new SQLException("bad value", state)));
            assertThat(answer.getStatusCode().value()).isEqualTo(400);
            assertThat(((ProblemBody) Objects.requireNonNull(answer.getBody())).expected()).contains("shorter");
        }
    }

    @Test
    void rowThatSomebodyElseChangedIsAConflict() throws Exception {
        assertThat(answer(new OptimisticLockingFailureException("revision")).getStatusCode().value()).isEqualTo(409);
        assertThat(answer(new DuplicateKeyException("key", new SQLException("key", "23505"))).getStatusCode().value())
                .isEqualTo(409);
    }

    @Test
    void statementThatIsWrongIsAFaultOfTheProxy() throws Exception {
        assertThat(answer(new DataIntegrityViolationException("wrong", new SQLException("no such column", "07009")))
                .getStatusCode().value()).isEqualTo(500);
        assertThat(answer(new DataIntegrityViolationException("wrong")).getStatusCode().value()).isEqualTo(500);
    }

    @Test
    void clientThatGoesAwayIsNoFaultOfTheProxy() throws Exception {
        assertThat(answer(new EOFException("gone")).getStatusCode().value()).isEqualTo(400);
        assertThat(answer(new BodyRefusedException(BodyRefusedException.tooLarge(10))).getStatusCode().value())
                .isEqualTo(413);
        assertThat(answer(new IllegalStateException("a bug")).getStatusCode().value()).isEqualTo(500);
    }

    /** By the handler that Spring MVC would choose. */
    private ResponseEntity<?> answer(Exception e) throws Exception {
        Method handler = Objects
                .requireNonNull(new ExceptionHandlerMethodResolver(ProblemAdvice.class).resolveMethod(e));
        assertThat(handler.isAnnotationPresent(ExceptionHandler.class)).isTrue();
        handler.setAccessible(true);
        return (ResponseEntity<?>) Objects.requireNonNull(handler.invoke(advice, e));
    }
}
