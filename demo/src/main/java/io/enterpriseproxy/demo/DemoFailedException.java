package io.enterpriseproxy.demo;

/** The demo cannot start or go on. The message is a plain sentence that says what to do. */
final class DemoFailedException extends RuntimeException {
    DemoFailedException(String message) {
        super(message);
    }

    DemoFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
