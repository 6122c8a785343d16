package io.enterpriseproxy.server.crash;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Lives in the server process only: its clock is off by what a file says. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(JumpingClock.PROPERTY)
class JumpingClock {
    static final String PROPERTY = "clock.off-by";

    @Bean
    static BeanPostProcessor clockThatJumps(Environment environment) {
        Path file = Path.of(environment.getRequiredProperty(PROPERTY));
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Clock clock ? new Jumping(clock, file) : bean;
            }
        };
    }

    /** By the ISO duration in the file. */
    private static final class Jumping extends Clock {
        private final Clock clock;
        private final Path file;

        Jumping(Clock clock, Path file) {
            this.clock = clock;
            this.file = file;
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new Jumping(clock.withZone(zone), file);
        }

        @Override
        public Instant instant() {
            try {
                return clock.instant().plus(Duration.parse(Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
