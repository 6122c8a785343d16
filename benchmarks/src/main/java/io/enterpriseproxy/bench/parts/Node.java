package io.enterpriseproxy.bench.parts;

import io.enterpriseproxy.bench.load.JsonRpcLine;
import io.enterpriseproxy.bench.stub.StubNodeMain;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The chain's node, with blocks of one second. */
public sealed interface Node extends Part {
    /** The chain id of both kinds. */
    long CHAIN_ID = 31337;
    /** Time between blocks. */
    Duration BLOCK_TIME = Duration.ofSeconds(1);

    /**
     * Starts a node.
     *
     * @param directory where its log goes
     * @param senders how many accounts of {@link Senders} have funds
     * @param firstNonce what each account's first transaction carries; anvil's begin at 0
     */
    static Node start(boolean anvil, Path directory, int senders, long firstNonce) {
        return anvil ? Anvil.start(Senders.addresses(senders), BLOCK_TIME) : Stub.start(directory, firstNonce);
    }

    /** Its port on the loopback interface. */
    int port();

    /** Address of the contract that counts documents. */
    String contract();

    /** How the gateway reads outcomes from it: block or logs. */
    String receipts();

    /** How many calls the chain has carried out: its own word. */
    long counted() throws IOException;

    /** The same for those who cannot go on without it. */
    default long countedOrFail() {
        try {
            return counted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stub. */
    record Stub(ChildProcess process) implements Node {
        private static final String CONTRACT = "0x5fbdb2315678afecb367f032d93f642f64180aa3";

        /**
         * Starts one.
         *
         * @param firstNonce what each account's first transaction carries
         */
        public static Stub start(Path directory, long firstNonce) {
            return new Stub(ChildProcess.java("node", directory, List.of("-XX:+UseParallelGC", "-Xmx2g"),
                    StubNodeMain.class, String.valueOf(CHAIN_ID), String.valueOf(BLOCK_TIME.toMillis()),
                    String.valueOf(firstNonce)));
        }

        @Override
        public int port() {
            return process.port();
        }

        @Override
        public String contract() {
            return CONTRACT;
        }

        @Override
        public String receipts() {
            return "block";
        }

        @Override
        public long counted() throws IOException {
            try (JsonRpcLine line = JsonRpcLine.open(port())) {
                return line.call("stub_mined", "[]").asLong();
            }
        }

        @Override
        public String name() {
            return process.name();
        }

        @Override
        public Duration cpu() {
            return process.cpu();
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /** anvil. */
    record Anvil(DevChain chain, String contract, long pid) implements Node {
        private static final BigInteger FUNDS = BigInteger.TEN.pow(24);

        /**
         * Starts one and deploys the contract.
         *
         * @param senders accounts that get funds
         */
        public static Anvil start(List<Address> senders, Duration blockTime) {
            DevChain chain = DevChain.start(DevChainOptions.DEFAULT.withBlockTime(blockTime));
            senders.forEach(sender -> chain.setBalance(sender.lowerCase(), FUNDS));
            String contract = chain.deploy(ContractArtifact.load(ContractArtifact.TEST_CONTRACT));
            long pid = ProcessHandle.current().children()
                    .filter(child -> child.info().command().orElse("").contains("anvil")).findFirst().orElseThrow()
                    .pid();
            return new Anvil(chain, contract, pid);
        }

        @Override
        public int port() {
            return chain.port();
        }

        /** The cost of its receipts grows with the square of the block's transactions. */
        @Override
        public String receipts() {
            return "logs";
        }

        @Override
        public long counted() {
            ContractAbi abi = ContractAbi.parse(ContractArtifact.load(ContractArtifact.TEST_CONTRACT).abi());
            EncodeOutcome encoded = abi.function("totalCount()").orElseThrow().encode(Map.of());
            if (!(encoded instanceof EncodeOutcome.Encoded call)) {
                throw new UncheckedIOException(new IOException("totalCount cannot be encoded: " + encoded));
            }
            return new BigInteger(chain.call(contract, Hex.encode(call.input())).substring(2), 16).longValueExact();
        }

        @Override
        public String name() {
            return "node";
        }

        @Override
        public Duration cpu() {
            return CpuClock.ofTree(pid);
        }

        @Override
        public void close() {
            chain.close();
        }
    }
}
