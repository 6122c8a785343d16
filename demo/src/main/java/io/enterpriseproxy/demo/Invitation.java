package io.enterpriseproxy.demo;

import java.util.List;

/** What a person may try while the demo stays up. */
final class Invitation {
    private Invitation() {}

    static List<String> lines(RunningDemo demo) {
        String curl = "  curl -s -H 'Authorization: Bearer " + demo.watcher().apiKey() + "' " + demo.watcher().url();
        return """

                Still up, until Ctrl-C. The API is %s, your API key (admin) is %s
                %s/api/v1/calls?limit=3
                %s/api/v1/lanes
                %s/api/v1/calls/goods-receipt -H 'Content-Type: application/xml' --data-binary @your-idoc.xml
                """.formatted(demo.watcher().url(), demo.watcher().apiKey(), curl, curl, curl).lines().toList();
    }
}
