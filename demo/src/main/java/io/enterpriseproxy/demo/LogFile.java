package io.enterpriseproxy.demo;

import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;

import java.nio.file.Path;

/** Where everything is logged, so that the terminal stays for people. */
final class LogFile {
    private LogFile() {}

    /** Must be called before the first logger is made: {@code logback.xml} reads the name of the file once. */
    static void use(Path file) {
        System.setProperty("ep.demo.log", file.toString());
        // Else Spring Boot sets up logging once more, and what is logged meanwhile goes to the terminal.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
