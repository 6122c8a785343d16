package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.BlockHeader;
import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.ChainClient;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.config.BlockAnchorConfig;
import io.enterpriseproxy.server.ledger.BlockAnchorRows;
import io.enterpriseproxy.server.ledger.BlockAnchorRows.AnchoredBlock;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Hands every so many blocks of a chain to a mapping, as an event like any other. Blocks between two of them hang on the later
 * one by their parent hashes.
 *
 * <p>
 * If we crash before the event is accepted, it is made again; after it, the chain id and the block's number are the key under
 * which it is known again, also if another instance was at it too.
 */
final class BlockAnchors {
    private static final Logger LOG = LoggerFactory.getLogger(BlockAnchors.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** After that the others get their turn. */
    private static final int AT_ONCE = 20;

    private final Map<String, BlockAnchorConfig> places;
    private final Chains chains;
    private final LedgerTransactions transactions;
    private final BlockAnchorRows rows;
    private final Supplier<Intake> intake;
    private final Map<String, String> told = new HashMap<>();

    BlockAnchors(Map<String, BlockAnchorConfig> places, Chains chains, LedgerTransactions transactions,
            BlockAnchorRows rows, Supplier<Intake> intake) {
        this.places = Map.copyOf(places);
        this.chains = chains;
        this.transactions = transactions;
        this.rows = rows;
        this.intake = intake;
    }

    /**
     * What the mapping gets, in the words of Kaia's anchoring.
     *
     * @param blockCount blocks since the one before, this one included
     * @param txCount transactions in them
     */
    record Anchored(long chainId, long blockNumber, String blockHash, String parentHash, String transactionsRoot,
            String receiptsRoot, String stateRoot, int blockCount, long txCount) {}

    @Scheduled(fixedDelay = 1_000, initialDelay = 1_000)
    void look() {
        places.forEach((name, place) -> {
            try {
                Optional<String> trouble = next(name, place);
                for (int i = 1; i < AT_ONCE && trouble.isPresent() && trouble.get().isEmpty(); i++) {
                    trouble = next(name, place);
                }
                tell(name, trouble.orElse(""));
            } catch (ChainUnavailableException | DataAccessException | TransactionException e) {
                LOG.atWarn().addKeyValue("chain", place.chain())
                        .log("Blocks of {} cannot be anchored now; it is tried again in a second: {}", name,
                                e.getMessage());
            }
        });
    }

    /** Empty: nothing is due. An empty text: it was handed in. Else why it was not. */
    private Optional<String> next(String name, BlockAnchorConfig place) {
        Chain chain = chains.get(place.chain());
        long last = newestFinal(chain);
        OptionalLong before = rows.last(name).stream().mapToLong(AnchoredBlock::number).findFirst();
        long due = before.isPresent()
                ? (before.getAsLong() / place.every() + 1) * place.every()
                : last / place.every() * place.every();
        if (due > last || due < 1) {
            return Optional.empty();
        }
        long first = before.orElse(due - place.every()) + 1;
        List<BlockHeader> headers = chain.client().headers(first, due);
        if (headers.isEmpty() || headers.getLast().number() != due) {
            return Optional.of("the node does not have the blocks " + first + " to " + due);
        }
        return switch (submit(place, event(chain.client(), headers))) {
            case SubmitOutcome.Accepted accepted -> handedIn(name, due, accepted.callId());
            case SubmitOutcome.Replayed replayed -> handedIn(name, due, replayed.callId());
            case SubmitOutcome.Refused refused -> refused(place, due, refused.problem());
            case SubmitOutcome.Parked parked -> refused(place, due, parked.problem());
            case SubmitOutcome.Unavailable unavailable -> refused(place, due, unavailable.problem());
        };
    }

    private static long newestFinal(Chain chain) {
        int confirmations = chain.policy().confirmations();
        return confirmations == 0
                ? chain.client().block(BlockTag.FINALIZED).number()
                : chain.client().head().number() - confirmations + 1;
    }

    private Optional<String> handedIn(String name, long number, String call) {
        transactions.commit(() -> rows.add(name, new AnchoredBlock(number, UUID.fromString(call))));
        return Optional.of("");
    }

    private static Optional<String> refused(BlockAnchorConfig place, long number, Problem problem) {
        return Optional.of("the mapping " + place.mapping() + " does not take block " + number + ": "
                + problem.message());
    }

    private static Anchored event(ChainClient client, List<BlockHeader> headers) {
        BlockHeader last = headers.getLast();
        return new Anchored(client.chainId(), last.number(), last.hash(), last.parentHash(), last.transactionsRoot(),
                last.receiptsRoot(), last.stateRoot(), headers.size(),
                headers.stream().mapToLong(BlockHeader::transactions).sum());
    }

    private SubmitOutcome submit(BlockAnchorConfig place, Anchored block) {
        SourceEvent event = new SourceEvent(place.mapping(),
                JSON.writeValueAsString(block).getBytes(StandardCharsets.UTF_8), Map.of(),
                block.chainId() + "-" + block.blockNumber(), null, null, null);
        return intake.get().submit(List.of(event), Intake.OnRefusal.ANSWER).getFirst();
    }

    /** Once for each trouble. */
    private void tell(String name, String trouble) {
        if (!Objects.equals(told.put(name, trouble), trouble) && !trouble.isEmpty()) {
            LOG.error("Blocks of {} are not anchored: {}", name, trouble);
        }
    }
}
