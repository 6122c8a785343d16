package io.enterpriseproxy.server.crash;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

/**
 * Lives in the server process only: ends it right before or right after a commit, with no more ado than SIGKILL would make
 * ({@link Runtime#halt}: no shutdown hook, no finally block, nothing flushed).
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(CrashPoint.PROPERTY)
class CrashingLedger {
    /** What a process ends with that SIGKILL has ended. */
    static final int KILLED = 128 + 9;

    @Bean
    static BeanPostProcessor crashAtCommit(Environment environment) {
        CrashPoint point = CrashPoint.parse(environment.getRequiredProperty(CrashPoint.PROPERTY));
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? new CrashingSource(source, point) : bean;
            }
        };
    }

    private static final class CrashingSource extends DelegatingDataSource {
        private final CrashPoint point;
        private final AtomicInteger crossed = new AtomicInteger();

        CrashingSource(DataSource source, CrashPoint point) {
            super(source);
            this.point = point;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
                    new Class<?>[]{Connection.class}, new Statements(super.getConnection()));
        }

        /** Notes the statements of each transaction. */
        private final class Statements implements InvocationHandler {
            private final Connection connection;
            private final List<String> inTransaction = new ArrayList<>();

            Statements(Connection connection) {
                this.connection = connection;
            }

            @Override
            public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
                    throws Throwable {
                boolean dies = false;
                switch (method.getName()) {
                    case "prepareStatement" -> inTransaction.add(String.valueOf(arguments == null ? "" : arguments[0]));
                    case "setAutoCommit", "rollback" -> inTransaction.clear();
                    case "commit" -> {
                        dies = point.boundary().isCrossedBy(inTransaction)
                                && crossed.incrementAndGet() == point.nth();
                        inTransaction.clear();
                    }
                    default -> {
                        // Nothing to note.
                    }
                }
                if (dies && !point.after()) {
                    die();
                }
                try {
                    Object answer = method.invoke(connection, arguments);
                    if (dies) {
                        die();
                    }
                    return answer;
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }

            private void die() {
                System.err.println("crash: " + point);
                Runtime.getRuntime().halt(KILLED);
            }
        }
    }
}
