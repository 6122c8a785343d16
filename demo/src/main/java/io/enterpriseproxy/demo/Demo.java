package io.enterpriseproxy.demo;

import io.enterpriseproxy.contracts.DevChainException;
import io.enterpriseproxy.demo.event.SampleEvents;
import io.enterpriseproxy.demo.screen.PrintedLines;
import io.enterpriseproxy.demo.screen.Terminal;
import io.enterpriseproxy.mapping.document.DocumentException;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** What {@code ./ep demo} starts: a small ERP, a dev chain and the Enterprise Proxy between them, in one JVM. */
public final class Demo {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 2;
    private static final String LOG = "demo.log";

    private final Terminal terminal;
    private final DemoOptions.Run options;

    private Demo(Terminal terminal, DemoOptions.Run options) {
        this.terminal = terminal;
        this.options = options;
    }

    /** Ends with 0 only if contracts, results and events agree; with 2 for words that are not understood. */
    public static void main(String[] words) {
        Terminal terminal = Terminal.ofProcess();
        System.setOut(PrintedLines.stream());
        System.exit(run(terminal, words));
    }

    static int run(Terminal terminal, String... words) {
        return switch (DemoOptions.parse(words)) {
            case DemoOptions.Help help -> {
                DemoOptions.USAGE.lines().forEach(terminal::line);
                yield OK;
            }
            case DemoOptions.Wrong wrong -> {
                terminal.line("demo: " + wrong.reason());
                DemoOptions.USAGE.lines().forEach(terminal::line);
                yield REFUSED;
            }
            case DemoOptions.Run run -> new Demo(terminal, run).run();
        };
    }

    private int run() {
        Path directory = options.directory().orElseGet(Workspace::defaultDirectory);
        Closing closing = new Closing();
        try (Workspace workspace = Workspace.open(directory); closing) {
            return run(workspace, closing);
        } catch (DemoFailedException | DevChainException | DocumentException e) {
            return failed(e.getMessage());
        } catch (PortInUseException e) {
            return failed(portTaken(e.getPort()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Demo.class).error("The demo failed", e);
            return failed(NestedExceptionUtils.getMostSpecificCause(e).getMessage() + " The log says more: "
                    + directory.resolve(LOG));
        }
    }

    private int run(Workspace workspace, Closing closing) throws InterruptedException {
        if (options.port() != 0 && FreePort.isTaken(options.port())) {
            throw new DemoFailedException(portTaken(options.port()));
        }
        LogFile.use(workspace.resolve(LOG));
        terminal.line("The log is " + workspace.resolve(LOG));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> endBySignal(closing)));
        SampleEvents events = SampleEvents.ofTheDay();
        RunningDemo demo = new Startup(terminal, workspace, closing, options.chain(), events).run(options.port());
        WorkDay.End day = new WorkDay(terminal, demo, events).pass();
        new Report(terminal).show(day.summary(), demo.erp(), day.more());
        if (!options.exit()) {
            new Invitation(demo, workspace).lines().forEach(terminal::line);
            new CountDownLatch(1).await();
        }
        return day.summary().agrees() ? OK : FAILED;
    }

    /** What fails because its other side is being ended is no news. */
    private void endBySignal(Closing closing) {
        terminal.close();
        closing.close();
    }

    private int failed(String reason) {
        terminal.line("demo: " + reason);
        return FAILED;
    }

    private static String portTaken(int port) {
        return "port " + port + " is taken. Stop what uses it, or choose another with --port.";
    }
}
