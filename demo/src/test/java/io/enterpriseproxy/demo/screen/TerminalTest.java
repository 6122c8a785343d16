package io.enterpriseproxy.demo.screen;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class TerminalTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void bottomLineStaysBelowNewLines() {
        Terminal terminal = terminal(true);

        terminal.bottom("1 of 2");
        terminal.line("first");
        terminal.bottom("2 of 2");

        assertThat(shown()).isEqualTo("\r\u001b[2K1 of 2\r\u001b[2Kfirst\n1 of 2\r\u001b[2K2 of 2");
    }

    @Test
    void bottomLineIsNotShownInAFile() {
        Terminal terminal = terminal(false);

        terminal.bottom("1 of 2");
        terminal.line("first");

        assertThat(shown()).isEqualTo("first\n");
    }

    @Test
    void stepThatFailsSaysSoOnItsLine() {
        Terminal terminal = terminal(false);

        assertThatThrownBy(() -> terminal.step("starting it", () -> {
            throw new IllegalStateException("no port");
        }, found -> "unseen")).hasMessage("no port");

        assertThat(shown()).isEqualTo("starting it … failed\n");
    }

    @Test
    void tableAlignsItsColumns() {
        assertThat(new Table("no", "status").row("1", "confirmed").row("12345", "ok").lines())
                .containsExactly("  no     status", "  1      confirmed", "  12345  ok");
    }

    private Terminal terminal(boolean changesLines) {
        return new Terminal(new PrintStream(shown, true, StandardCharsets.UTF_8), changesLines);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
