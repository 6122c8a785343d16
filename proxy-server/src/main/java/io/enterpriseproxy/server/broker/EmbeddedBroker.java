package io.enterpriseproxy.server.broker;

import io.enterpriseproxy.server.config.BrokerConfig;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.springframework.context.SmartLifecycle;

import java.nio.file.Path;
import java.util.Set;

/** Artemis inside this process, with a journal that survives a crash. It starts before every route and stops after them. */
public final class EmbeddedBroker implements SmartLifecycle {
    private final BrokerConfig config;
    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private volatile boolean running;

    /** @param directory where the journal is kept */
    public EmbeddedBroker(BrokerConfig config, Path directory) {
        this.config = config;
        broker.setConfiguration(configuration(config, directory));
        broker.setSecurityManager(oneUser(config));
    }

    private static Configuration configuration(BrokerConfig config, Path directory) {
        try {
            return new ConfigurationImpl().setName("enterprise-proxy")
                    .addAcceptorConfiguration("jms",
                            "tcp://" + config.address() + ":" + config.port() + "?protocols=CORE")
                    .setPersistenceEnabled(true).setJournalType(JournalType.NIO)
                    .setJournalDirectory(in(directory, "journal"))
                    .setBindingsDirectory(in(directory, "bindings")).setPagingDirectory(in(directory, "paging"))
                    .setLargeMessagesDirectory(in(directory, "large-messages")).setJournalFileSize(1 << 20)
                    .setJMXManagementEnabled(false).setSecurityEnabled(true).putSecurityRoles("#", Set.of(everything()))
                    .addAddressSetting("#", new AddressSettings().setAutoCreateQueues(true).setAutoCreateAddresses(true)
                            .setAutoDeleteQueues(false).setAutoDeleteAddresses(false));
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker cannot be configured for " + config.address() + ":"
                    + config.port(), e);
        }
    }

    private static String in(Path directory, String part) {
        return directory.resolve(part).toString();
    }

    private static Role everything() {
        return new Role("all", true, true, true, true, true, true, true, true, true, true, true, true);
    }

    private static ActiveMQJAASSecurityManager oneUser(BrokerConfig config) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(config.username(), config.password().reveal());
        users.addRole(config.username(), "all");
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }

    /** @throws IllegalStateException if it does not listen, for example because its port is taken */
    @Override
    public void start() {
        try {
            broker.start();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker does not start", e);
        }
        if (!broker.getActiveMQServer().isActive()) {
            stop();
            throw new IllegalStateException("the embedded broker cannot listen on " + config.address() + ":"
                    + config.port() + "; stop what uses the port, or choose another under broker.port");
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker does not stop", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
