package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.security.ApiClient;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Many events in one request and one commit. They are independent of each other. */
@RestController
@RequestMapping("/api/v1/calls/{mapping}/batch")
final class BatchController {
    private static final String NDJSON = "application/x-ndjson";

    private final HttpEvents events;
    private final Batches batches;
    private final JsonMapper json;

    BatchController(HttpEvents events, Batches batches, JsonMapper json) {
        this.events = events;
        this.batches = batches;
        this.json = json;
    }

    /** The elements of a JSON array; answered in the same order and form. */
    @BatchBody
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    List<BatchItem> array(@PathVariable String mapping, @AuthenticationPrincipal ApiClient client,
            HttpServletRequest request) throws IOException {
        events.allow(client, mapping);
        List<byte[]> slices = EventSlices.ofJsonArray(request.getInputStream().readAllBytes(), Batches.MOST_EVENTS);
        return batches.submit(events.many(mapping, client, request, slices));
    }

    /** The rows of a CSV file whose mapping reads CSV; the header belongs to each. Answered like an array, in order. */
    @BatchBody
    @PostMapping(consumes = "text/csv", produces = MediaType.APPLICATION_JSON_VALUE)
    List<BatchItem> rows(@PathVariable String mapping, @AuthenticationPrincipal ApiClient client,
            HttpServletRequest request) throws IOException {
        events.allow(client, mapping);
        List<byte[]> slices = batches.split(mapping, request.getInputStream().readAllBytes());
        return batches.submit(events.many(mapping, client, request, slices));
    }

    /** The lines of NDJSON; answered in the same order and form. */
    @BatchBody
    @PostMapping(consumes = NDJSON, produces = NDJSON)
    byte[] lines(@PathVariable String mapping, @AuthenticationPrincipal ApiClient client, HttpServletRequest request)
            throws IOException {
        events.allow(client, mapping);
        List<byte[]> slices = EventSlices.ofLines(request.getInputStream().readAllBytes(), Batches.MOST_EVENTS);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (BatchItem item : batches.submit(events.many(mapping, client, request, slices))) {
            lines.writeBytes(json.writeValueAsBytes(item));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
