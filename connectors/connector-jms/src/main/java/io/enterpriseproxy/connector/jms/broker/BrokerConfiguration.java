package io.enterpriseproxy.connector.jms.broker;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** How the embedded Artemis is set up. */
final class BrokerConfiguration {
    private static final String ROLE = "all";
    private static final String DEAD = "DEAD";
    private static final String EXPIRED = "EXPIRED";
    private static final long MEMORY = 64L << 20;
    private static final long LEAST_FREE_DISK = 100L << 20;
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

    private BrokerConfiguration() {}

    static EmbeddedActiveMQ artemis(EmbeddedBrokerSettings settings, Path directory) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(settings.username(), settings.password().reveal());
        users.addRole(settings.username(), ROLE);
        try {
            return new EmbeddedActiveMQ().setConfiguration(configuration(settings, directory))
                    .setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        } catch (Exception e) {
            throw new IllegalStateException("The embedded broker cannot be set up: " + e.getMessage(), e);
        }
    }

    private static Configuration configuration(EmbeddedBrokerSettings settings, Path directory) throws Exception {
        return new ConfigurationImpl()
                .setName("enterprise-proxy")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setJournalLockAcquisitionTimeout(LOCK_WAIT.toMillis())
                .setGlobalMaxSize(MEMORY)
                // A share of the disk says nothing about the room that is left on it.
                .setMaxDiskUsage(-1)
                .setMinDiskFree(LEAST_FREE_DISK)
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(true)
                .putSecurityRoles("#", Set.of(new Role(ROLE, true, true, true, true, true, true, false, true, true,
                        true, false, false)))
                .addAcceptorConfiguration("tcp", settings.url() + "?protocols=CORE")
                .addAddressConfiguration(queue(DEAD))
                .addAddressConfiguration(queue(EXPIRED))
                .addAddressSetting("#", addressSettings());
    }

    private static CoreAddressConfiguration queue(String name) {
        return new CoreAddressConfiguration().setName(name).addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST));
    }

    private static AddressSettings addressSettings() {
        return new AddressSettings()
                // What a mapping refuses becomes the proxy's own dead letter. A redelivery means that this process died,
                // and no number of deaths makes an event a bad one; a delay would let later messages overtake.
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(0)
                .setDeadLetterAddress(SimpleString.of(DEAD))
                .setExpiryAddress(SimpleString.of(EXPIRED))
                // A queue that is empty for a while keeps its memory of duplicate ids.
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }
}
