package io.enterpriseproxy.server;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.jms.broker.EmbeddedBrokerSettings;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.server.broker.BrokerLifecycle;
import io.enterpriseproxy.server.config.ConfigLoader;
import io.enterpriseproxy.server.config.LedgerAccess;
import io.enterpriseproxy.server.config.LoadedConfig;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.config.SpringSettings;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.AppendOnly;
import io.enterpriseproxy.server.ledger.LedgerDurability;
import io.enterpriseproxy.server.systems.Connectors;
import io.enterpriseproxy.server.systems.Systems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;

/** The server. */
@EnableScheduling
@SpringBootApplication(proxyBeanMethods = false, exclude = UserDetailsServiceAutoConfiguration.class)
public final class EnterpriseProxy {
    private static final Logger LOG = LoggerFactory.getLogger(EnterpriseProxy.class);
    private static final int OK = 0;
    private static final int REFUSED = StartFailure.REFUSED;

    private EnterpriseProxy() {}

    /** Runs until a signal ends it. Ends with 2 for a wrong command line, configuration or mapping, else with 1. */
    public static void main(String[] words) {
        int status = run(CommandLine.parse(words), System.out, System.err);
        if (status != OK) {
            System.exit(status);
        }
    }

    static int run(CommandLine commandLine, PrintStream out, PrintStream err) {
        return switch (commandLine) {
            case CommandLine.Help help -> {
                out.print(CommandLine.USAGE);
                yield OK;
            }
            case CommandLine.Wrong wrong -> {
                err.println(wrong.reason());
                err.print(CommandLine.USAGE);
                yield REFUSED;
            }
            case CommandLine.Run run -> run(run.options(), err);
        };
    }

    private static int run(StartOptions options, PrintStream err) {
        try {
            RunningProxy proxy = start(options);
            LOG.atInfo().log("ready on port {}", proxy.port());
            SpringApplication.getShutdownHandlers().add(() -> LOG.atInfo().log("ended"));
            return OK;
        } catch (RuntimeException e) {
            StartFailure failure = StartFailure.of(e);
            err.println("Not started. " + failure.message());
            return failure.status();
        }
    }

    /**
     * Starts a server inside this JVM.
     *
     * @return when it takes requests
     * @throws DocumentException with every fault of the configuration and the mappings
     */
    public static RunningProxy start(StartOptions options) {
        LoadedConfig config = new ConfigLoader(Connectors.connectionRecords(), System.getenv()).load(options.config(),
                options.overrides());
        Faults faults = new Faults();
        Prepared prepared = Prepared.of(config, options.mappings(), faults);
        Systems systems = Systems.open(config, faults);
        try {
            prepared.cloaks().hold(systems.cloakKeys(config, faults));
            faults.throwIfAny();
            return run(prepared, systems);
        } catch (RuntimeException e) {
            prepared.cloaks().close();
            systems.close();
            throw e;
        }
    }

    private static RunningProxy run(Prepared prepared, Systems systems) {
        ProxyConfig config = prepared.config().settings();
        SpringApplication application = new SpringApplication(EnterpriseProxy.class);
        application.setEnvironment(SpringSettings.environment(config));
        application.addInitializers(initialized -> {
            GenericApplicationContext context = (GenericApplicationContext) initialized;
            prepared.register(context);
            context.registerBean(Systems.class, () -> systems);
            broker(context, config);
        });
        return new RunningProxy(application.run());
    }

    private static void broker(GenericApplicationContext context, ProxyConfig config) {
        EmbeddedBrokerSettings broker = config.broker();
        if (broker != null) {
            context.registerBean(BrokerLifecycle.class,
                    () -> new BrokerLifecycle(broker, config.data().resolve("broker")));
        }
    }

    @Bean
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    static SmartInitializingSingleton tellWhatGoesOn(LaneLedger ledger) {
        return () -> {
            long unfinished = ledger.lanes().all().stream().mapToLong(lane -> ledger.lanes().unfinished(lane.id()))
                    .sum();
            if (unfinished > 0) {
                LOG.atInfo().log("{} from before the restart",
                        unfinished == 1 ? "1 call goes on" : unfinished + " calls go on");
            }
        };
    }

    @Bean
    static SmartInitializingSingleton tellWhatCanBeLost(LedgerDurability durability) {
        return () -> durability.troubles().forEach((setting, meaning) -> LOG.atError()
                .addKeyValue("code", ProblemCode.LEDGER_NOT_DURABLE.slug())
                .log("The ledger's database has {} {}. {}", setting, meaning, ProblemCode.LEDGER_NOT_DURABLE.cure()));
    }

    @Bean
    static SmartInitializingSingleton tellWhoMayChangeTheAudit(ProxyConfig config, JdbcTemplate jdbc) {
        return () -> {
            List<String> changeable = LedgerAccess.of(config).isH2() ? List.of() : AppendOnly.changeable(jdbc);
            if (!changeable.isEmpty()) {
                LOG.atWarn().log("The audit can be changed by the server's own database user: it may change rows of {}."
                        + " Let another user own the tables (ledger.migration)", String.join(" and ", changeable));
            }
        };
    }

    @Bean
    static ApplicationListener<ContextClosedEvent> tellTheEnd() {
        return closed -> LOG.atInfo().log("shutting down: no new events, then what is in hand, then the ledger");
    }
}
