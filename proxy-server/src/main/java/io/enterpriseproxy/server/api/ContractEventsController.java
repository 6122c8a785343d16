package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.server.contractevents.ContractEventReaders;
import io.enterpriseproxy.server.contractevents.ContractEventReaders.Reading;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/** How far mappings have read the events of contracts. */
@RestController
@RequestMapping("/api/v1/contract-events")
final class ContractEventsController {
    private final ContractEventReaders readers;

    ContractEventsController(ContractEventReaders readers) {
        this.readers = readers;
    }

    /**
     * How far a mapping has read a chain.
     *
     * @param owner the instance that reads the chain's events; absent while none does
     * @param block all blocks up to this one were read; -1 before the first
     * @param readAt when that was
     * @param head the chain's newest block, if the instance that answers reads the chain
     * @param behind how many blocks the head is further
     * @param why it does not go on: that the mapping is not to be read, or what the instance that answers knows as the one
     *            that reads the chain
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReadingBody(String mapping, String chain, @Nullable String owner, long block, Instant readAt,
            @Nullable Long head, @Nullable Long behind, @Nullable String why) {
        static ReadingBody of(Reading reading) {
            boolean knows = reading.here() && reading.head() >= 0;
            return new ReadingBody(reading.mapping(), reading.chain(), reading.owner(), reading.cursor().block(),
                    reading.cursor().readAt(), knows ? reading.head() : null, knows ? reading.behind() : null,
                    reading.why().orElse(null));
        }
    }

    @GetMapping
    Page<ReadingBody> list() {
        return Page.whole(readers.readings().stream().map(ReadingBody::of).toList());
    }
}
