package io.enterpriseproxy.server.api;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** Reads of contracts. */
@RestController
final class ContractReadController {
    private final ContractReads reads;

    ContractReadController(ContractReads reads) {
        this.reads = reads;
    }

    /**
     * What is asked.
     *
     * @param chain may be absent if the contract is on one chain only
     * @param arguments by parameter name; integers as numbers or decimal text
     * @param blockNumber on the state after this block; absent: the latest
     */
    record Question(@Nullable String chain, @Nullable Map<String, Object> arguments, @Nullable Long blockNumber) {}

    /** What the function returned, by output name; integers as decimal text. */
    record Answer(Map<String, Object> outputs) {}

    /** Calls a function without a transaction. {@code function} is a signature, or a name that is the only one. */
    @PostMapping("/api/v1/contracts/{name}/read/{function}")
    Answer read(@PathVariable String name, @PathVariable String function,
            @RequestBody(required = false) @Nullable Question question) {
        Question asked = question == null ? new Question(null, null, null) : question;
        return new Answer(reads.read(name, function, asked.chain(),
                asked.arguments() == null ? Map.of() : asked.arguments(), asked.blockNumber()));
    }
}
