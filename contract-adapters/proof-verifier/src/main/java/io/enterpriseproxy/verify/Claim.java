package io.enterpriseproxy.verify;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.chain.proof.EventProof;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A proof of either kind, as far as whoever checks it has to know. */
sealed interface Claim {
    /** Computes every hash of it again. */
    AnchorProof.Verdict check();

    /** Where it is said to be anchored. */
    AnchorProof.Place place();

    /** What its hashes show if they are right. */
    String shown();

    /** What has to stand in the contract. */
    String anchored();

    /** Since when it stands there, if the contract can tell; otherwise empty. */
    String since();

    /** The function of the contract that tells. */
    String function();

    /** The function's arguments, encoded. */
    byte[] arguments();

    /** What is wrong with the 32 bytes that the function answered, in a plain sentence; empty if nothing is. */
    Optional<String> fault(byte[] answer);

    /**
     * Reads a proof.
     *
     * @throws IllegalArgumentException if the text is none, saying why
     */
    static Claim parse(String text) {
        try {
            return JsonMapper.shared().readTree(text).has("event")
                    ? new OfEvent(EventProof.parse(text))
                    : new OfRecord(AnchorProof.parse(text));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is no proof: " + e.getOriginalMessage(), e);
        }
    }

    /** That a record is below a root that was anchored. */
    record OfRecord(AnchorProof proof) implements Claim {
        @Override
        public AnchorProof.Verdict check() {
            return proof.check();
        }

        @Override
        public AnchorProof.Place place() {
            return proof.anchor();
        }

        @Override
        public String shown() {
            return "record, salt and path lead to the root " + proof.root();
        }

        @Override
        public String anchored() {
            return "root";
        }

        @Override
        public String since() {
            return " since block " + place().blockNumber();
        }

        @Override
        public String function() {
            return "anchoredAt(bytes32)";
        }

        @Override
        public byte[] arguments() {
            return Hex.decode(proof.root().toLowerCase(Locale.ROOT));
        }

        @Override
        public Optional<String> fault(byte[] answer) {
            BigInteger block = new BigInteger(1, answer);
            if (block.signum() == 0) {
                return Optional.of("the root was never anchored in the contract " + place().contract());
            }
            return block.equals(BigInteger.valueOf(place().blockNumber()))
                    ? Optional.empty()
                    : Optional.of("the root was anchored in block " + block + ", and the proof names "
                            + place().blockNumber());
        }
    }

    /** That an event is in a chain of which a block was anchored on another. */
    record OfEvent(EventProof proof) implements Claim {
        @Override
        public AnchorProof.Verdict check() {
            return proof.check();
        }

        @Override
        public AnchorProof.Place place() {
            return proof.anchor();
        }

        @Override
        public String shown() {
            return "event, receipt, path and headers lead to " + block() + ", " + proof.anchored().hash();
        }

        @Override
        public String anchored() {
            return "hash of " + block();
        }

        @Override
        public String since() {
            return "";
        }

        @Override
        public String function() {
            return "blockHashOf(uint256,uint64)";
        }

        @Override
        public byte[] arguments() {
            return ByteBuffer.allocate(64).putLong(24, proof.event().chainId()).putLong(56, proof.anchored().number())
                    .array();
        }

        @Override
        public Optional<String> fault(byte[] answer) {
            if (new BigInteger(1, answer).signum() == 0) {
                return Optional.of(block() + " was never anchored in the contract " + place().contract());
            }
            return Arrays.equals(answer, Hex.decode(proof.anchored().hash().toLowerCase(Locale.ROOT)))
                    ? Optional.empty()
                    : Optional.of("the contract has the hash " + Hex.encode(answer) + " for " + block());
        }

        private String block() {
            return "block " + proof.anchored().number() + " of the chain " + proof.event().chainId();
        }
    }
}
