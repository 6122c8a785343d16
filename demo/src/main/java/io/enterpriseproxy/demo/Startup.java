package io.enterpriseproxy.demo;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.demo.anchor.AnchorSection;
import io.enterpriseproxy.demo.anchor.OneProof;
import io.enterpriseproxy.demo.chain.ChainContractState;
import io.enterpriseproxy.demo.chain.ChainKind;
import io.enterpriseproxy.demo.chain.SampleContracts;
import io.enterpriseproxy.demo.check.Section;
import io.enterpriseproxy.demo.erp.ErpDatabase;
import io.enterpriseproxy.demo.erp.ErpEndpoint;
import io.enterpriseproxy.demo.erp.ErpQueues;
import io.enterpriseproxy.demo.erp.ErpSystems;
import io.enterpriseproxy.demo.erp.ErpTopics;
import io.enterpriseproxy.demo.event.SampleEvents;
import io.enterpriseproxy.demo.gas.GasRules;
import io.enterpriseproxy.demo.gas.GasSection;
import io.enterpriseproxy.demo.proxy.ProxyApi;
import io.enterpriseproxy.demo.proxy.ProxyFiles;
import io.enterpriseproxy.demo.proxy.ProxySecrets;
import io.enterpriseproxy.demo.proxy.Surroundings;
import io.enterpriseproxy.demo.screen.Terminal;
import io.enterpriseproxy.server.EnterpriseProxy;
import io.enterpriseproxy.server.RunningProxy;
import io.enterpriseproxy.server.StartOptions;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts the dev chain, the ERP and the proxy, and says so step by step. */
final class Startup {
    /** Ten million tokens. */
    private static final BigInteger FUNDS = BigInteger.TEN.pow(13);
    /** A hundred ether. */
    private static final BigInteger GAS_MONEY = BigInteger.TEN.pow(20);
    private static final Duration BLOCK_TIME = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final Workspace workspace;
    private final Closing closing;
    private final ChainKind kind;
    private final SampleEvents events;
    private final ProxySecrets secrets = ProxySecrets.random();

    /**
     * @param closing gets everything that is started
     * @param events what the day will bring
     */
    Startup(Terminal terminal, Workspace workspace, Closing closing, ChainKind kind, SampleEvents events) {
        this.terminal = terminal;
        this.workspace = workspace;
        this.closing = closing;
        this.kind = kind;
        this.events = events;
    }

    /** @param port of the HTTP API; 0 takes a free one */
    RunningDemo run(int port) {
        ProxyFiles files = new ProxyFiles(workspace.resolve("proxy"), secrets, kind);
        DevChain chain = terminal.step("starting " + kind.title(),
                () -> closing.add(DevChain.start(kind.options().withBlockTime(BLOCK_TIME))),
                started -> started.url() + ", chain id " + started.chainId() + ", a block per second");
        Map<String, Address> keys = terminal.step("making the keys", files::makeKeys,
                made -> String.join(", ", made.keySet()));
        SampleContracts contracts = terminal.step("deploying the sample contracts", () -> deploy(chain, keys),
                deployed -> "invoices, logistics, payments, materials, anchors");
        ErpDatabase database = terminal.step("starting the ERP's database",
                () -> closing.add(new ErpDatabase(workspace.resolve("erp"), secrets.databasePassword())),
                ErpDatabase::url);
        List<Integer> kafkaPorts = FreePort.findTwo();
        ErpTopics topics = terminal.step("starting the Kafka broker",
                () -> closing
                        .add(new ErpTopics(workspace.resolve("kafka"), kafkaPorts.getFirst(), kafkaPorts.getLast())),
                ErpTopics::bootstrapServers);
        ErpEndpoint endpoint = terminal.step("starting the ERP's HTTP endpoint",
                () -> closing.add(new ErpEndpoint(secrets.endpointSecret())), started -> started.url().toString());
        int brokerPort = FreePort.find();
        files.write(new Surroundings(chain.url(), contracts, database.url(), topics.bootstrapServers(), endpoint.url(),
                events.qualityRecords().size(), port, brokerPort));
        RunningProxy proxy = terminal.step("starting the Enterprise Proxy and its JMS broker",
                () -> closing.add(EnterpriseProxy.start(new StartOptions(files.config(), files.mappings()))),
                started -> api(started) + ", tcp://127.0.0.1:" + brokerPort);
        ErpQueues queues = closing.add(new ErpQueues("tcp://127.0.0.1:" + brokerPort, secrets.queuePassword()));
        ProxyApi watcher = closing.add(new ProxyApi(api(proxy), secrets.adminKey()));
        ChainContractState state = new ChainContractState(chain, contracts);
        OneProof proof = new OneProof(chain.url(), contracts.anchors(), keys.get("anchor"),
                workspace.resolve("proofs"));
        AnchorSection anchors = new AnchorSection(state, watcher, events.qualityRecords(), proof);
        return new RunningDemo(state, keys.get("erp-treasury"), FUNDS,
                new ErpSystems(database, queues, topics, endpoint),
                closing.add(new ProxyApi(api(proxy), secrets.callerKey())), watcher,
                sections(chain, keys, watcher, anchors));
    }

    /** All that a kind of chain has to show. */
    private List<Section> sections(DevChain chain, Map<String, Address> keys, ProxyApi watcher,
            AnchorSection anchors) {
        return switch (kind) {
            case EVM -> List.of(anchors);
            case KAIA -> List.of(new GasSection(chain, keys, watcher, workspace.resolve("raw-transaction.txt")),
                    anchors);
        };
    }

    private SampleContracts deploy(DevChain chain, Map<String, Address> keys) {
        SampleContracts contracts = SampleContracts.deploy(chain);
        keys.forEach((alias, address) -> {
            chain.setBalance(address.lowerCase(), kind == ChainKind.KAIA ? GasRules.money(alias) : GAS_MONEY);
            if (!alias.equals(GasRules.FEE_PAYER)) {
                contracts.equip(chain, address, FUNDS);
            }
        });
        return contracts;
    }

    private static URI api(RunningProxy proxy) {
        return URI.create("http://127.0.0.1:" + proxy.port());
    }
}
