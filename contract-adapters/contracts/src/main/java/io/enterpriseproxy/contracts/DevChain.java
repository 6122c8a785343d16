package io.enterpriseproxy.contracts;

import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A chain of one's own: anvil as a child process, with ten funded accounts, for tests, demos and development. It ends
 * with {@link #close()} or with the JVM. Thread-safe.
 *
 * <p>
 * Addresses and bytes are 0x-hex text; numbers in requests and answers are {@link Quantity quantities}.
 */
public final class DevChain implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private static final long CALL_GAS = 5_000_000;

    private final AnvilProcess anvil;
    /** What takes JSON-RPC: anvil itself, or the shim in front of it. */
    private final ChildProcess process;
    private final JsonRpc rpc;
    private final DevChainOptions options;

    private DevChain(AnvilProcess anvil, ChildProcess process, JsonRpc rpc, DevChainOptions options) {
        this.anvil = anvil;
        this.process = process;
        this.rpc = rpc;
        this.options = options;
    }

    /** Starts a chain on a free port that mines a block for each transaction at once. */
    public static DevChain start() {
        return start(DevChainOptions.DEFAULT);
    }

    /**
     * Starts a chain and waits until it answers.
     *
     * @throws DevChainException if anvil is not installed, the port is taken, or a program refuses to start
     */
    public static DevChain start(DevChainOptions options) {
        Path program = AnvilFinder.here().find();
        if (!options.kaia()) {
            AnvilProcess anvil = AnvilProcess.start(program, options);
            return quiet(new DevChain(anvil, anvil.process(), new JsonRpc(at(anvil.process().port())), options));
        }
        AnvilProcess anvil = AnvilProcess.start(program, options.withPort(0).withoutBlockTime());
        try {
            ChildProcess shim = KaiaShim.start(at(anvil.process().port()), options);
            return quiet(new DevChain(anvil, shim, new JsonRpc(at(shim.port())), options));
        } catch (DevChainException e) {
            anvil.process().stop();
            throw e;
        }
    }

    private static URI at(int port) {
        return URI.create("http://" + HOST + ":" + port);
    }

    private static DevChain quiet(DevChain chain) {
        try {
            // One line of output per request would cost more than the request.
            chain.rpc("anvil_setLoggingEnabled", false);
            return chain;
        } catch (RpcException | DevChainException e) {
            chain.close();
            throw e;
        }
    }

    /** Where it takes JSON-RPC, by HTTP and by WebSocket. */
    public URI url() {
        return at(port());
    }

    /** Its TCP port on the loopback interface. */
    public int port() {
        return process.port();
    }

    /** The chain id that transactions are signed for. */
    public long chainId() {
        return options.chainId();
    }

    /** Ten unlocked accounts of 10,000 ETH each. Their keys are public: for tests only. */
    public List<DevAccount> accounts() {
        return anvil.accounts();
    }

    /**
     * Sends any JSON-RPC request.
     *
     * @param params text, booleans, numbers, maps and lists, written as JSON
     * @return the result; a JSON null if there is none
     * @throws RpcException if the chain answers with an error
     */
    public JsonNode rpc(String method, Object... params) {
        return rpc.call(method, List.of(params));
    }

    /** Deploys a contract without constructor arguments from the first account. */
    public String deploy(ContractArtifact artifact) {
        return deploy(artifact, "0x");
    }

    /**
     * Deploys a contract from the first account, and mines a block for it if none comes by itself.
     *
     * @param constructorArguments ABI-encoded
     * @return the contract's address
     */
    public String deploy(ContractArtifact artifact, String constructorArguments) {
        String input = artifact.bytecode() + constructorArguments.substring(2);
        JsonNode receipt = new Transactions(this).send(accounts().getFirst(), null, input,
                options.gasLimit() / 2);
        if (!receipt.required("status").stringValue().equals("0x1")) {
            throw new DevChainException("The constructor of " + artifact.name() + " reverted.");
        }
        return receipt.required("contractAddress").stringValue();
    }

    /**
     * Sends a transaction from an account of the chain, and mines a block for it if none comes by itself.
     *
     * @param to address of the contract
     * @param input function selector and ABI-encoded arguments
     * @return the receipt; its {@code status} is 0x0 if the call reverted
     */
    public JsonNode send(DevAccount from, String to, String input) {
        return new Transactions(this).send(from, to, input, CALL_GAS);
    }

    /**
     * Calls a function on the latest block without a transaction.
     *
     * @return what it returns, ABI-encoded
     * @throws RpcException if it reverts; then {@link RpcException#revertBytes()} says why
     */
    public String call(String to, String input) {
        return rpc("eth_call", Map.of("to", to, "input", input), "latest").stringValue();
    }

    /** Number of the latest block. */
    public long blockNumber() {
        return Quantity.decode(rpc("eth_blockNumber").stringValue()).longValueExact();
    }

    /** Mines blocks at once. */
    public void mine(int blocks) {
        rpc("anvil_mine", Quantity.encode(blocks));
    }

    /**
     * Replaces the latest blocks by as many empty ones. Their transactions are gone: they do not return to the pool.
     *
     * @param depth how many blocks
     */
    public void reorg(int depth) {
        rpc("anvil_reorg", depth, List.of());
    }

    /** Whether each transaction is mined at once; ends mining at an interval if so. */
    public void setAutomine(boolean on) {
        rpc("evm_setAutomine", on);
    }

    /** Mines nothing more, except by {@link #mine}, until {@link #startMining}. */
    public void stopMining() {
        setAutomine(false);
        setMiningInterval(0);
    }

    /**
     * Mines again as the chain was started to, beginning with what waits. An interval counts whole seconds now, at
     * least one.
     */
    public void startMining() {
        if (options.blockTime().isPresent()) {
            setMiningInterval(Math.max(1, options.blockTime().get().toSeconds()));
        } else {
            setAutomine(true);
        }
        mine(1);
    }

    /** Mines a block at this interval, in whole seconds. */
    public void startMining(Duration interval) {
        if (interval.toSeconds() < 1) {
            throw new IllegalArgumentException("an interval is at least one second, found " + interval);
        }
        setMiningInterval(interval.toSeconds());
    }

    private void setMiningInterval(long seconds) {
        rpc("evm_setIntervalMining", seconds);
    }

    /** Gives an account this balance. */
    public void setBalance(String address, BigInteger wei) {
        rpc("anvil_setBalance", address, Quantity.encode(wei));
    }

    /** Waits until anvil ends by itself or by a signal, and returns its exit status. */
    int awaitExit() throws InterruptedException {
        return process.awaitExit();
    }

    /** Stops the chain, after it wrote its state if it keeps one. */
    @Override
    public void close() {
        rpc.close();
        process.stop();
        anvil.process().stop();
    }
}
